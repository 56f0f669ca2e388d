import { createHmac } from 'node:crypto';
import { z } from 'zod';
import type { HlrResult } from '#contracts';
import { accepted, refused, type Outcome } from '../../../../kernel/outcome';
import { failureOf, noAnswer } from '../../../../platform/outbound';
import type { ProviderFailure } from '../../../../kernel/provider-failure';
import type { NumberFacts } from '../domain/number-facts';
import type { NumberLookup } from '../port/number-lookup';

export interface ProviderAccount {
  /** Without a slash at its end; empty: none. */
  readonly url: string;
  readonly key: string;
  readonly secret: string;
  readonly timeoutMs: number;
  readonly atOnce: number;
  /** Seconds since 1970, which the signature covers. */
  readonly now: () => number;
}

const PATH = '/hlr-lookup';

const answerSchema = z.object({
  msisdn: z.string(),
  connectivity_status: z.string(),
  original_network_name: z.string().nullish(),
  ported_network_name: z.string().nullish(),
  is_ported: z.boolean().nullish(),
});

const RESULTS: Readonly<Record<string, HlrResult>> = {
  CONNECTED: 'active',
  ABSENT: 'absent',
  INVALID_MSISDN: 'invalid',
  UNDETERMINED: 'unknown',
};

/** HLR by the REST interface of hlr-lookups.com, version 2; one question a request, each signed. */
export class HttpNumberLookup implements NumberLookup {
  constructor(private readonly account: ProviderAccount) {}

  get atOnce(): number {
    return this.account.url === '' ? 0 : this.account.atOnce;
  }

  async look(number: string): Promise<Outcome<NumberFacts, ProviderFailure>> {
    if (this.atOnce === 0) return refused({ code: 'not-configured', detail: 'CENTRALA_HLR_URL is not set' });
    try {
      const body = JSON.stringify({ msisdn: number });
      const response = await fetch(`${this.account.url}${PATH}`, {
        method: 'POST',
        headers: { ...this.signed(body), 'content-type': 'application/json', accept: 'application/json' },
        body,
        signal: AbortSignal.timeout(this.account.timeoutMs),
      });
      return response.ok ? read(number, await response.json()) : refused(await failureOf(response));
    } catch (error) {
      return refused(noAnswer(error));
    }
  }

  private signed(body: string): Record<string, string> {
    const { key, secret } = this.account;
    const timestamp = String(this.account.now());
    const signature = createHmac('sha256', secret).update(`${PATH}${timestamp}POST${body}`).digest('hex');
    return { 'x-digest-key': key, 'x-digest-signature': signature, 'x-digest-timestamp': timestamp };
  }
}

/** An answer about another number than the one asked for is none. */
function read(number: string, answer: unknown): Outcome<NumberFacts, ProviderFailure> {
  const parsed = answerSchema.safeParse(answer);
  if (!parsed.success || parsed.data.msisdn !== number)
    return refused({ code: 'unreachable', detail: 'The answer is none that we understand' });
  const { connectivity_status: status, is_ported: ported, ...names } = parsed.data;
  return accepted({
    result: RESULTS[status] ?? 'unknown',
    network: names.ported_network_name ?? names.original_network_name ?? null,
    ported: ported ?? null,
  });
}
