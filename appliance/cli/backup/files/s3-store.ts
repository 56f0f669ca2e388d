import { Readable } from 'node:stream';
import { DeleteObjectCommand, GetObjectCommand, paginateListObjectsV2, S3Client } from '@aws-sdk/client-s3';
import { Upload } from '@aws-sdk/lib-storage';
import type { S3Place } from './place';
import type { Store } from './store';

/** Larger content goes up in parts of this size; S3 takes 10 000 of them. */
const PART = 64 * 1024 * 1024;

/** What S3 answers, in words. */
const REASONS: Readonly<Record<string, string>> = {
  InvalidAccessKeyId: 'it does not know the access key',
  SignatureDoesNotMatch: 'the secret is not that of the access key',
  AccessDenied: 'the access key may not do this',
  NoSuchBucket: 'there is no such bucket',
  NoSuchKey: 'there is no such object',
  RequestTimeTooSkewed: 'the clocks of the two differ too much',
};

/** A bucket of a server that speaks S3; names lie below the place's prefix. */
export function s3Store(place: S3Place, secret: string, partBytes = PART): Store {
  const { endpoint, region, bucket: Bucket, prefix, accessKey } = place;
  const client = new S3Client({
    ...{ endpoint, region, forcePathStyle: true, maxAttempts: 4 },
    credentials: { accessKeyId: accessKey, secretAccessKey: secret.trim() },
    requestHandler: { connectionTimeout: 10_000, requestTimeout: 120_000 },
    // What is stored is sealed, and not every server knows the newer sums.
    ...{ requestChecksumCalculation: 'WHEN_REQUIRED', responseChecksumValidation: 'WHEN_REQUIRED' },
  });
  const at = (name: string): string => [prefix, name].filter((each) => each !== '').join('/');
  const inWords = (error: Error): never => {
    throw new Error(`${new URL(endpoint).host} cannot be used: ${REASONS[error.name] ?? error.message}`, {
      cause: error,
    });
  };

  async function* read(Key: string): AsyncGenerator<Buffer> {
    const { Body } = await client.send(new GetObjectCommand({ Bucket, Key })).catch(inWords);
    for await (const part of (Body as Readable | undefined) ?? []) yield part as Buffer;
  }

  async function list(under: string): Promise<readonly string[]> {
    const names: string[] = [];
    for await (const page of paginateListObjectsV2({ client }, { Bucket, Prefix: under, Delimiter: '/' }))
      names.push(
        ...(page.Contents ?? []).map(({ Key = '' }) => Key),
        ...(page.CommonPrefixes ?? []).map(({ Prefix = '' }) => Prefix.replace(/\/$/, '')),
      );
    return names
      .map((name) => name.slice(under.length))
      .filter((name) => name !== '')
      .sort();
  }

  return {
    put: async (name, content) => {
      const params = { Bucket, Key: at(name), Body: Readable.from(content, { objectMode: false }) };
      await new Upload({ client, params, partSize: partBytes, queueSize: 1 }).done().catch(inWords);
    },
    get: (name) => read(at(name)),
    list: (folder) => list(at(folder) === '' ? '' : `${at(folder)}/`).catch(inWords),
    remove: async (name) => void (await client.send(new DeleteObjectCommand({ Bucket, Key: at(name) })).catch(inWords)),
    close: async () => client.destroy(),
  };
}
