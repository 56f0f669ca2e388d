import type { PacingSettings } from './pacing-settings';

/** Calls dialled within one second, with the answers they have had so far. */
export interface DialCohort {
  readonly at: number;
  readonly dials: number;
  readonly answers: number;
}

interface DialBlock {
  readonly dials: number;
  readonly answers: number;
}

/**
 * How calls end. The answer rate is Σ answers / Σ F(age) over every call dialled, whatever became of it: a call that failed
 * after two seconds goes on counting as if it still rang. Dividing by finished calls instead sees only fast failures at first,
 * estimates 0 and over-dials. Blocks hold calls that rang out; a change between blocks drops the older ones.
 */
export interface AnswerLearning {
  readonly cohorts: readonly DialCohort[];
  readonly blocks: readonly DialBlock[];
  /** Answers and other ends by whole second since dialling, and the calls they came from; halved now and then. */
  readonly answersAt: readonly number[];
  readonly endsAt: readonly number[];
  readonly outcomes: number;
}

const SECONDS = 64;
const BLOCK_DIALS = 40;
const MOST_BLOCKS = 50;
const HALVE_OUTCOMES_AT = 6000;
/** Squared z over which two stretches count as different rates: 1 false alarm in about 1 000 blocks with every split tried. */
const CHANGE_AT = 13;
const FRESH_ANSWERS_FOR_CHANGE = 6;

export const initialAnswerLearning: AnswerLearning = {
  cohorts: [],
  blocks: [],
  answersAt: new Array<number>(SECONDS).fill(0),
  endsAt: new Array<number>(SECONDS).fill(0),
  outcomes: 0,
};

/** Seconds after which a call has certainly ended. */
export const ripeAfter = (settings: PacingSettings) => settings.ringTimeoutSeconds + 3;

export function learnDialled(learning: AnswerLearning, at: number, calls: number): AnswerLearning {
  const second = Math.floor(at);
  const last = learning.cohorts.at(-1);
  const cohorts =
    last && last.at === second
      ? [...learning.cohorts.slice(0, -1), { ...last, dials: last.dials + calls }]
      : [...learning.cohorts, { at: second, dials: calls, answers: 0 }];
  return { ...learning, cohorts };
}

export function learnAnswered(learning: AnswerLearning, dialledAt: number, age: number): AnswerLearning {
  const second = Math.floor(dialledAt);
  const cohorts = learning.cohorts.map((each) => (each.at === second ? { ...each, answers: each.answers + 1 } : each));
  return countOutcome({ ...learning, cohorts, answersAt: raised(learning.answersAt, age) });
}

export function learnUnanswered(learning: AnswerLearning, age: number): AnswerLearning {
  return countOutcome({ ...learning, endsAt: raised(learning.endsAt, age) });
}

function countOutcome(learning: AnswerLearning): AnswerLearning {
  if (learning.outcomes + 1 < HALVE_OUTCOMES_AT) return { ...learning, outcomes: learning.outcomes + 1 };
  const half = (counts: readonly number[]) => counts.map((each) => each / 2);
  return {
    ...learning,
    answersAt: half(learning.answersAt),
    endsAt: half(learning.endsAt),
    outcomes: (learning.outcomes + 1) / 2,
  };
}

function raised(counts: readonly number[], age: number): number[] {
  const copy = counts.slice();
  const at = Math.min(SECONDS - 1, Math.max(0, Math.floor(age)));
  copy[at] = copy[at]! + 1;
  return copy;
}

/** Moves cohorts that have rung out into blocks and forgets what a change of the rate has made untrue. */
export function ripen(learning: AnswerLearning, now: number, settings: PacingSettings): AnswerLearning {
  const limit = now - ripeAfter(settings) - 1;
  let count = 0;
  while (count < learning.cohorts.length && learning.cohorts[count]!.at < limit) count++;
  if (count === 0) return learning;
  const blocks = learning.cohorts.slice(0, count).reduce(addToBlocks, learning.blocks.slice());
  return forgetChanged({ ...learning, cohorts: learning.cohorts.slice(count), blocks });
}

