import { z } from 'zod';
import { accepted, refused, type Outcome } from '../../kernel/outcome';
import type { ProviderFailure } from '../../kernel/provider-failure';
import { failureOf, noAnswer } from '../outbound';
import type { SmsMessage, SmsProvider, TakenSms } from './sms-provider';

export interface SmsAccount {
  /** Without a slash at its end; empty: none. */
  readonly url: string;
  readonly token: string;
  readonly sender: string;
  readonly timeoutMs: number;
}

const takenSchema = z.object({ list: z.array(z.object({ id: z.string(), parts: z.number().optional() })).min(1) });
const errorSchema = z.object({ error: z.number(), message: z.string().default('') });

/** The id was used before: the message is there already. */
const SENT_BEFORE = 53;
/** Authorisation, login, credit, addresses that may ask, sender: a person has to see to it. */
const NOT_ADMITTED = new Set([14, 101, 102, 103, 105, 110, 1000, 1001]);
const BUSY = new Set([202, 203]);
const BUSY_MS = 5000;
/** Their own errors. */
const ILL = new Set([8, 200, 201, 999]);

/** SMS by the HTTP interface of SMSAPI (`sms.do`), which says most errors in answers of status 200. */
export class HttpSmsProvider implements SmsProvider {
  constructor(private readonly account: SmsAccount) {}

  async send(message: SmsMessage): Promise<Outcome<TakenSms, ProviderFailure>> {
    const { url, token, timeoutMs } = this.account;
    if (url === '') return refused({ code: 'not-configured', detail: 'CENTRALA_SMS_URL is not set' });
    try {
      const response = await fetch(`${url}/sms.do`, {
        method: 'POST',
        headers: { authorization: `Bearer ${token}` },
        body: this.form(message),
        signal: AbortSignal.timeout(timeoutMs),
      });
      return response.ok ? read(await response.json()) : refused(await failureOf(response));
    } catch (error) {
      return refused(noAnswer(error));
    }
  }

  private form({ id, to, text }: SmsMessage): URLSearchParams {
    return new URLSearchParams({
      to: to.replace(/^\+/, ''),
      message: text,
      from: this.account.sender,
      encoding: 'utf-8',
      format: 'json',
      idx: id,
      check_idx: '1',
    });
  }
}

function read(answer: unknown): Outcome<TakenSms, ProviderFailure> {
  const taken = takenSchema.safeParse(answer);
  if (taken.success) return accepted({ parts: taken.data.list[0]?.parts ?? 1 });
  const failed = errorSchema.safeParse(answer);
  if (!failed.success) return refused({ code: 'unreachable', detail: 'The answer is none that we understand' });
  const { error, message } = failed.data;
  if (error === SENT_BEFORE) return accepted({ parts: 1 });
  const detail = `${error} ${message}`.trim();
  if (BUSY.has(error)) return refused({ code: 'busy', detail, retryAfterMs: BUSY_MS });
  if (NOT_ADMITTED.has(error)) return refused({ code: 'not-admitted', detail });
  return refused({ code: ILL.has(error) ? 'unreachable' : 'not-taken', detail });
}
