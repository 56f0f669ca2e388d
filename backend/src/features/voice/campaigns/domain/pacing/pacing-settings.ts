/**
 * What a campaign asks of its pacer. `cap` is the share of live answers that may be abandoned (0.03), judged over a rolling
 * `windowSeconds`. In `steered` mode the remaining budget steers the risk that each call may carry; in `hard` mode no
 * outcome of the calls in flight, however unlucky, can take the window over the cap.
 */
export interface PacingSettings {
  readonly mode: 'steered' | 'hard';
  readonly cap: number;
  readonly windowSeconds: number;
  /** A live answer without an agent after this long is abandoned. */
  readonly connectWithinSeconds: number;
  readonly ringTimeoutSeconds: number;
  /** One call per ready agent until so many dialled calls have had time to ring out. */
  readonly coldStartOutcomes: number;
  readonly maxCallsInFlight: number;
}

export const DEFAULT_PACING_SETTINGS: PacingSettings = {
  mode: 'steered',
  cap: 0.03,
  windowSeconds: 24 * 3600,
  connectWithinSeconds: 2,
  ringTimeoutSeconds: 25,
  coldStartOutcomes: 100,
  maxCallsInFlight: 1000,
};
