/**
 * Survival of a duration (talk, wrap-up) as hazards in bins that widen with age, learnt with forgetting. The prior of each
 * bin is the lognormal of the same mean and spread, worth a few observations: bins with little data stay sensible, bins with
 * much data follow the floor, whatever its shape.
 */
export interface DurationLearning {
  readonly events: readonly number[];
  readonly exposure: readonly number[];
  readonly weight: number;
  readonly logSum: number;
  readonly logSquareSum: number;
  readonly sum: number;
}

const RATIO = 1.2;
const LONGEST = 1800;
const MEMORY = 600;
const PRIOR_EVENTS = 3;

const EDGES = (() => {
  const edges = [0];
  for (let edge = 1; edge < LONGEST; edge *= RATIO) edges.push(edge);
  return [...edges, LONGEST];
})();
const BINS = EDGES.length - 1;

export const initialDurationLearning: DurationLearning = {
  events: new Array<number>(BINS).fill(0),
  exposure: new Array<number>(BINS).fill(0),
  weight: 0,
  logSum: 0,
  logSquareSum: 0,
  sum: 0,
};

export function learnDuration(learning: DurationLearning, observed: number): DurationLearning {
  const seconds = Math.min(LONGEST - 1, Math.max(0.2, observed));
  const keep = 1 - 1 / MEMORY;
  const events = learning.events.map((each) => each * keep);
  const exposure = learning.exposure.map((each) => each * keep);
  for (let bin = 0; bin < BINS && seconds > EDGES[bin]!; bin++) {
    const end = EDGES[bin + 1]!;
    exposure[bin] = exposure[bin]! + Math.min(seconds, end) - EDGES[bin]!;
    if (seconds <= end) events[bin] = events[bin]! + 1;
  }
  const log = Math.log(seconds);
  return {
    events,
    exposure,
    weight: learning.weight * keep + 1,
    logSum: learning.logSum * keep + log,
    logSquareSum: learning.logSquareSum * keep + log * log,
    sum: learning.sum * keep + seconds,
  };
}

export const meanDuration = (learning: DurationLearning) => (learning.weight > 0 ? learning.sum / learning.weight : 0);

/** P(still going on after whole seconds 0 … longest). */
export function survivalOf(learning: DurationLearning): Float64Array {
  const mean = learning.logSum / learning.weight;
  const variance = Math.max(0.02, learning.logSquareSum / learning.weight - mean * mean);
  const survival = new Float64Array(LONGEST + 1);
  survival[0] = 1;
  let logSurvival = 0;
  let at = 0;
  for (let bin = 0; bin < BINS; bin++) {
    const [from, to] = [EDGES[bin]!, EDGES[bin + 1]!];
    const hazard = hazardOf(learning, bin, lognormalHazard({ from, to, mean, spread: Math.sqrt(variance) }));
    for (; at + 1 <= to + 1e-9; at++) {
      survival[at + 1] = Math.exp(-(logSurvival + hazard * (at + 1 - from)));
    }
    logSurvival += hazard * (to - from);
  }
  for (; at < LONGEST; at++) survival[at + 1] = 0;
  return survival;
}

function hazardOf(learning: DurationLearning, bin: number, prior: number): number {
  return (learning.events[bin]! + PRIOR_EVENTS) / (learning.exposure[bin]! + PRIOR_EVENTS / Math.max(prior, 1e-5));
}

function lognormalHazard({ from, to, mean, spread }: { from: number; to: number; mean: number; spread: number }) {
  const before = from > 0 ? upperNormal((Math.log(from) - mean) / spread) : 1;
  const after = upperNormal((Math.log(to) - mean) / spread);
  if (before < 1e-9) return 0.02;
  return Math.max(1e-7, -Math.log(Math.max(after, 1e-12) / before) / (to - from));
}

/** P(Z > z), Abramowitz and Stegun 26.2.17: error below 1e-7. */
function upperNormal(z: number): number {
  if (z < 0) return 1 - upperNormal(-z);
  const t = 1 / (1 + 0.2316419 * z);
  const polynomial = t * (0.31938153 + t * (-0.356563782 + t * (1.781477937 + t * (-1.821255978 + t * 1.330274429))));
  return 0.3989422804014327 * Math.exp((-z * z) / 2) * polynomial;
}
