import type { AgentView } from '#contracts';
import { clockText, secondsSince } from '../../platform/time/formats';

type Seen = Pick<AgentView, 'status' | 'since' | 'break'>;

/** The break that the agent is on now; not one that begins after the work in hand. */
export const breakOf = ({ status, break: held }: Seen): AgentView['break'] => (status === 'not-ready' ? held : null);

/** How long the present status lasts; a break with the stretches before an interruption. */
export const secondsIn = (agent: Seen, now: number): number =>
  secondsSince(agent.since, now) + (breakOf(agent)?.spentSeconds ?? 0);

/** Longer away than the kind of break allows. */
export function isOverLimit(agent: Seen, now: number): boolean {
  const limit = breakOf(agent)?.limitSeconds ?? null;
  return limit !== null && secondsIn(agent, now) > limit;
}

/** ` / 10:00` behind the clock of a break that has a limit. */
export function limitText(agent: Seen): string {
  const limit = breakOf(agent)?.limitSeconds ?? null;
  return limit === null ? '' : ` / ${clockText(limit)}`;
}
