import { accepted, refused, type Outcome } from '../../../../kernel/outcome';
import { millisecondsOf, mixedDown, type Sound } from '../domain/sound';
import { fromWav } from '../domain/wav';

export type SoundUnreadable =
  | { readonly code: 'sound-unreadable'; readonly mediaType: string }
  | { readonly code: 'sound-too-long'; readonly limit: number };

/** One decoder's view of compressed sound: bytes in pieces, channels out. */
interface Decoder {
  decode(bytes: Uint8Array): Promise<Decoded> | Decoded;
  flush?(): Promise<Decoded> | Decoded;
  free(): void;
}

interface Decoded {
  readonly channelData: readonly Float32Array[];
  readonly sampleRate: number;
}

/** A second or so of sound: decoding a long file never holds the process. */
const PIECE = 16_384;

/** WAV, MP3, OGG (Vorbis, Opus) and FLAC as one channel; refused when the content is not what its beginning says. */
export async function decodeSound(
  mediaType: string,
  bytes: Buffer,
  limit: number,
): Promise<Outcome<Sound, SoundUnreadable>> {
  const unreadable = refused({ code: 'sound-unreadable', mediaType } as const);
  const checked = (sound: Sound | null): Outcome<Sound, SoundUnreadable> => {
    if (!sound) return unreadable;
    return millisecondsOf(sound) > limit ? refused({ code: 'sound-too-long', limit }) : accepted(sound);
  };
  if (mediaType === 'audio/wav') return checked(fromWav(bytes));
  const decoder = await decoderFor(mediaType, bytes);
  if (!decoder) return unreadable;
  try {
    return checked(await decodeInPieces(decoder, bytes, limit));
  } catch {
    // The decoders throw plain errors of many kinds for broken content, and nothing else.
    return unreadable;
  } finally {
    decoder.free();
  }
}

async function decoderFor(mediaType: string, bytes: Buffer): Promise<Decoder | null> {
  switch (mediaType) {
    case 'audio/mpeg':
      return readied(new (await import('mpg123-decoder')).MPEGDecoder());
    case 'audio/flac':
      return readied(new (await import('@wasm-audio-decoders/flac')).FLACDecoder());
    case 'audio/ogg':
      return bytes.subarray(0, 64).includes('OpusHead')
        ? readied(new (await import('ogg-opus-decoder')).OggOpusDecoder())
        : readied(new (await import('@wasm-audio-decoders/ogg-vorbis')).OggVorbisDecoder());
    default:
      return null;
  }
}

async function readied<T extends Decoder & { readonly ready: Promise<unknown> }>(decoder: T): Promise<T> {
  await decoder.ready;
  return decoder;
}

/** A small file may hold hours: decoding ends a piece after the limit. */
async function decodeInPieces(decoder: Decoder, bytes: Buffer, limit: number): Promise<Sound | null> {
  const pieces: Float32Array[] = [];
  let rate = 0;
  let samples = 0;
  const take = ({ channelData, sampleRate }: Decoded) => {
    if ((channelData[0]?.length ?? 0) === 0) return;
    rate = sampleRate;
    const piece = mixedDown(channelData);
    samples += piece.length;
    pieces.push(piece);
  };
  for (let start = 0; start < bytes.length; start += PIECE) {
    take(await decoder.decode(bytes.subarray(start, start + PIECE)));
    if (rate > 0 && (samples / rate) * 1000 > limit) return { rate, samples: joined(pieces) };
    await new Promise((resume) => setImmediate(resume));
  }
  if (decoder.flush) take(await decoder.flush());
  return rate > 0 ? { rate, samples: joined(pieces) } : null;
}

function joined(pieces: readonly Float32Array[]): Float32Array {
  const whole = new Float32Array(pieces.reduce((sum, { length }) => sum + length, 0));
  let offset = 0;
  for (const piece of pieces) {
    whole.set(piece, offset);
    offset += piece.length;
  }
  return whole;
}
