import { Inject, Injectable, Optional } from '@nestjs/common';
import { CLOCK, type Clock } from '../../kernel/clock';
import { bySystem } from '../../kernel/event-meta';
import type { DomainEvent } from '../../kernel/journal';
import { accepted, refused, type Outcome } from '../../kernel/outcome';
import type { ProviderFailure } from '../../kernel/provider-failure';
import { Database } from '../database';
import { Journal } from '../journal';
import { SMS_ALLOWANCE, type SmsAllowance } from './sms-allowance.port';
import { SMS_PROVIDER, type SmsMessage, type SmsProvider } from './sms-provider';

/** A message was given to the provider; its number and text stay with who sent it. */
export type SmsSent = DomainEvent<'SmsSent', { smsId: string; parts: number }>;

/** `limit-reached`: an administrator has set a hard stop, and it is reached. */
export type SmsFailure = ProviderFailure | { readonly code: 'limit-reached'; readonly detail: string };

/** SMS of the platform: each counts against the Order, and one id is sent and counted once, however often it is tried. */
@Injectable()
export class SmsSender {
  constructor(
    private readonly database: Database,
    private readonly journal: Journal,
    @Inject(SMS_PROVIDER) private readonly provider: SmsProvider,
    @Inject(CLOCK) private readonly clock: Clock,
    @Optional() @Inject(SMS_ALLOWANCE) private readonly allowance?: SmsAllowance,
  ) {}

  async send(message: SmsMessage): Promise<Outcome<void, SmsFailure>> {
    const stream = `sms-${message.id}`;
    if ((await this.journal.read(stream, { limit: 1 })).length > 0) return accepted(undefined);
    if (this.allowance && !(await this.allowance.permits(1)))
      return refused({ code: 'limit-reached', detail: 'The hard stop of SMS is reached' });
    const answer = await this.provider.send(message);
    if (!answer.ok) return answer;
    const sent: SmsSent = { type: 'SmsSent', data: { smsId: message.id, parts: answer.value.parts } };
    const meta = bySystem('sms', message.id, this.clock.now());
    await this.database.transaction((tx) => this.journal.append(tx, stream, [sent], meta));
    return accepted(undefined);
  }
}
