import { Readable } from 'node:stream';
import { accepted, refused, type Outcome } from '../../kernel/outcome';

/** What may be uploaded where: media types by their content, never by their name or by what the browser says. */
export const UPLOAD_TYPES = {
  image: ['image/png', 'image/jpeg', 'image/webp', 'image/gif'],
  sound: ['audio/wav', 'audio/mpeg', 'audio/ogg', 'audio/flac', 'audio/x-m4a'],
  document: [
    'application/pdf',
    'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
    'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
    'application/vnd.openxmlformats-officedocument.presentationml.presentation',
    'application/vnd.oasis.opendocument.text',
    'application/vnd.oasis.opendocument.spreadsheet',
  ],
  /** No magic bytes: UTF-8 without control characters. */
  text: ['text/plain'],
} as const;

export type UploadKind = keyof typeof UPLOAD_TYPES;

export interface UploadRefused {
  readonly code: 'file-type-not-allowed';
  readonly found: string | null;
}

/** Enough for the longest signature that file-type looks for, and for a fair look at text. */
const SAMPLE_BYTES = 4_100;

/** Finds out what a stream really is. The answer carries the whole stream, the sampled beginning included. */
export async function sniffUpload(
  content: Readable,
  kinds: readonly UploadKind[],
): Promise<Outcome<{ mediaType: string; content: Readable }, UploadRefused>> {
  const { fileTypeFromBuffer } = await import('file-type');
  const chunks = content[Symbol.asyncIterator]() as AsyncIterator<Buffer>;
  const beginning = await readSample(chunks);
  const found = (await fileTypeFromBuffer(beginning))?.mime ?? (isText(beginning) ? 'text/plain' : null);
  // `audio/ogg; codecs=opus` is a kind of `audio/ogg`.
  const sniffed = found?.split(';')[0] ?? null;
  const mediaType = sniffed === 'audio/x-wav' || sniffed === 'audio/vnd.wave' ? 'audio/wav' : sniffed;
  const allowed = kinds.flatMap((kind): readonly string[] => UPLOAD_TYPES[kind]);
  if (mediaType === null || !allowed.includes(mediaType)) {
    content.destroy();
    return refused({ code: 'file-type-not-allowed', found: mediaType });
  }
  return accepted({ mediaType, content: Readable.from(wholeOf(beginning, chunks), { objectMode: false }) });
}

async function readSample(chunks: AsyncIterator<Buffer>): Promise<Buffer> {
  const read: Buffer[] = [];
  for (let bytes = 0; bytes < SAMPLE_BYTES;) {
    const next = await chunks.next();
    if (next.done) break;
    read.push(next.value);
    bytes += next.value.length;
  }
  return Buffer.concat(read);
}

async function* wholeOf(beginning: Buffer, chunks: AsyncIterator<Buffer>): AsyncGenerator<Buffer> {
  try {
    yield beginning;
    for (let next = await chunks.next(); !next.done; next = await chunks.next()) yield next.value;
  } finally {
    await chunks.return?.();
  }
}

// eslint-disable-next-line no-control-regex -- control characters are what is looked for
const CONTROL = /[\u0000-\u0008\u000e-\u001f]/;

function isText(sample: Buffer): boolean {
  if (sample.length === 0) return false;
  const text = new TextDecoder('utf-8').decode(sample, { stream: true });
  return !CONTROL.test(text) && !text.includes('\uFFFD');
}
