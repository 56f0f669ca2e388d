import type { IncomingMessage } from 'node:http';
import { SimulatedProvider, type SimulatedAnswer } from '../../outbound';

export interface ReceivedSms {
  readonly to: string;
  readonly from: string;
  readonly text: string;
}

const failed = (error: number, message: string): SimulatedAnswer => ({ status: 200, body: { error, message } });
/** GSM's alphabet as far as texts of ours use it: 160 characters in one message, 153 in each of several; others 70 and 67. */
const PLAIN = /^[\n\r -~€£¥§èéùìòÇØøÅåÆæßÉÄÖÑÜäöñüà]*$/;
const partsOf = (text: string): number => {
  const [one, several] = PLAIN.test(text) ? [160, 153] : [70, 67];
  return text.length <= one ? 1 : Math.ceil(text.length / several);
};

/** A provider of SMS, as SMSAPI answers: token, number, sender and id are checked; a number that ends in 0000 is nobody's. */
export class SimulatedSmsProvider extends SimulatedProvider {
  /** What telephones have got, in order. */
  readonly received: ReceivedSms[] = [];
  private readonly ids = new Set<string>();

  constructor(private readonly account: { token: string; sender: string }) {
    super('/sms.do');
  }

  protected turnedAway({ authorization }: IncomingMessage['headers']): SimulatedAnswer | null {
    return authorization === `Bearer ${this.account.token}` ? null : failed(101, 'Authorization failed');
  }

  protected answered(body: string): SimulatedAnswer {
    const form = new URLSearchParams(body);
    const [to, text, from, id] = ['to', 'message', 'from', 'idx'].map((name) => form.get(name) ?? '');
    if (!to || !/^\d{8,15}$/.test(to) || to.endsWith('0000')) return failed(13, 'No correct phone numbers');
    if (from !== this.account.sender) return failed(14, 'Invalid from field');
    if (!text) return failed(11, 'Message too long or there is no message');
    if (!id || this.ids.has(id)) return failed(53, 'Not unique idx parameter');
    this.ids.add(id);
    this.received.push({ to: `+${to}`, from, text });
    const parts = partsOf(text);
    const taken = {
      id: `simulated-${this.received.length}`,
      points: 0.16 * parts,
      number: to,
      status: 'QUEUE',
      error: null,
    };
    return { status: 200, body: { count: 1, list: [{ ...taken, idx: id, parts }] } };
  }
}
