/** The newest wait counts this much: about the last ten of a queue matter. */
const NEWEST = 0.2;
/** One wait teaches a factor of e at most: somebody who is rung at once proves little about those who are not. */
const MOST = 1;
/** Below this, estimates and waits are all the same to whoever waits. */
const FLOOR_MS = 1000;

/**
 * What a queue's estimates have been wrong by lately, as the logarithm of real over computed: it takes in what the
 * computation does not see, skills, heavier calls to come and agents who are shared unequally. Computed, not corrected,
 * estimates teach it, so that it does not chase itself.
 */
export function learnCorrection(known: number, computedMs: number, actualMs: number): number {
  const miss = Math.log(Math.max(actualMs, FLOOR_MS) / Math.max(computedMs, FLOOR_MS));
  return known + NEWEST * (Math.min(MOST, Math.max(-MOST, miss)) - known);
}

export const corrected = (computedMs: number, correction: number): number => computedMs * Math.exp(correction);
