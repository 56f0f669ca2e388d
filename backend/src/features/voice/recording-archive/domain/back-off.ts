const FIRST_MS = 30_000;
const LONGEST_MS = 3_600_000;

/** How long a target is left alone after so many failures in a row: half a minute, doubling up to an hour. */
export const backOff = (failures: number): number => Math.min(LONGEST_MS, FIRST_MS * 2 ** Math.min(20, failures - 1));
