import type { Profile } from './profile';
import { BYTES_PER_CALL, sizeDatabase, sizeReporting } from './postgresql-sizing';
import { workloadOf } from './workload';

/** GB (10^9 bytes) of the one encrypted volume, by what they are for. */
export interface DiskSizing {
  readonly systemGb: number;
  readonly databaseGb: number;
  readonly reportingGb: number;
  readonly filesGb: number;
  readonly backupGb: number;
  readonly totalGb: number;
  /** Days of recording every conversation before the files are full: a hint for the Order, not a promise. */
  readonly recordingDays: number;
}

/** Two releases of ours, logs of a fortnight, Debian and room to update it. */
const SYSTEM_GB = 16;
/** Rows are kept this long by default. */
const YEARS = 3;
/** The reporting database keeps three months; ordered months are added to the disk when they are ordered. */
const REPORTING_YEARS = 0.25;
/** Stereo, 8 kHz, 16 bits, of a conversation of 200 s. */
const BYTES_PER_RECORDING = 32_000 * 200;

export function sizeDisk(profile: Profile): DiskSizing {
  const { callsPerYear } = workloadOf(profile);
  const rowsGb = (callsPerYear * YEARS * BYTES_PER_CALL) / 1e9;
  const databaseGb = Math.ceil(rowsGb * 1.2 + sizeDatabase(profile).maxWalMb / 500);
  const reportingGb = Math.ceil(
    (callsPerYear * REPORTING_YEARS * BYTES_PER_CALL) / 1e9 + sizeReporting(profile).maxWalMb / 500,
  );
  // Compressed to a third, two full backups and the WAL between them. Files are backed up to elsewhere only.
  const backupGb = databaseGb;
  const filesGb = profile.filesGb;
  return {
    systemGb: SYSTEM_GB,
    databaseGb,
    reportingGb,
    filesGb,
    backupGb,
    // The alert comes at 80 %: what is asked for has to fit below it.
    totalGb: Math.ceil((SYSTEM_GB + databaseGb + reportingGb + filesGb + backupGb) / 0.8),
    recordingDays: Math.floor((filesGb * 1e9) / ((callsPerYear / 300) * BYTES_PER_RECORDING)),
  };
}
