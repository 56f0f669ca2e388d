import type { AnswerForecast } from './answer-learning';
import { forecastAnswers, valueAt } from './answer-learning';
import { accumulate, fillProbabilities } from './count-distribution';
import type { PacingWorld } from './observation';
import type { PacingSettings } from './pacing-settings';
import type { AgentPace, PacingState } from './pacing-state';
import { freedTable, HORIZONS, rowOf } from './residual-time';

/** What is expected at each of HORIZONS, counted from now. */
export interface Forecast {
  readonly answers: AnswerForecast;
  readonly ready: number;
  readonly waiting: number;
  /** Agents who become free by then. */
  readonly freedMean: Float64Array;
  readonly freedVariance: Float64Array;
  /** Calls ringing now that are answered by then. */
  readonly answeredMean: Float64Array;
  readonly answeredVariance: Float64Array;
  /** P(a call dialled now is answered by then). */
  readonly newcomer: Float64Array;
}

const WIDTH = HORIZONS.length;
/** Calls that ring longer than this, in seconds, count as this old. */
const OLDEST = 60;

/** Null while answers or durations are not known well enough to predict. */
export function forecast(state: PacingState, at: { now: number; engineNow: number }, given: Given): Forecast | null {
  const answers = given.answers ?? forecastAnswers(state.answers, at.engineNow);
  const table = freedTable(state.published, given.settings.connectWithinSeconds);
  if (!answers || !table) return null;
  const freedMean = new Float64Array(WIDTH);
  const freedVariance = new Float64Array(WIDTH);
  let ready = 0;
  for (const agent of given.world.agents) {
    if (agent.status === 'ready') {
      ready++;
      continue;
    }
    const rows = agent.status === 'talking' ? table.talking : table.wrapUp;
    const hurry = hurryOf(state.agents[agent.id], agent.status);
    const row = rowOf((at.now - agent.since) / 1000);
    for (let h = 0; h < WIDTH; h++) {
      const chance = hurried(rows[row + h]!, hurry);
      freedMean[h] = freedMean[h]! + chance;
      freedVariance[h] = freedVariance[h]! + chance * (1 - chance);
    }
  }
  const newcomer = Float64Array.from(HORIZONS, (horizon) => valueAt(answers.answeredBy, horizon));
  const ringing = ringingAnswers(answers, at.now, given.world.ringing);
  return { answers, ready, waiting: given.world.waiting, freedMean, freedVariance, ...ringing, newcomer };
}

/** How many observed durations the campaign's average is worth against an agent's own. */
const CAMPAIGN_WEIGHT = 30;

/** How much faster than the campaign this agent gets done: 1 is the campaign's pace, towards which few durations shrink. */
function hurryOf(pace: AgentPace | undefined, status: 'talking' | 'wrap-up'): number {
  if (!pace) return 1;
  const [count, ratio] = status === 'talking' ? [pace.talks, pace.talkRatio] : [pace.wrapUps, pace.wrapUpRatio];
  return Math.min(2, Math.max(0.5, (count + CAMPAIGN_WEIGHT) / (ratio + CAMPAIGN_WEIGHT)));
}

/** 1 − (1 − chance)^hurry, to first order around 1: a power for each agent and horizon costs more than it tells. */
function hurried(chance: number, hurry: number): number {
  const late = 1 - chance;
  const more = late * (chance + (chance * chance) / 2) * (hurry - 1);
  return Math.min(1, Math.max(0, chance + more));
}

interface Given {
  readonly world: PacingWorld;
  readonly settings: PacingSettings;
  /** Takes the place of what was learnt (an oracle in the benchmark). */
  readonly answers?: AnswerForecast;
}

/** Calls are taken together by whole second of age: a hundred ring at once, and none of them for long. */
function ringingAnswers({ answeredBy, endedBy }: AnswerForecast, now: number, ringing: readonly number[]) {
  const answeredMean = new Float64Array(WIDTH);
  const answeredVariance = new Float64Array(WIDTH);
  const calls = new Uint16Array(OLDEST + 1);
  for (const dialledAt of ringing) {
    const age = (now - dialledAt) / 1000;
    const second = age > 0 ? Math.min(OLDEST, age | 0) : 0;
    calls[second] = calls[second]! + 1;
  }
  for (let second = 0; second <= OLDEST; second++) {
    const count = calls[second]!;
    if (count === 0) continue;
    const age = second + 0.5;
    const already = valueAt(answeredBy, age);
    const alive = Math.max(1 - already - valueAt(endedBy, age), 0.02);
    for (let h = 0; h < WIDTH; h++) {
      const chance = Math.min(0.98, (valueAt(answeredBy, age + HORIZONS[h]!) - already) / alive);
      answeredMean[h] = answeredMean[h]! + count * chance;
      answeredVariance[h] = answeredVariance[h]! + count * chance * (1 - chance);
    }
  }
  return { answeredMean, answeredVariance };
}

/** P(no agent for one more answer) at each horizon, with `extra` calls dialled now beside those that ring. */
export interface ShortfallCurve {
  /** The returned array is written anew by the next call. */
  at(extra: number): Float64Array;
}

const SUPPORT = 512;
// Scratch space: a decision leaves nothing in it that the next one reads.
const freedBy = HORIZONS.map(() => new Float64Array(SUPPORT));
const answered = new Float64Array(SUPPORT);
const shortfall = new Float64Array(WIDTH);

export function shortfallCurve(expected: Forecast): ShortfallCurve {
  for (let h = 0; h < WIDTH; h++) {
    const table = freedBy[h]!;
    accumulate(table, fillProbabilities(expected.freedMean[h]!, expected.freedVariance[h]!, table));
  }
  const spare = expected.ready - expected.waiting;
  const at = (extra: number) => {
    for (let h = 0; h < WIDTH; h++) shortfall[h] = shortAt(expected, { h, extra, spare });
    return shortfall;
  };
  return { at };
}

function shortAt(expected: Forecast, { h, extra, spare }: { h: number; extra: number; spare: number }): number {
  const chance = expected.newcomer[h]!;
  const mean = expected.answeredMean[h]! + extra * chance;
  const spread = mean * mean * expected.answers.relativeVariance;
  const length = fillProbabilities(
    mean,
    expected.answeredVariance[h]! + extra * chance * (1 - chance) + spread,
    answered,
  );
  const table = freedBy[h]!;
  let short = 0;
  for (let count = Math.max(0, spare); count < length; count++) {
    const free = count - spare;
    short += answered[count]! * (free < SUPPORT ? table[free]! : 1);
  }
  return Math.min(1, short);
}
