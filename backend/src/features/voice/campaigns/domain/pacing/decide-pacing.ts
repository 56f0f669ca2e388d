import type { Instant } from '../../../../../kernel/clock';
import { windowTotals } from './abandonment-window';
import type { AnswerForecast } from './answer-learning';
import { ripeAfter } from './answer-learning';
import type { Budget } from './budget-control';
import { allowedRisk, remaining } from './budget-control';
import type { CallChoice } from './choose-calls';
import { chooseCalls } from './choose-calls';
import { advanceClock } from './engine-clock';
import type { PacingDecision, PacingExplanation, PacingForecast, PacingLimit } from './explanation';
import type { Forecast } from './forecast';
import { forecast } from './forecast';
import { mostCallsUnderCap, releasableAgents } from './hard-cap';
import type { PacingWorld } from './observation';
import type { PacingSettings } from './pacing-settings';
import type { PacingState } from './pacing-state';
import { HORIZONS } from './residual-time';

type Inputs = PacingExplanation['inputs'];

/** What an oracle of the benchmark knows and a campaign never does. */
export interface Foreknowledge {
  readonly answers?: AnswerForecast;
  readonly risk?: number;
}

/** How many calls to place now, and why. Deterministic; changes nothing. */
export function decidePacing(
  { state, now, world }: { state: PacingState; now: Instant; world: PacingWorld },
  settings: PacingSettings,
  known: Foreknowledge = {},
): PacingDecision {
  const inputs = inputsOf(state, world);
  const engineNow = advanceClock(state.clock, now, inputs.inFlight > 0).seconds;
  const budget = budgetOf(state, engineNow, settings);
  const steered = steer({ state, engineNow, now, world, inputs, budget, known }, settings);
  const limits = limitsOf({ world, inputs, budget, calls: steered?.choice.calls ?? null }, settings);
  const [bindingLimit, allowedInFlight] = tightest(limits);
  const dial = Math.max(0, allowedInFlight - inputs.inFlight);
  const afterwards = { ready: inputs.ready, inFlight: inputs.inFlight + dial };
  return {
    dial,
    releasable: settings.mode === 'hard' ? releasableAgents(budget, afterwards) : inputs.ready,
    explanation: {
      inputs,
      budget: { ...budget, remaining: remaining(budget) },
      forecast: steered ? explained(steered) : null,
      limits,
      bindingLimit,
      allowedInFlight,
    },
  };
}

function inputsOf(state: PacingState, { agents, ringing, waiting }: PacingWorld): Inputs {
  const count = { ready: 0, talking: 0, wrapUp: 0 };
  for (const { status } of agents) count[status === 'wrap-up' ? 'wrapUp' : status]++;
  // Calls that the switch no longer shows but that nobody has seen end still may be answered.
  const inFlight = Math.max(ringing.length + waiting, state.dialled);
  return { agents: agents.length, ...count, ringing: ringing.length, waiting, inFlight };
}

function budgetOf(state: PacingState, engineNow: number, settings: PacingSettings): Budget {
  const marginSeconds = ripeAfter(settings) + settings.connectWithinSeconds + 5;
  const totals = windowTotals(state.window, engineNow, { windowSeconds: settings.windowSeconds, marginSeconds });
  return { cap: settings.cap, ...totals };
}

interface Situation {
  readonly state: PacingState;
  readonly engineNow: number;
  readonly now: Instant;
  readonly world: PacingWorld;
  readonly inputs: Inputs;
  readonly budget: Budget;
  readonly known: Foreknowledge;
}

interface Steered {
  readonly expected: Forecast;
  readonly risk: number;
  readonly choice: CallChoice;
}

function steer(situation: Situation, settings: PacingSettings): Steered | null {
  const { state, engineNow, now, world, inputs, budget, known } = situation;
  if (state.answers.outcomes < settings.coldStartOutcomes) return null;
  const expected = forecast(state, { now, engineNow }, { world, settings, answers: known.answers });
  if (!expected) return null;
  const { rate } = expected.answers;
  const risk = known.risk ?? allowedRisk(budget, { agents: inputs.agents, answerRate: rate });
  return { expected, risk, choice: chooseCalls(expected, risk) };
}

interface Limited {
  readonly world: PacingWorld;
  readonly inputs: Inputs;
  readonly budget: Budget;
  readonly calls: number | null;
}

function limitsOf({ world, inputs, budget, calls }: Limited, settings: PacingSettings) {
  const limits: Partial<Record<PacingLimit, number>> = { channels: settings.maxCallsInFlight };
  if (!world.switchConnected) limits.switch = 0;
  if (calls === null) limits['cold-start'] = inputs.ready;
  // With nothing to lose (target 0) only reserved agents count: a risk that rounds to nothing is still a risk.
  else limits.risk = budget.cap > 0 ? Math.max(inputs.ready, inputs.inFlight + calls) : inputs.ready;
  if (settings.mode === 'hard') limits['hard-cap'] = mostCallsUnderCap(budget, inputs.ready);
  return limits;
}

const ORDER: readonly PacingLimit[] = ['switch', 'hard-cap', 'cold-start', 'risk', 'channels'];

function tightest(limits: Partial<Record<PacingLimit, number>>): [PacingLimit, number] {
  let found: [PacingLimit, number] = ['channels', limits.channels ?? 0];
  for (const name of ORDER) {
    const limit = limits[name];
    if (limit !== undefined && (limit < found[1] || (limit === found[1] && found[0] === 'channels')))
      found = [name, limit];
  }
  return found;
}

function explained({ expected, risk, choice }: Steered): PacingForecast {
  const counts = (base: number, more: Float64Array) =>
    HORIZONS.map((within, h) => ({ within, expected: base + more[h]! }));
  return {
    answerRate: expected.answers.rate,
    answerRateError: expected.answers.rate * Math.sqrt(expected.answers.relativeVariance),
    freeAgents: counts(expected.ready, expected.freedMean),
    answers: counts(expected.waiting, expected.answeredMean),
    allowedRisk: risk,
    riskOfLastCall: choice.riskOfLast,
    riskOfNextCall: choice.riskOfNext,
  };
}
