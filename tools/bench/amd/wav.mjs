import { readFileSync } from 'node:fs';

const RATE = 8000;

/** A WAV (16 bit, any rate, first track) as samples of 8 kHz. */
export function samplesOf(wav) {
  let [at, rate, tracks, bits, code] = [12, RATE, 1, 16, 1];
  while (at + 8 <= wav.length) {
    const name = wav.toString('latin1', at, at + 4);
    const size = wav.readUInt32LE(at + 4);
    if (name === 'fmt ')
      [code, tracks, rate, bits] = [
        wav.readUInt16LE(at + 8),
        wav.readUInt16LE(at + 10),
        wav.readUInt32LE(at + 12),
        wav.readUInt16LE(at + 22),
      ];
    // A WAV that was piped does not know its length: what is there counts.
    if (name === 'data') return resample(read(wav.subarray(at + 8, at + 8 + size), { tracks, bits, code }), rate);
    at += 8 + size + (size % 2);
  }
  throw new Error('no data in this WAV');
}

function read(data, { tracks, bits, code }) {
  const step = (bits / 8) * tracks;
  const samples = new Float64Array(Math.floor(data.length / step));
  const one = decoders[`${code}/${bits}`];
  if (!one) throw new Error(`WAV of code ${code} with ${bits} bits is not read here: 16 bit PCM, A-law or µ-law`);
  for (let index = 0; index < samples.length; index++) samples[index] = one(data, index * step);
  return samples;
}

const decoders = {
  '1/16': (data, at) => data.readInt16LE(at),
  '65534/16': (data, at) => data.readInt16LE(at),
  '1/8': (data, at) => (data[at] - 128) * 256,
  '6/8': (data, at) => fromAlaw(data[at]),
  '7/8': (data, at) => fromUlaw(data[at]),
};

export function fromAlaw(byte) {
  const value = byte ^ 0x55;
  const exponent = (value >> 4) & 7;
  const mantissa = value & 15;
  const magnitude = exponent === 0 ? (mantissa << 4) + 8 : ((mantissa << 4) + 264) << (exponent - 1);
  return value & 0x80 ? magnitude : -magnitude;
}

function fromUlaw(byte) {
  const value = ~byte & 0xff;
  const magnitude = ((((value & 15) << 3) + 132) << ((value >> 4) & 7)) - 132;
  return value & 0x80 ? -magnitude : magnitude;
}

export function toAlaw(sample) {
  const magnitude = Math.min(32767, Math.abs(sample));
  let exponent = 7;
  while (exponent > 0 && magnitude < 256 << (exponent - 1)) exponent--;
  const mantissa = exponent === 0 ? magnitude >> 4 : (magnitude >> (exponent + 3)) & 15;
  return ((sample >= 0 ? 0x80 : 0) | (exponent << 4) | mantissa) ^ 0x55;
}

/** Takes away what the new rate cannot carry (windowed sinc), then reads between the samples. */
function resample(samples, rate) {
  if (rate === RATE) return samples;
  const reach = Math.ceil((12 * rate) / RATE);
  const cut = (2 * Math.min(3600, rate * 0.45)) / rate;
  const kernel = Float64Array.from({ length: 2 * reach + 1 }, (_, index) => {
    const x = (index - reach) * cut * Math.PI;
    return (x === 0 ? 1 : Math.sin(x) / x) * cut * (0.54 + 0.46 * Math.cos((Math.PI * (index - reach)) / reach));
  });
  const out = new Float64Array(Math.floor((samples.length * RATE) / rate));
  for (let index = 0; index < out.length; index++) {
    const centre = Math.round((index * rate) / RATE);
    let sum = 0;
    for (let tap = -reach; tap <= reach; tap++) sum += (samples[centre + tap] ?? 0) * kernel[tap + reach];
    out[index] = sum;
  }
  return out;
}

export const readWav = (path) => samplesOf(readFileSync(path));
