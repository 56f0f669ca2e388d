import type { Instant } from '../../../../../kernel/clock';

/**
 * Seconds of the pacer's own time: it never runs backwards, and it does not jump while calls are in flight, because the
 * window that bounds those calls must not move away under them. `offset` is what wall time has to be moved by.
 */
export interface EngineClock {
  readonly seconds: number;
  readonly offset: number;
}

export const initialEngineClock: EngineClock = { seconds: 0, offset: 0 };

/** Longer than any call can ring: with calls in flight, silence of this length is a jump of the clock, not of time. */
const LONGEST_STEP = 120;

export function advanceClock(clock: EngineClock, at: Instant, callsInFlight: boolean): EngineClock {
  const wall = at / 1000 + clock.offset;
  if (clock.seconds === 0) return { seconds: wall, offset: clock.offset };
  const step = wall - clock.seconds;
  if (step >= 0 && (step <= LONGEST_STEP || !callsInFlight)) return { seconds: wall, offset: clock.offset };
  if (step < 0 && step > -5) return clock;
  return { seconds: clock.seconds, offset: clock.offset - step };
}
