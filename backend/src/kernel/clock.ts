/** A point in time: milliseconds since 1970-01-01T00:00:00Z. Domain code gets it as data and never reads a clock. */
export type Instant = number;

export type Cancel = () => void;

/** The only source of time outside `domain/`. `SystemClock` in production, `VirtualClock` in tests and replays. */
export interface Clock {
  now(): Instant;
  /**
   * What the machine's clock on the wall shows: `now()` but for a while after somebody or NTP moved it. Nothing is timed
   * by it; what must not happen at certain hours asks both.
   */
  wall(): Instant;
  /** Calls `wake` once when `now() >= at`, never synchronously inside this call. */
  wakeAt(at: Instant, wake: () => void): Cancel;
}

export const CLOCK = Symbol('Clock');
