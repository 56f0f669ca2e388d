/** Everything a person needs to check one decision. Counts of agents and calls; times in seconds; risks as shares. */
export interface PacingExplanation {
  readonly inputs: {
    readonly agents: number;
    readonly ready: number;
    readonly talking: number;
    readonly wrapUp: number;
    readonly ringing: number;
    readonly waiting: number;
    readonly inFlight: number;
  };
  readonly budget: {
    readonly cap: number;
    readonly answered: number;
    readonly abandoned: number;
    readonly remaining: number;
  };
  /** Null until enough calls have rung out and enough talks have ended to predict. */
  readonly forecast: PacingForecast | null;
  /** Each limit as the most calls in flight that it allows; what does not apply now is left out. */
  readonly limits: Readonly<Partial<Record<PacingLimit, number>>>;
  readonly bindingLimit: PacingLimit;
  /** min(limits); `dial` is what it leaves beside the calls in flight. */
  readonly allowedInFlight: number;
}

export interface PacingForecast {
  readonly answerRate: number;
  readonly answerRateError: number;
  /** Agents free (those ready now included) and calls answered (those waiting included) by so many seconds from now. */
  readonly freeAgents: readonly ExpectedCount[];
  readonly answers: readonly ExpectedCount[];
  readonly allowedRisk: number;
  readonly riskOfLastCall: number;
  readonly riskOfNextCall: number;
}

export interface ExpectedCount {
  readonly within: number;
  readonly expected: number;
}

/**
 * `switch`: no connection, so nothing is dialled. `channels`: the campaign's own maximum. `cold-start`: one call per ready
 * agent while nothing is known. `risk`: the next call would carry more risk than the budget allows; never under one call
 * per ready agent. `hard-cap`: hard mode only.
 */
export type PacingLimit = 'switch' | 'channels' | 'cold-start' | 'risk' | 'hard-cap';

export interface PacingDecision {
  readonly dial: number;
  /** Ready agents who may leave now; below the number of ready agents in hard mode only. */
  readonly releasable: number;
  readonly explanation: PacingExplanation;
}
