/** One channel of sound: samples from −1 to 1. */
export interface Sound {
  readonly rate: number;
  readonly samples: Float32Array;
}

export const millisecondsOf = ({ rate, samples }: Sound): number => Math.round((samples.length / rate) * 1000);

/** Several channels in one, each at equal strength. */
export function mixedDown(channels: readonly Float32Array[]): Float32Array {
  const [first, ...others] = channels;
  if (!first || others.length === 0) return first ?? new Float32Array(0);
  const mixed = new Float32Array(first.length);
  for (const channel of channels) for (let n = 0; n < mixed.length; n += 1) mixed[n] = at(mixed, n) + at(channel, n);
  return mixed.map((value) => value / channels.length);
}

const at = (samples: Float32Array, index: number): number => samples[index] ?? 0;

const BLOCK_SECONDS = 0.05;
/** Blocks below −45 dB are pauses: they say nothing of how loud the speech is. */
const PAUSE = 10 ** (-45 / 20);
const CEILING = 10 ** (-1.5 / 20);
const MOST_GAIN = 10 ** (24 / 20);

/** Root mean square of what is no pause; 0 for silence. */
export function loudness({ rate, samples }: Sound): number {
  const size = Math.max(1, Math.round(rate * BLOCK_SECONDS));
  let sum = 0;
  let counted = 0;
  for (let start = 0; start < samples.length; start += size) {
    const block = samples.subarray(start, start + size);
    const power = block.reduce((total, value) => total + value * value, 0);
    if (Math.sqrt(power / block.length) < PAUSE) continue;
    sum += power;
    counted += block.length;
  }
  return counted === 0 ? 0 : Math.sqrt(sum / counted);
}

/** As loud as `decibels` (RMS of what is no pause), yet never clipped and never silence blown up to noise. */
export function levelled(sound: Sound, decibels: number): Sound {
  const now = loudness(sound);
  if (now === 0) return sound;
  const peak = sound.samples.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  const gain = Math.min(10 ** (decibels / 20) / now, CEILING / peak, MOST_GAIN);
  return { rate: sound.rate, samples: sound.samples.map((value) => value * gain) };
}
