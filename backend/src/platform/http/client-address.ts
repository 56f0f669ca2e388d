import type { IncomingMessage } from 'node:http';
import proxyaddr from 'proxy-addr';
import { config } from '../config';
import { httpArea } from './http.config';

/** The caller's address behind the proxies that we trust, for requests that do not pass Express (socket handshakes). */
export function clientAddress(request: IncomingMessage): string {
  const trusted = config(httpArea)
    .trustProxy.split(',')
    .map((each) => each.trim());
  return proxyaddr(request, trusted);
}
