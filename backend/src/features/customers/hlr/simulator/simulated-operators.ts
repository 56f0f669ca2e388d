import { createHmac, timingSafeEqual } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** How the provider is for the next questions. */
export type Mood = 'well' | 'busy' | 'ill' | 'silent' | 'nonsense';

export interface SimulatedAccount {
  readonly key: string;
  readonly secret: string;
}

interface Answer {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body: object;
}

/** First digits of Polish mobile numbers and who was given them. */
const NETWORKS: readonly (readonly [prefix: RegExp, name: string, mnc: string])[] = [
  [/^\+48(50|51|78|79)/, 'Orange', '03'],
  [/^\+48(60|66|69|72)/, 'T-Mobile', '02'],
  [/^\+48(53|73|57)/, 'Play', '06'],
  [/./, 'Plus', '01'],
];

const CLOCK_SKEW_SECONDS = 300;

/**
 * An HLR provider over a socket, as hlr-lookups.com answers: signatures are checked, what stands at the end of a number says how the
 * operator answers (…0: assigned to nobody, …9: switched off, …8: nobody knows, …7: taken along to another network), and the
 * provider can be made busy, ill, silent or senseless for some questions.
 */
export class SimulatedOperators {
  private server: Server | undefined;
  private readonly moods: Mood[] = [];
  /** Numbers in the order they were asked about. */
  readonly asked: string[] = [];

  constructor(
    private readonly account: SimulatedAccount,
    private readonly now: () => number = () => Date.now(),
  ) {}

  /** The address to be configured. */
  async listen(port = 0): Promise<string> {
    this.server = createServer((request, response) => void this.answer(request, response));
    await new Promise<void>((resolve) => this.server?.listen(port, '127.0.0.1', resolve));
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}/api/v2`;
  }

  async close(): Promise<void> {
    this.server?.closeAllConnections();
    await new Promise((resolve) => this.server?.close(resolve));
  }

  /** One mood for each of the next questions; then it is well again. */
  next(...moods: Mood[]): void {
    this.moods.push(...moods);
  }

  private async answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    let body = '';
    for await (const chunk of request) body += String(chunk);
    const answer = this.decide(request, body);
    if (!answer) return; // never answers; the asker gives up
    response.writeHead(answer.status, { 'content-type': 'application/json', ...answer.headers });
    response.end(JSON.stringify(answer.body));
  }

  private decide({ method, url, headers }: IncomingMessage, body: string): Answer | null {
    if (method !== 'POST' || url !== '/api/v2/hlr-lookup')
      return { status: 404, body: { errors: ['No such endpoint'] } };
    if (!this.admitted(headers, body)) return { status: 401, body: { errors: ['Authentication failed'] } };
    const mood = this.moods.shift() ?? 'well';
    if (mood === 'silent') return null;
    if (mood === 'busy')
      return { status: 429, headers: { 'retry-after': '20' }, body: { errors: ['Too many requests'] } };
    if (mood === 'ill') return { status: 503, body: { errors: ['Temporarily unavailable'] } };
    if (mood === 'nonsense') return { status: 200, body: { hello: 'world' } };
    return this.lookedUp(body);
  }

  private admitted(headers: IncomingMessage['headers'], body: string): boolean {
    const timestamp = String(headers['x-digest-timestamp']);
    const given = Buffer.from(String(headers['x-digest-signature']), 'hex');
    const right = createHmac('sha256', this.account.secret).update(`/hlr-lookup${timestamp}POST${body}`).digest();
    return (
      headers['x-digest-key'] === this.account.key &&
      Math.abs(Number(timestamp) - this.now() / 1000) <= CLOCK_SKEW_SECONDS &&
      given.length === right.length &&
      timingSafeEqual(given, right)
    );
  }

  private lookedUp(body: string): Answer {
    const { msisdn } = JSON.parse(body) as { msisdn?: unknown };
    if (typeof msisdn !== 'string' || !/^\+\d{8,15}$/.test(msisdn))
      return { status: 400, body: { errors: ['msisdn is not valid'] } };
    this.asked.push(msisdn);
    const [, name = '', mnc = ''] = NETWORKS.find(([prefix]) => prefix.test(msisdn)) ?? [];
    const last = msisdn.at(-1) ?? '';
    const status = ({ '0': 'INVALID_MSISDN', '9': 'ABSENT', '8': 'UNDETERMINED' } as Record<string, string>)[last];
    const ported = last === '7';
    return {
      status: 200,
      body: {
        id: `simulated-${this.asked.length}`,
        msisdn,
        connectivity_status: status ?? 'CONNECTED',
        mccmnc: `260${mnc}`,
        original_network_name: name,
        is_ported: ported,
        ported_network_name: ported ? 'Play' : null,
        processing_status: 'COMPLETED',
        cost: '0.0100',
      },
    };
  }
}
