/**
 * Distributions of small counts known by mean and variance. A sum of unlike yes/no events is very close to the binomial with
 * its mean and variance; with an uncertain rate it spreads wider than Poisson, and the negative binomial takes over.
 * Cumulative shares are within a few points of the exact convolution for five events, within one for thirty.
 */
const LARGEST_MEAN = 400;

/** Writes P(count = k) into `out` and returns how many entries carry weight. `out` must hold `supportOf(mean, variance)`. */
export function fillProbabilities(mean: number, variance: number, out: Float64Array): number {
  if (mean < 1e-9) {
    out[0] = 1;
    return 1;
  }
  const last = Math.min(out.length - 1, Math.ceil(mean + 7 * Math.sqrt(variance) + 4));
  if (mean > LARGEST_MEAN) return fillNormal(mean, variance, out, last + 1);
  const ratio = Math.max(0.02, variance / mean);
  if (ratio < 0.999) return fillBinomial(mean, ratio, out, last + 1);
  if (ratio > 1.001) return fillNegativeBinomial(mean, ratio, out, last + 1);
  return fillPoisson(mean, out, last + 1);
}

/**
 * Trials are whole: with a fraction of one the terms do not add up to 1, with rounding a floor of five is off by a third of
 * its spread. So two neighbours are mixed such that mean and variance are both kept.
 */
function fillBinomial(mean: number, ratio: number, out: Float64Array, length: number): number {
  const trials = mean / (1 - ratio);
  const fewer = Math.max(Math.floor(trials), Math.floor(mean) + 1);
  const share = Math.min(1, Math.max(0, (1 / fewer - 1 / trials) / (1 / fewer - 1 / (fewer + 1))));
  const end = Math.min(length, fewer + 2);
  out.fill(0, 0, end);
  addBinomial({ mean, trials: fewer, share: 1 - share }, out, end);
  addBinomial({ mean, trials: fewer + 1, share }, out, end);
  return end;
}

function addBinomial(
  { mean, trials, share }: { mean: number; trials: number; share: number },
  out: Float64Array,
  end: number,
) {
  if (share === 0) return;
  const odds = mean / (trials - mean);
  let term = share * Math.exp(-trials * Math.log1p(odds));
  out[0] = out[0]! + term;
  for (let k = 1; k < end && k <= trials; k++) {
    term *= ((trials - k + 1) / k) * odds;
    out[k] = out[k]! + term;
  }
}

function fillNegativeBinomial(mean: number, ratio: number, out: Float64Array, length: number): number {
  const size = mean / (ratio - 1);
  const share = 1 - 1 / ratio;
  let probability = Math.exp(-size * Math.log(ratio));
  out[0] = probability;
  for (let k = 1; k < length; k++) {
    probability *= ((size + k - 1) / k) * share;
    out[k] = probability;
  }
  return length;
}

function fillPoisson(mean: number, out: Float64Array, length: number): number {
  let probability = Math.exp(-mean);
  out[0] = probability;
  for (let k = 1; k < length; k++) {
    probability *= mean / k;
    out[k] = probability;
  }
  return length;
}

function fillNormal(mean: number, variance: number, out: Float64Array, length: number): number {
  const spread = Math.sqrt(Math.max(variance, 1));
  let total = 0;
  for (let k = 0; k < length; k++) {
    const z = (k - mean) / spread;
    total += out[k] = Math.exp(-0.5 * z * z);
  }
  for (let k = 0; k < length; k++) out[k] = out[k]! / total;
  return length;
}

/** In place: P(count = k) becomes P(count ≤ k), with the rest of `out` at 1. */
export function accumulate(out: Float64Array, length: number): void {
  let total = 0;
  for (let k = 0; k < length; k++) {
    total += out[k]!;
    out[k] = Math.min(1, total);
  }
  // A table may be asked for a little more than its support; the rest is never reached.
  out.fill(1, length);
}
