import { mixedDown, type Sound } from './sound';

/** 16-bit mono PCM. */
export function toWav({ rate, samples }: Sound): Uint8Array {
  const bytes = new Uint8Array(44 + samples.length * 2);
  const view = new DataView(bytes.buffer);
  const word = (offset: number, text: string) =>
    [...text].forEach((c, n) => view.setUint8(offset + n, c.charCodeAt(0)));
  word(0, 'RIFF');
  view.setUint32(4, bytes.length - 8, true);
  word(8, 'WAVEfmt ');
  view.setUint32(16, 16, true);
  view.setUint16(20, 1, true);
  view.setUint16(22, 1, true);
  view.setUint32(24, rate, true);
  view.setUint32(28, rate * 2, true);
  view.setUint16(32, 2, true);
  view.setUint16(34, 16, true);
  word(36, 'data');
  view.setUint32(40, samples.length * 2, true);
  samples.forEach((value, n) => {
    view.setInt16(44 + n * 2, Math.round(Math.max(-1, Math.min(1, value)) * 32_767), true);
  });
  return bytes;
}

interface Format {
  readonly tag: number;
  readonly channels: number;
  readonly rate: number;
  readonly bits: number;
}

const EXTENSIBLE = 0xfffe;
const LOWEST_RATE = 4_000;
const HIGHEST_RATE = 192_000;

/** PCM of 8 to 32 bits, floating point, A-law and µ-law; null for anything else. A length that says "unknown" means: to the end. */
export function fromWav(bytes: Uint8Array): Sound | null {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (bytes.length < 12 || wordAt(view, 0) !== 'RIFF' || wordAt(view, 8) !== 'WAVE') return null;
  let format: Format | null = null;
  for (let offset = 12; offset + 8 <= bytes.length;) {
    const size = view.getUint32(offset + 4, true);
    const body = offset + 8;
    if (wordAt(view, offset) === 'fmt ' && size >= 16 && body + size <= bytes.length)
      format = formatAt(view, body, size);
    if (wordAt(view, offset) === 'data' && format)
      return soundOf(view, format, [body, Math.min(bytes.length, body + size)]);
    offset = body + size + (size % 2);
  }
  return null;
}

const wordAt = (view: DataView, offset: number): string =>
  String.fromCharCode(...[0, 1, 2, 3].map((n) => view.getUint8(offset + n)));

function formatAt(view: DataView, body: number, size: number): Format {
  const tag = view.getUint16(body, true);
  return {
    tag: tag === EXTENSIBLE && size >= 26 ? view.getUint16(body + 24, true) : tag,
    channels: view.getUint16(body + 2, true),
    rate: view.getUint32(body + 4, true),
    bits: view.getUint16(body + 14, true),
  };
}

function soundOf(view: DataView, format: Format, [start, end]: readonly [number, number]): Sound | null {
  const { channels: count, rate, bits } = format;
  const read = readerOf(format);
  if (!read || count < 1 || count > 8 || rate < LOWEST_RATE || rate > HIGHEST_RATE) return null;
  const width = bits / 8;
  const frames = Math.floor((end - start) / (width * count));
  const channels = Array.from({ length: count }, (_, channel) => {
    const samples = new Float32Array(frames);
    for (let n = 0; n < frames; n += 1) samples[n] = read(view, start + (n * count + channel) * width);
    return samples;
  });
  return { rate, samples: mixedDown(channels) };
}

type Reader = (view: DataView, offset: number) => number;

function readerOf({ tag, bits }: Format): Reader | null {
  return READERS[`${tag}/${bits}`] ?? null;
}

const PCM = 1;
const FLOAT = 3;
const A_LAW = 6;
const MU_LAW = 7;

const READERS: Readonly<Record<string, Reader>> = {
  [`${PCM}/8`]: (view, offset) => (view.getUint8(offset) - 128) / 128,
  [`${PCM}/16`]: (view, offset) => view.getInt16(offset, true) / 32_768,
  [`${PCM}/24`]: (view, offset) =>
    (view.getInt8(offset + 2) * 65_536 + view.getUint8(offset + 1) * 256 + view.getUint8(offset)) / 8_388_608,
  [`${PCM}/32`]: (view, offset) => view.getInt32(offset, true) / 2_147_483_648,
  [`${FLOAT}/32`]: (view, offset) => view.getFloat32(offset, true),
  [`${FLOAT}/64`]: (view, offset) => view.getFloat64(offset, true),
  [`${A_LAW}/8`]: (view, offset) => aLaw(view.getUint8(offset)),
  [`${MU_LAW}/8`]: (view, offset) => muLaw(view.getUint8(offset)),
};

/** ITU-T G.711. */
function aLaw(byte: number): number {
  const code = byte ^ 0x55;
  const exponent = (code & 0x70) >> 4;
  const mantissa = code & 0x0f;
  const size = exponent === 0 ? mantissa * 16 + 8 : (mantissa * 16 + 264) << (exponent - 1);
  return ((code & 0x80) === 0 ? -size : size) / 32_768;
}

function muLaw(byte: number): number {
  const code = ~byte & 0xff;
  const size = ((((code & 0x0f) << 3) + 132) << ((code & 0x70) >> 4)) - 132;
  return ((code & 0x80) === 0 ? size : -size) / 32_768;
}
