import { timingSafeEqual } from 'node:crypto';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { PhoneDirectory } from '../../port/phones';
import { directoryDocument, NOT_FOUND } from './directory-document';

const LONGEST_BODY = 64 * 1024;

export interface DirectoryOptions {
  readonly domain: string;
  /** What the switch sends as the password of HTTP basic authentication; the user is `switch`. */
  readonly secret: string;
  /** Asked anew for each request: accounts change while it runs. Null: nobody has provided a directory. */
  readonly directory: () => PhoneDirectory | null;
  readonly report: (problem: string) => void;
}

/**
 * Answers mod_xml_curl on a loopback port of its own. It is not a route of the API: the API's proxy, rate limits and
 * permissions are for people, while each registration of each phone (130 a minute with browsers) asks here.
 */
export class DirectoryServer {
  private readonly server: Server;

  constructor(private readonly options: DirectoryOptions) {
    this.server = createServer((request, response) => {
      void this.answer(request)
        .catch((error: unknown) => {
          options.report(error instanceof Error ? error.message : String(error));
          return { status: 500, body: NOT_FOUND };
        })
        .then(({ status, body }) => {
          response.writeHead(status, { 'content-type': 'text/xml' }).end(body);
        });
    });
  }

  listen(port: number): Promise<number> {
    return new Promise((resolve, reject) => {
      this.server.once('error', reject);
      this.server.listen(port, '127.0.0.1', () => resolve((this.server.address() as AddressInfo).port));
    });
  }

  close(): Promise<void> {
    this.server.closeAllConnections();
    return new Promise((resolve) => {
      this.server.close(() => resolve());
    });
  }

  private async answer(request: IncomingMessage): Promise<{ status: number; body: string }> {
    if (request.method !== 'POST' || !this.knows(request.headers.authorization))
      return { status: 403, body: NOT_FOUND };
    const asked = new URLSearchParams(await body(request));
    const extension = asked.get('user') ?? '';
    const domain = asked.get('domain') || this.options.domain;
    if (asked.get('section') !== 'directory' || extension === '' || domain !== this.options.domain)
      return { status: 200, body: NOT_FOUND };
    const account = await this.options.directory()?.find(extension);
    return { status: 200, body: account ? directoryDocument(account, domain) : NOT_FOUND };
  }

  private knows(authorization: string | undefined): boolean {
    const wanted = Buffer.from(`Basic ${Buffer.from(`switch:${this.options.secret}`).toString('base64')}`);
    const given = Buffer.from(authorization ?? '');
    return this.options.secret !== '' && given.length === wanted.length && timingSafeEqual(given, wanted);
  }
}

async function body(request: IncomingMessage): Promise<string> {
  let text = '';
  for await (const piece of request) {
    text += String(piece);
    if (text.length > LONGEST_BODY) throw new Error('directory request is too long');
  }
  return text;
}
