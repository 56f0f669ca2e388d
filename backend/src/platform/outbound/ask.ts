import { lookup } from 'node:dns';
import { request as overHttp, type IncomingMessage, type RequestOptions } from 'node:http';
import { request as overHttps } from 'node:https';
import { isIP, type LookupFunction } from 'node:net';
import { isListed, isPublicAddress, judgeAddress, type AllowedHosts } from '../../kernel/web-address';

const MOST_BYTES = 256 * 1024;

/** What another system said, or why it said nothing: `timed-out`, `unreachable`, `address-refused`, `url-not-valid`, `too-large`. */
export type OutboundAnswer =
  | { readonly ok: true; readonly status: number; readonly text: string }
  | { readonly ok: false; readonly reason: string };

export interface OutboundRequest {
  readonly method: 'GET' | 'POST';
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  /** JSON; null sends none. */
  readonly body: string | null;
  readonly timeoutMs: number;
}

class Refused extends Error {}

/**
 * Asks another system: within the time, for a small answer, at an address that may be asked. The address is judged after its
 * name was looked up and that very address is connected, so a name cannot lead inside. Redirects are answers like any other:
 * they are not followed.
 */
export async function ask(wanted: OutboundRequest, allowed: AllowedHosts): Promise<OutboundAnswer> {
  if (!URL.canParse(wanted.url)) return { ok: false, reason: 'url-not-valid' };
  const url = new URL(wanted.url);
  const judged = judgeAddress(`${url.protocol}//${url.host}`, allowed);
  if (judged !== null) return { ok: false, reason: judged === 'url-not-valid' ? judged : 'address-refused' };
  const signal = AbortSignal.timeout(wanted.timeoutMs);
  try {
    const response = await send(wanted, url, allowed, signal);
    return { ok: true, status: response.statusCode ?? 0, text: await textOf(response, signal) };
  } catch (error) {
    if (signal.aborted) return { ok: false, reason: 'timed-out' };
    return { ok: false, reason: error instanceof Refused ? error.message : 'unreachable' };
  }
}

function send(
  { method, headers, body }: OutboundRequest,
  url: URL,
  allowed: AllowedHosts,
  signal: AbortSignal,
): Promise<IncomingMessage> {
  const options: RequestOptions = {
    method,
    signal,
    agent: false,
    headers: { accept: 'application/json', ...(body !== null && { 'content-type': 'application/json' }), ...headers },
    lookup: isListed(url, allowed) ? undefined : publicOnly,
  };
  return new Promise((resolve, reject) => {
    const sending = (url.protocol === 'https:' ? overHttps : overHttp)(url, options, resolve);
    sending.on('error', reject);
    sending.end(body ?? undefined);
  });
}

const publicOnly: LookupFunction = (hostname, options, done) => {
  lookup(hostname, { ...options, all: true }, (error, addresses) => {
    if (error) return done(error, '', 0);
    const open = addresses.filter(({ address }) => isIP(address) !== 0 && isPublicAddress(address));
    const [first] = open;
    if (!first || open.length < addresses.length) return done(new Refused('address-refused'), '', 0);
    if (options.all) return done(null, open);
    return done(null, first.address, first.family);
  });
};

async function textOf(response: IncomingMessage, signal: AbortSignal): Promise<string> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of response as AsyncIterable<Buffer>) {
    signal.throwIfAborted();
    size += chunk.length;
    if (size > MOST_BYTES) {
      response.destroy();
      throw new Refused('too-large');
    }
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}
