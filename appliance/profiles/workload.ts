import type { Profile } from './profile';

/** What the engines have to carry at the same time when everybody is at work. */
export interface Workload {
  /** Legs with audio: each conversation has two, a caller who waits has one, one conversation in ten consults a third party. */
  readonly audioLegs: number;
  /** Legs that only ring. */
  readonly ringingLegs: number;
  /** New calls in a second at the busiest moment. */
  readonly callsPerSecond: number;
  /** Browsers with an open socket. */
  readonly browsers: number;
  readonly callsPerYear: number;
}

/** A shop that closes at night: 10 hours, 300 days. */
const HOURS_PER_YEAR = 10 * 300;
/** The busiest minute of the day against the mean of its hour, as in a shop whose adverts are on the air. */
const PEAK = 4;

export function workloadOf(profile: Profile): Workload {
  const { agents, overseers, waitingPerAgent, diallingPerAgent, callsPerHour } = profile;
  return {
    audioLegs: Math.ceil(agents * (2 + waitingPerAgent + 0.1)),
    ringingLegs: Math.ceil(agents * diallingPerAgent),
    callsPerSecond: Math.max(1, Math.ceil(((agents * callsPerHour) / 3600) * PEAK + (agents * diallingPerAgent) / 20)),
    browsers: agents + overseers,
    callsPerYear: agents * callsPerHour * HOURS_PER_YEAR,
  };
}
