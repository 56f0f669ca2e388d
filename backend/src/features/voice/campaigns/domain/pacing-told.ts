import type { Pace } from './pacing/pace';
import type { PacingDecision, PacingLimit } from './pacing/explanation';

/** A decision as the journal keeps it: every number that it rests on, none twice. */
export interface PacingTold {
  readonly dial: number;
  readonly releasable: number;
  readonly limitedBy: PacingLimit;
  readonly limits: Readonly<Partial<Record<PacingLimit, number>>>;
  readonly agents: readonly [ready: number, talking: number, wrapUp: number];
  readonly calls: readonly [ringing: number, waiting: number, inFlight: number];
  readonly budget: readonly [answered: number, abandoned: number, remaining: number];
  readonly answerRate: number | null;
  readonly risk: readonly [allowed: number, ofLast: number, ofNext: number] | null;
  /** Mean ringing before an answer, and mean rest of the conversations under way. */
  readonly seconds: readonly [ring: number | null, residualTalk: number | null];
  /** Expected free agents and answers 10 s from now. */
  readonly soon: readonly [free: number, answers: number] | null;
}

const HORIZON_SECONDS = 10;
const rounded = (value: number): number => Math.round(value * 1000) / 1000;

export function told({ dial, releasable, explanation, pace }: PacingDecision & { readonly pace: Pace }): PacingTold {
  const { inputs, budget, forecast, limits, bindingLimit } = explanation;
  const at = (counts: readonly { within: number; expected: number }[]) =>
    rounded((counts.find(({ within }) => within >= HORIZON_SECONDS) ?? counts.at(-1))?.expected ?? 0);
  return {
    ...{ dial, releasable, limits, limitedBy: bindingLimit },
    agents: [inputs.ready, inputs.talking, inputs.wrapUp],
    calls: [inputs.ringing, inputs.waiting, inputs.inFlight],
    budget: [budget.answered, budget.abandoned, rounded(budget.remaining)],
    seconds: [
      pace.ringSeconds && rounded(pace.ringSeconds),
      pace.residualTalkSeconds && rounded(pace.residualTalkSeconds),
    ],
    answerRate: forecast && rounded(forecast.answerRate),
    risk: forecast && [
      rounded(forecast.allowedRisk),
      rounded(forecast.riskOfLastCall),
      rounded(forecast.riskOfNextCall),
    ],
    soon: forecast && [at(forecast.freeAgents), at(forecast.answers)],
  };
}
