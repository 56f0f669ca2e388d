/** G.711 A-law, one sample each way. */
export function aLawFrom(linear: number): number {
  const sign = linear >= 0 ? 0xd5 : 0x55;
  const magnitude = Math.min(32_767, linear >= 0 ? linear : -linear - 1);
  let exponent = 7;
  for (let mask = 0x4000; (magnitude & mask) === 0 && exponent > 0; exponent -= 1) mask >>= 1;
  const mantissa = exponent === 0 ? magnitude >> 4 : magnitude >> (exponent + 3);
  return (((exponent << 4) | (mantissa & 0xf)) ^ sign) & 0xff;
}

export function linearFrom(aLaw: number): number {
  const code = aLaw ^ 0x55;
  const exponent = (code & 0x70) >> 4;
  const base = ((code & 0xf) << 4) + (exponent === 0 ? 8 : 0x108);
  const magnitude = exponent > 1 ? base << (exponent - 1) : base;
  return code & 0x80 ? magnitude : -magnitude;
}

/** Amplitude of one frequency (Goertzel's filter), in the samples' own unit. */
export function strengthAt(samples: ArrayLike<number>, hz: number, rate: number): number {
  const factor = 2 * Math.cos((2 * Math.PI * hz) / rate);
  let [last, before] = [0, 0];
  for (let index = 0; index < samples.length; index += 1) {
    [last, before] = [(samples[index] ?? 0) + factor * last - before, last];
  }
  const power = Math.max(0, last * last + before * before - factor * last * before);
  return samples.length === 0 ? 0 : Math.round((2 * Math.sqrt(power)) / samples.length);
}

/** The strongest second: over a whole recording the breaks of a hold shift the phase, and the parts take each other away. */
export function strongestSecond(samples: Int16Array, hz: number, rate: number): number {
  let strongest = 0;
  for (let from = 0; from + rate <= samples.length; from += rate / 2)
    strongest = Math.max(strongest, strengthAt(samples.subarray(from, from + rate), hz, rate));
  return strongest;
}

const HEADER_BYTES = 44;

/** A PCM WAV with 16 bits as the microphone of a fake browser takes it: bursts of one tone, so that no noise filter takes it away. */
export function burstsWav(hz: number, { rate = 48_000, seconds = 4, burstMs = 300, everyMs = 500 } = {}): Buffer {
  const samples = Buffer.alloc(rate * seconds * 2);
  for (let index = 0; index < rate * seconds; index += 1) {
    const on = ((index / rate) * 1000) % everyMs < burstMs;
    samples.writeInt16LE(on ? Math.round(12_000 * Math.sin((2 * Math.PI * hz * index) / rate)) : 0, index * 2);
  }
  const head = Buffer.alloc(HEADER_BYTES);
  head.write('RIFF', 0, 'latin1');
  head.writeUInt32LE(HEADER_BYTES - 8 + samples.length, 4);
  head.write('WAVEfmt ', 8, 'latin1');
  for (const [at, value] of [
    [16, 16],
    [24, rate],
    [28, rate * 2],
  ] as const)
    head.writeUInt32LE(value, at);
  for (const [at, value] of [
    [20, 1],
    [22, 1],
    [32, 2],
    [34, 16],
  ] as const)
    head.writeUInt16LE(value, at);
  head.write('data', 36, 'latin1');
  head.writeUInt32LE(samples.length, 40);
  return Buffer.concat([head, samples]);
}

export interface Wav {
  readonly rate: number;
  readonly seconds: number;
  /** One array of samples for each channel. */
  readonly channels: readonly Int16Array[];
}

export function readWav(bytes: Buffer): Wav {
  const [count, rate] = [bytes.readUInt16LE(22), bytes.readUInt32LE(24)];
  let at = 12;
  while (bytes.toString('latin1', at, at + 4) !== 'data') at += 8 + bytes.readUInt32LE(at + 4);
  const data = bytes.subarray(at + 8, at + 8 + bytes.readUInt32LE(at + 4));
  const frames = Math.floor(data.length / 2 / count);
  const channel = (which: number): Int16Array =>
    Int16Array.from({ length: frames }, (_, frame) => data.readInt16LE((frame * count + which) * 2));
  return { rate, seconds: frames / rate, channels: Array.from({ length: count }, (_, which) => channel(which)) };
}
