import type { Needs, Sizing } from './sizing';

/** What a machine was found to have. */
export interface Hardware {
  readonly cores: number;
  readonly memoryMb: number;
  /** The disk that becomes the encrypted volume. */
  readonly diskGb: number;
  /** Flags of the first processor, as Linux lists them. */
  readonly cpuFlags: readonly string[];
  readonly architecture: string;
  readonly spinningDisk: boolean;
}

export interface PreflightFinding {
  readonly code:
    'too-few-cores' | 'too-little-memory' | 'too-small-disk' | 'no-aes' | 'wrong-architecture' | 'spinning-disk';
  /** A refusal stops the set-up; a warning is shown and kept in the record. */
  readonly severity: 'refusal' | 'warning';
  readonly has: string;
  readonly needs: string;
}

/** Firmware and the kernel keep some of what was bought: a machine sold with 16 GB shows 15.6. */
const MEMORY_TOLERANCE = 0.94;
const DISK_TOLERANCE = 0.97;

/** What stands against running a profile on this machine, refusals first. */
export function preflight({ needs }: Pick<Sizing, 'needs'>, hardware: Hardware): PreflightFinding[] {
  return [...refusals(needs, hardware), ...warnings(hardware)];
}

function refusals(needs: Needs, hardware: Hardware): PreflightFinding[] {
  const { cores, memoryMb, diskGb, architecture } = hardware;
  const refusal = (code: PreflightFinding['code'], has: string, wanted: string): PreflightFinding => ({
    code,
    severity: 'refusal',
    has,
    needs: wanted,
  });
  return [
    ...(architecture === 'x86_64' ? [] : [refusal('wrong-architecture', architecture, 'x86_64')]),
    ...(cores >= needs.cores ? [] : [refusal('too-few-cores', `${cores} cores`, `${needs.cores} cores`)]),
    ...(memoryMb >= needs.memoryMb * MEMORY_TOLERANCE
      ? []
      : [refusal('too-little-memory', `${memoryMb} MB`, `${needs.memoryMb} MB`)]),
    ...(diskGb >= needs.diskGb * DISK_TOLERANCE
      ? []
      : [refusal('too-small-disk', `${diskGb} GB`, `${needs.diskGb} GB`)]),
  ];
}

function warnings({ cpuFlags, spinningDisk }: Hardware): PreflightFinding[] {
  const warning = (code: PreflightFinding['code'], has: string, wanted: string): PreflightFinding => ({
    code,
    severity: 'warning',
    has,
    needs: wanted,
  });
  return [
    ...(cpuFlags.includes('aes')
      ? []
      : [warning('no-aes', 'a processor without AES instructions', 'AES-NI, or encryption slows every disk access')]),
    ...(spinningDisk
      ? [warning('spinning-disk', 'a rotating disk', 'SSD: commits of the journal wait for the disk')]
      : []),
  ];
}
