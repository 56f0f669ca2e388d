import type { Profile } from './profile';
import { processesOf, sizeNode } from './node-sizing';
import { workloadOf } from './workload';

/** One PostgreSQL cluster; sizes in MB. */
export interface ClusterSizing {
  readonly sharedBuffersMb: number;
  readonly effectiveCacheMb: number;
  readonly workMemMb: number;
  readonly maintenanceMb: number;
  readonly maxWalMb: number;
  readonly maxConnections: number;
  /** Memory that the cluster is given in all: buffers, sorts, and the page cache that it lives from. */
  readonly memoryMb: number;
}

/** Journal rows, their indexes and views that one call leaves: 25 events of about 1.2 kB, and half as much again in indexes. */
export const BYTES_PER_CALL = 25 * 1_200 * 1.5;

/** The identity provider's connections, those of backup, metrics and of people who look. */
const OTHERS = 20 + 10;

/**
 * The database of the platform. Its hot part is what a day writes (routing looks at live rows, screens at today), and a
 * quarter of its memory as shared buffers is where PostgreSQL's own advice begins.
 */
export function sizeDatabase(profile: Profile): ClusterSizing {
  const day = (workloadOf(profile).callsPerYear / 300) * BYTES_PER_CALL;
  const memoryMb = roundUp(768 + (2 * day) / 1e6, 128);
  const sharedBuffersMb = roundUp(memoryMb / 4, 64);
  const { databasePool } = sizeNode(profile);
  return {
    sharedBuffersMb,
    effectiveCacheMb: memoryMb - sharedBuffersMb,
    // One statement in ten sorts at a time; together they may take an eighth of the memory.
    workMemMb: Math.max(4, Math.floor(memoryMb / 8 / ((databasePool * processesOf(profile)) / 10))),
    maintenanceMb: Math.max(64, roundUp(memoryMb / 16, 16)),
    // A checkpoint every 15 minutes at most in the busiest hour: what that hour writes, full pages included (three times).
    maxWalMb: roundUp(Math.max(1_024, (day / 10 / 1e6) * 3), 256),
    maxConnections: (databasePool + 1) * processesOf(profile) + OTHERS,
    memoryMb,
  };
}

/** The reporting database: few connections, whole-month scans, so more for each sort and little for buffers. */
export function sizeReporting(profile: Profile): ClusterSizing {
  const memoryMb = roundUp(384 + profile.agents * 4, 128);
  return {
    sharedBuffersMb: roundUp(memoryMb / 4, 32),
    effectiveCacheMb: roundUp((memoryMb * 3) / 4, 32),
    workMemMb: 16,
    maintenanceMb: 64,
    maxWalMb: 512,
    maxConnections: 30,
    memoryMb,
  };
}

export const roundUp = (value: number, step: number): number => Math.ceil(value / step) * step;
