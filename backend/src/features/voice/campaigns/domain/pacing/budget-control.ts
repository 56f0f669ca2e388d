/**
 * The risk that a call may carry: the chance that, if a person answers it, no agent is free in time.
 *
 * `even` is the risk at which abandonment settles near 3 %, found by simulation for 5 to 130 agents and answer rates from 20
 * to 50 %: a small floor has coarse steps (one call more is a lot) and needs a higher limit for the same average. Around it
 * the budget left, c·A − D calls that may still be abandoned, moves the risk exponentially: counting abandoned calls already
 * integrates the error, so proportional control on it is integral control of the rate. It is gentle on purpose. A stop at
 * an empty budget, or a steep rise, makes idle agents, then a burst, then a stop; it cost up to three points of talk time.
 */
const EVEN_RISK = 0.0155;
const SMALL_FLOOR_RISK = 0.275;
const MOST_RISK = 0.2;
/** Budget to hold back: 3 abandoned calls with 5 agents, 23 with 130 (a tenth of a percent of their day). */
const RESERVE = 3;
const RESERVE_POWER = 0.625;
/** Early in a window the reserve cannot be there yet: it starts small and grows with a tenth of what answers allow. */
const FIRST_RESERVE = 0.5;
const RESERVE_SHARE = 0.1;

export interface Budget {
  readonly cap: number;
  readonly answered: number;
  readonly abandoned: number;
}

/** Calls that may still be abandoned; negative when the window is over the cap. */
export const remaining = ({ cap, answered, abandoned }: Budget) => cap * answered - abandoned;

export function allowedRisk(budget: Budget, { agents, answerRate }: { agents: number; answerRate: number }): number {
  const left = remaining(budget);
  if (budget.cap <= 0) return 0;
  const floor = Math.max(1, agents);
  const even = (EVEN_RISK + (SMALL_FLOOR_RISK * answerRate) / floor) * (budget.cap / 0.03);
  const full = RESERVE * Math.pow(floor / 5, RESERVE_POWER);
  const reserve = Math.min(full, FIRST_RESERVE + RESERVE_SHARE * budget.cap * budget.answered);
  const wanted = even * Math.exp((left - reserve) / full);
  return Math.min(MOST_RISK, wanted * brake(budget, full, reserve));
}

/**
 * Far enough over the cap, it bounds and nothing is risked: how far is seven tenths of the reserve while the window is young and
 * a debt can be paid back, and hardly anything once the reserve has grown. Five agents on 360 days: a debt that may stand to the
 * end takes one day in fifty beyond 3.1 %, none at all costs up to 1.4 points of talk time.
 */
function brake(budget: Budget, full: number, reserve: number): number {
  const over = remaining(budget) + 0.7 * (full - reserve) + 0.1 * full;
  return Math.min(1, Math.max(0, over / (0.3 + 0.001 * budget.answered)));
}
