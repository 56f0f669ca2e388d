import { createHmac, timingSafeEqual } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { SimulatedProvider, type SimulatedAnswer } from '../../../../platform/outbound';

export interface SimulatedAccount {
  readonly key: string;
  readonly secret: string;
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
 * An HLR provider, as hlr-lookups.com answers: signatures are checked, and what stands at the end of a number says how the
 * operator answers (…0: assigned to nobody, …9: switched off, …8: nobody knows, …7: taken along to another network).
 */
export class SimulatedOperators extends SimulatedProvider {
  /** Numbers in the order they were asked about. */
  readonly asked: string[] = [];

  constructor(
    private readonly account: SimulatedAccount,
    private readonly now: () => number = () => Date.now(),
  ) {
    super('/api/v2/hlr-lookup');
  }

  /** The address to be configured. */
  override async listen(port = 0): Promise<string> {
    return `${await super.listen(port)}/api/v2`;
  }

  protected turnedAway(headers: IncomingMessage['headers'], body: string): SimulatedAnswer | null {
    return this.admitted(headers, body) ? null : { status: 401, body: { errors: ['Authentication failed'] } };
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

  protected answered(body: string): SimulatedAnswer {
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
