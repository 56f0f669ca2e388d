import { createHash, randomBytes } from 'node:crypto';

/** A SIP request or response, just enough of it to be a phone. Header names in lower case; repeated ones in order. */
export interface SipMessage {
  readonly first: string;
  readonly headers: ReadonlyMap<string, readonly string[]>;
  readonly body: string;
}

export function parseSip(text: string): SipMessage {
  const blank = text.indexOf('\r\n\r\n');
  const [first = '', ...lines] = text.slice(0, blank).split('\r\n');
  const headers = new Map<string, string[]>();
  for (const line of lines) {
    const colon = line.indexOf(':');
    const name = line.slice(0, colon).trim().toLowerCase();
    headers.set(name, [...(headers.get(name) ?? []), line.slice(colon + 1).trim()]);
  }
  return { first, headers, body: text.slice(blank + 4) };
}

export const one = (message: SipMessage, name: string): string => message.headers.get(name)?.[0] ?? '';

export function formatSip(first: string, headers: readonly (readonly [string, string])[], body = ''): string {
  const all = [
    ...headers,
    ...(body ? [['Content-Type', 'application/sdp'] as const] : []),
    ['Content-Length', String(Buffer.byteLength(body))] as const,
  ];
  return `${first}\r\n${all.map(([name, value]) => `${name}: ${value}\r\n`).join('')}\r\n${body}`;
}

export const token = (): string => randomBytes(6).toString('hex');

/** Digest authentication with qop=auth. */
export function digestAnswer(
  challenge: string,
  account: { user: string; password: string },
  method: string,
  uri: string,
): string {
  const part = (name: string): string => new RegExp(`${name}="?([^",]+)"?`).exec(challenge)?.[1] ?? '';
  const md5 = (text: string): string => createHash('md5').update(text).digest('hex');
  const [realm, nonce, cnonce] = [part('realm'), part('nonce'), token()];
  const secret = md5(`${account.user}:${realm}:${account.password}`);
  const response = md5(`${secret}:${nonce}:00000001:${cnonce}:auth:${md5(`${method}:${uri}`)}`);
  return `Digest username="${account.user}", realm="${realm}", nonce="${nonce}", uri="${uri}", cnonce="${cnonce}", nc=00000001, qop=auth, response="${response}", algorithm=MD5`;
}

const PAYLOADS = { PCMA: 8, PCMU: 0 } as const;

/** These codecs (A-law) and telephone events at this port of ours. */
export const audioOffer = (port: number, codecs: readonly (keyof typeof PAYLOADS)[] = ['PCMA']): string =>
  [
    'v=0',
    'o=- 1 1 IN IP4 127.0.0.1',
    's=-',
    'c=IN IP4 127.0.0.1',
    't=0 0',
    `m=audio ${port} RTP/AVP ${codecs.map((name) => PAYLOADS[name]).join(' ')} 101`,
    ...codecs.map((name) => `a=rtpmap:${PAYLOADS[name]} ${name}/8000`),
    'a=rtpmap:101 telephone-event/8000',
    'a=fmtp:101 0-16',
    'a=ptime:20',
    'a=sendrecv',
    '',
  ].join('\r\n');
