import type { S3Place } from './place';
import { encoded, signed, type S3Request } from './s3-signature';

const PATIENCE_MS = 120_000;
const ATTEMPTS = 4;
const NOTHING = Buffer.alloc(0);

export type Asked = Pick<S3Request, 'method'> & {
  readonly query?: Readonly<Record<string, string>>;
  readonly body?: Buffer;
};

/** One request about a key of the bucket, the empty key being the bucket; throws in words when it is refused. */
export type AskS3 = (key: string, asked: Asked) => Promise<Response>;

/** Signed requests to a bucket, addressed by path; what fails on the way or at the server is tried again. */
export function s3Client({ endpoint, region, bucket, accessKey }: S3Place, secret: string): AskS3 {
  const credentials = { accessKey, secret: secret.trim(), region };
  const urlOf = (key: string, query: Asked['query'] = {}): URL => {
    const path = [bucket, ...key.split('/').filter((part) => part !== '')].map(encoded).join('/');
    const url = new URL(`${endpoint}/${path}`);
    // As it is signed: a space is %20 and not +.
    url.search = Object.entries(query)
      .map(([name, value]) => `${encoded(name)}=${encoded(value)}`)
      .join('&');
    return url;
  };
  const send = (url: URL, { method, body = NOTHING }: Asked): Promise<Response> => {
    const headers = signed({ method, url, body, at: new Date() }, credentials);
    const sent = method === 'PUT' || method === 'POST' ? { body: new Uint8Array(body) } : {};
    return fetch(url, { method, headers, signal: AbortSignal.timeout(PATIENCE_MS), ...sent });
  };
  return async (key, asked) => {
    const url = urlOf(key, asked.query);
    for (let attempt = 1; ; attempt += 1) {
      const answer = await send(url, asked).catch((error: Error) => error);
      if (answer instanceof Response && answer.ok) return answer;
      const final = attempt === ATTEMPTS || (answer instanceof Response && answer.status < 500);
      if (final) throw new Error(`${url.host} cannot be used: ${await reasonOf(answer)}`);
      await new Promise((resolve) => setTimeout(resolve, 200 * 4 ** attempt));
    }
  };
}

/** The codes of S3 in words. */
const REASONS: Readonly<Record<string, string>> = {
  InvalidAccessKeyId: 'it does not know the access key',
  SignatureDoesNotMatch: 'the secret is not that of the access key',
  AccessDenied: 'the access key may not do this',
  NoSuchBucket: 'there is no such bucket',
  NoSuchKey: 'there is no such object',
  RequestTimeTooSkewed: 'the clocks of the two differ too much',
};

async function reasonOf(answer: Response | Error): Promise<string> {
  if (answer instanceof Error) return answer.cause instanceof Error ? answer.cause.message : answer.message;
  const code = /<Code>([^<]+)</.exec(await answer.text())?.[1] ?? '';
  return REASONS[code] ?? `it answers ${answer.status} ${code}`.trim();
}
