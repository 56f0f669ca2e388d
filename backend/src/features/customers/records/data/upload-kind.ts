import { Readable } from 'node:stream';

const SAMPLE_BYTES = 4_100;
// eslint-disable-next-line no-control-regex -- control characters are what is looked for
const CONTROL = /[\u0000-\u0008\u000e-\u001f]/;

/**
 * Whether a stream is a workbook or a text with rows, by its content; null when it is neither. `sniffUpload` would not do: it takes
 * UTF-8 only, and half of the lists of Polish companies are Windows-1250.
 */
export async function uploadKind(content: Readable): Promise<{ kind: 'csv' | 'xlsx'; content: Readable } | null> {
  const { fileTypeFromBuffer } = await import('file-type');
  const chunks = content[Symbol.asyncIterator]() as AsyncIterator<Buffer>;
  const read: Buffer[] = [];
  for (let bytes = 0; bytes < SAMPLE_BYTES;) {
    const next = await chunks.next();
    if (next.done) break;
    read.push(next.value);
    bytes += next.value.length;
  }
  const beginning = Buffer.concat(read);
  const found = await fileTypeFromBuffer(beginning);
  const kind = kindOf(found?.ext, beginning);
  if (kind === null) {
    content.destroy();
    return null;
  }
  return { kind, content: Readable.from(wholeOf(beginning, chunks), { objectMode: false }) };
}

function kindOf(extension: string | undefined, beginning: Buffer): 'csv' | 'xlsx' | null {
  // A workbook whose parts stand in another order is seen as a plain archive; reading it decides.
  if (extension === 'xlsx' || extension === 'zip') return 'xlsx';
  if (extension !== undefined || beginning.length === 0) return null;
  return CONTROL.test(beginning.toString('latin1')) ? null : 'csv';
}

async function* wholeOf(beginning: Buffer, chunks: AsyncIterator<Buffer>): AsyncGenerator<Buffer> {
  try {
    yield beginning;
    for (let next = await chunks.next(); !next.done; next = await chunks.next()) yield next.value;
  } finally {
    await chunks.return?.();
  }
}
