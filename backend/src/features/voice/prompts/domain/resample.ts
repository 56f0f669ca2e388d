import type { Sound } from './sound';

/** Zero crossings of the filter on each side: −60 dB of aliasing, more than enough for 8 kHz telephony. */
const CROSSINGS = 16;
/** Rates that have hardly a common divisor (44 099 Hz) are rounded to this many phases. */
const MOST_PHASES = 1024;

interface Filter {
  readonly taps: number;
  readonly phases: number;
  /** `phases` rows of `taps` weights. */
  readonly weights: Float32Array;
}

/**
 * Another sampling rate, through a windowed-sinc filter that is computed once for each fraction of a sample. A generator, so that a
 * long sound does not hold the process: every step is some ten milliseconds of work.
 */
export function* resampling({ rate, samples }: Sound, to: number): Generator<undefined, Sound> {
  if (rate === to) return { rate, samples };
  const filter = filterFor(rate, to);
  const length = Math.floor((samples.length * to) / rate);
  const out = new Float32Array(length);
  const STEP = 8_000;
  for (let start = 0; start < length; start += STEP) {
    const end = Math.min(length, start + STEP);
    for (let n = start; n < end; n += 1) out[n] = weighted(samples, (n * rate) / to, filter);
    yield;
  }
  return { rate: to, samples: out };
}

/** The whole of it at once: for short sounds. */
export function resampled(sound: Sound, to: number): Sound {
  const steps = resampling(sound, to);
  for (;;) {
    const step = steps.next();
    if (step.done) return step.value;
  }
}

function filterFor(from: number, to: number): Filter {
  const cutoff = Math.min(1, to / from) * 0.94;
  const half = Math.ceil(CROSSINGS / cutoff);
  const taps = half * 2;
  const phases = Math.min(MOST_PHASES, to / commonDivisor(from, to));
  const weights = new Float32Array(phases * taps);
  for (let phase = 0; phase < phases; phase += 1) {
    let sum = 0;
    for (let tap = 0; tap < taps; tap += 1) {
      const distance = tap - half + 1 - phase / phases;
      const weight = sinc(distance * cutoff) * window(distance / half);
      weights[phase * taps + tap] = weight;
      sum += weight;
    }
    for (let tap = 0; tap < taps; tap += 1) weights[phase * taps + tap] = (weights[phase * taps + tap] ?? 0) / sum;
  }
  return { taps, phases, weights };
}

function weighted(samples: Float32Array, position: number, { taps, phases, weights }: Filter): number {
  let whole = Math.floor(position);
  let phase = Math.round((position - whole) * phases);
  if (phase === phases) [whole, phase] = [whole + 1, 0];
  const first = whole - taps / 2 + 1;
  const row = phase * taps;
  let sum = 0;
  for (let tap = 0; tap < taps; tap += 1) sum += (samples[first + tap] ?? 0) * (weights[row + tap] ?? 0);
  return sum;
}

const sinc = (x: number): number => (x === 0 ? 1 : Math.sin(Math.PI * x) / (Math.PI * x));
/** Blackman. */
const window = (x: number): number =>
  Math.abs(x) >= 1 ? 0 : 0.42 + 0.5 * Math.cos(Math.PI * x) + 0.08 * Math.cos(2 * Math.PI * x);

function commonDivisor(a: number, b: number): number {
  return b === 0 ? a : commonDivisor(b, a % b);
}
