import type { S3Place } from './place';
import { s3Client, type AskS3 } from './s3-client';
import type { Store } from './store';

/** Larger content goes up in parts of this size; S3 takes 10 000 of them. */
const PART = 64 * 1024 * 1024;

/** A bucket of a server that speaks S3; names lie below the place's prefix. */
export function s3Store(place: S3Place, secret: string, partBytes = PART): Store {
  const ask = s3Client(place, secret);
  const at = (name: string): string => [place.prefix, name].filter((each) => each !== '').join('/');
  return {
    put: async (name, content) => {
      const parts = inParts(content, partBytes);
      const { value: first } = (await parts.next()) as { value: Buffer | undefined };
      if (first?.length === partBytes) await putParts(ask, at(name), first, parts);
      else await ask(at(name), { method: 'PUT', ...(first && { body: first }) });
    },
    get: (name) => read(ask(at(name), { method: 'GET' })),
    list: (folder) => list(ask, at(folder) === '' ? '' : `${at(folder)}/`),
    remove: async (name) => void (await ask(at(name), { method: 'DELETE' })),
    close: async () => undefined,
  };
}

/** Whole under its key, or not there: what was brought of an upload that fails is thrown away. */
async function putParts(ask: AskS3, key: string, first: Buffer, more: AsyncIterable<Buffer>): Promise<void> {
  const begun = await (await ask(key, { method: 'POST', query: { uploads: '' } })).text();
  const uploadId = /<UploadId>([^<]+)</.exec(begun)?.[1];
  if (uploadId === undefined) throw new Error('The S3 server begins no upload');
  try {
    const etags: string[] = [];
    const put = async (body: Buffer): Promise<void> => {
      const query = { partNumber: String(etags.length + 1), uploadId };
      etags.push((await ask(key, { method: 'PUT', query, body })).headers.get('etag') ?? '');
    };
    await put(first);
    for await (const part of more) await put(part);
    const list = etags.map((etag, index) => `<Part><PartNumber>${index + 1}</PartNumber><ETag>${etag}</ETag></Part>`);
    const body = Buffer.from(`<CompleteMultipartUpload>${list.join('')}</CompleteMultipartUpload>`);
    const done = await (await ask(key, { method: 'POST', query: { uploadId }, body })).text();
    // S3 may say 200 and then that it failed.
    if (done.includes('<Error>')) throw new Error(`The S3 server does not finish the upload: ${done}`);
  } catch (error) {
    await ask(key, { method: 'DELETE', query: { uploadId } }).catch(() => undefined);
    throw error;
  }
}

async function list(ask: AskS3, under: string): Promise<readonly string[]> {
  const names: string[] = [];
  let token: string | undefined;
  do {
    const query = { 'list-type': '2', delimiter: '/', 'encoding-type': 'url', prefix: under };
    const asked = token === undefined ? query : { ...query, 'continuation-token': token };
    const text = await (await ask('', { method: 'GET', query: asked })).text();
    names.push(...keysOf(text).map((key) => key.slice(under.length).replace(/\/$/, '')));
    token = /<NextContinuationToken>([^<]+)</.exec(text)?.[1];
  } while (token !== undefined);
  return names.filter((name) => name !== '').sort();
}

/** Keys and folders of a listing. */
const keysOf = (text: string): string[] =>
  [...text.matchAll(/<Contents>.*?<Key>([^<]*)<|<CommonPrefixes>\s*<Prefix>([^<]*)</gs)].map(([, key, folder]) =>
    decodeURIComponent((key ?? folder ?? '').replaceAll('+', '%20')),
  );

async function* read(asked: Promise<Response>): AsyncGenerator<Buffer> {
  const { body } = await asked;
  for await (const part of body ?? []) yield Buffer.from(part as Uint8Array);
}

/** Pieces of exactly this size, the last one smaller. */
async function* inParts(content: AsyncIterable<Buffer>, bytes: number): AsyncGenerator<Buffer, undefined> {
  let held: Buffer[] = [];
  let size = 0;
  for await (const piece of content) {
    held.push(piece);
    size += piece.length;
    while (size >= bytes) {
      const whole = Buffer.concat(held);
      yield whole.subarray(0, bytes);
      held = [whole.subarray(bytes)];
      size -= bytes;
    }
  }
  if (size > 0) yield Buffer.concat(held);
}