function addToBlocks(blocks: DialBlock[], { dials, answers }: DialCohort): DialBlock[] {
  const last = blocks.at(-1);
  if (last && last.dials < BLOCK_DIALS) {
    blocks[blocks.length - 1] = { dials: last.dials + dials, answers: last.answers + answers };
    return blocks;
  }
  blocks.push({ dials, answers });
  if (blocks.length > MOST_BLOCKS) blocks.shift();
  return blocks;
}

function forgetChanged(learning: AnswerLearning): AnswerLearning {
  const { blocks } = learning;
  const all = sumOf(blocks);
  let newer = { dials: 0, answers: 0 };
  let worst = CHANGE_AT;
  let keepFrom = 0;
  for (let from = blocks.length - 1; from > 0; from--) {
    newer = { dials: newer.dials + blocks[from]!.dials, answers: newer.answers + blocks[from]!.answers };
    const z = difference(newer, { dials: all.dials - newer.dials, answers: all.answers - newer.answers });
    if (z > worst) [worst, keepFrom] = [z, from];
  }
  return keepFrom > 0 ? { ...learning, blocks: blocks.slice(keepFrom) } : learning;
}

const sumOf = (blocks: readonly DialBlock[]) =>
  blocks.reduce((sum, each) => ({ dials: sum.dials + each.dials, answers: sum.answers + each.answers }), {
    dials: 0,
    answers: 0,
  });

function difference(a: DialBlock, b: DialBlock): number {
  const rate = (a.answers + b.answers) / (a.dials + b.dials);
  const expected = Math.max(rate, 1e-3) * a.dials;
  if (expected < FRESH_ANSWERS_FOR_CHANGE || rate >= 1) return 0;
  const gap = a.answers / a.dials - b.answers / b.dials;
  return (gap * gap) / (rate * (1 - rate) * (1 / a.dials + 1 / b.dials));
}

export interface AnswerForecast {
  /** Share of dialled calls that a person answers, and the squared relative error of that estimate. */
  readonly rate: number;
  readonly relativeVariance: number;
  /** P(answered by this many seconds after dialling), linear between whole seconds; index 0 is 0. */
  readonly answeredBy: Float64Array;
  /** P(ended otherwise by …). */
  readonly endedBy: Float64Array;
}

/** What the calls dialled so far say about one dialled at `now`; null while nothing has been answered. */
export function forecastAnswers(learning: AnswerLearning, now: number): AnswerForecast | null {
  const known = forecasts.get(learning);
  const second = Math.floor(now);
  if (known && known.second === second) return known.forecast;
  const forecast = forecastAt(learning, second + 0.5);
  forecasts.set(learning, { second, forecast });
  return forecast;
}

const forecasts = new WeakMap<AnswerLearning, { second: number; forecast: AnswerForecast | null }>();

function forecastAt(learning: AnswerLearning, now: number): AnswerForecast | null {
  const answers = learning.answersAt.reduce((sum, each) => sum + each, 0);
  if (answers < 2) return null;
  const shape = cumulative(learning.answersAt, 1 / answers);
  const known = sumOf(learning.blocks);
  let dials = known.dials;
  let seen = known.answers;
  for (const cohort of learning.cohorts) {
    dials += cohort.dials * valueAt(shape, now - cohort.at - 0.5);
    seen += cohort.answers;
  }
  const rate = Math.min(0.98, (seen + 0.5) / Math.max(dials + 1, seen + 0.5));
  const endedBy = cumulative(learning.endsAt, 1 / Math.max(1, learning.outcomes));
  const answeredBy = shape.map((each) => each * rate);
  return { rate, relativeVariance: (1 - rate) / (seen + 1), answeredBy, endedBy };
}

function cumulative(counts: readonly number[], scale: number): Float64Array {
  const out = new Float64Array(counts.length + 1);
  for (let at = 0; at < counts.length; at++) out[at + 1] = out[at]! + counts[at]! * scale;
  return out;
}

/** Linear interpolation in a table by whole seconds. */
export function valueAt(table: Float64Array, seconds: number): number {
  if (seconds <= 0) return table[0]!;
  const floor = Math.floor(seconds);
  if (floor >= table.length - 1) return table[table.length - 1]!;
  const low = table[floor]!;
  return low + (table[floor + 1]! - low) * (seconds - floor);
}
