import { lookup } from 'node:dns';
import { request as overHttp, type IncomingMessage, type RequestOptions } from 'node:http';
import { request as overHttps } from 'node:https';
import { isIP, type LookupFunction } from 'node:net';
import type { DipAnswer, DipRequest } from '../domain/dip';
import { isListed, isPublicAddress, judgeAddress, type AllowedHosts } from '../domain/dip-address';

const MOST_BYTES = 256 * 1024;

class Refused extends Error {}

/**
 * Asks another system: within the time, an answer that is JSON and small, from an address that may be asked. The address
 * is judged after its name was looked up and that very address is connected, so a name cannot lead inside. Redirects are
 * answers like any other: they are not followed.
 */
export async function sendDip(dip: DipRequest, allowed: AllowedHosts): Promise<DipAnswer> {
  if (!URL.canParse(dip.url)) return { ok: false, reason: 'url-not-valid' };
  const url = new URL(dip.url);
  const judged = judgeAddress(`${url.protocol}//${url.host}`, allowed);
  if (judged !== null) return { ok: false, reason: judged === 'url-not-valid' ? judged : 'address-refused' };
  const signal = AbortSignal.timeout(dip.timeoutMs);
  try {
    return await answered(await send(dip, url, allowed, signal), signal);
  } catch (error) {
    if (signal.aborted) return { ok: false, reason: 'timed-out' };
    return { ok: false, reason: error instanceof Refused ? error.message : 'unreachable' };
  }
}

function send(dip: DipRequest, url: URL, allowed: AllowedHosts, signal: AbortSignal): Promise<IncomingMessage> {
  const { method, headers, body } = dip;
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

async function answered(response: IncomingMessage, signal: AbortSignal): Promise<DipAnswer> {
  const status = response.statusCode ?? 0;
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
  const text = Buffer.concat(chunks).toString('utf8');
  if (status < 200 || status > 299 || text.trim() === '') return { ok: true, status, body: null };
  try {
    return { ok: true, status, body: JSON.parse(text) as unknown };
  } catch {
    return { ok: false, reason: 'not-json' };
  }
}
