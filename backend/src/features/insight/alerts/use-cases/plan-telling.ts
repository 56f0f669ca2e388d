import { Inject, Injectable } from '@nestjs/common';
import type { AlertDelivery } from '#contracts';
import { CLOCK, type Clock } from '../../../../kernel/clock';
import { parsePhoneNumber } from '../../../../kernel/phone-number';
import { Database } from '../../../../platform/database';
import { Jobs } from '../../../../platform/jobs';
import { DeliveryStore } from '../data/delivery.store';
import { RuleStore } from '../data/rule.store';

/** The queue of each channel's deliveries. */
export const QUEUES = { mail: 'alert-mail', sms: 'alert-sms', webhook: 'alert-webhook' } as const;

export interface Letter {
  readonly alertId: string;
  readonly step: 'first' | 'escalation';
  readonly to: string;
  readonly language: 'pl' | 'en';
}
export type Sms = Omit<Letter, 'language'>;
export type Hook = Pick<Letter, 'alertId' | 'step'> & { readonly url: string };

/** Everyone may read and acknowledge as its owner does. */
const EVERYTHING = { userId: '00000000-0000-0000-0000-000000000000', supervised: null };

/** Whom an alert is brought to, one delivery each. */
@Injectable()
export class PlanTelling {
  constructor(
    private readonly database: Database,
    private readonly rules: RuleStore,
    private readonly deliveries: DeliveryStore,
    private readonly jobs: Jobs,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** Plans a delivery to each target; `source` names the event, so that it is planned once. */
  async plan(
    source: string,
    { alertId, ruleId, step }: { alertId: string; ruleId: string; step: Letter['step'] },
  ): Promise<void> {
    const rule = await this.rules.find(this.database.read, ruleId, EVERYTHING);
    if (!rule) return;
    const people = step === 'escalation' ? rule.escalateTo : rule.mail ? rule.userIds : [];
    const letters = await this.deliveries.addressesOf(people);
    const others = step === 'escalation' ? [] : rule.addresses;
    const addressees = [...letters, ...others.map((email) => ({ email, language: 'pl' as const }))];
    for (const { email: to, language } of addressees)
      await this.enqueue(`${source}/${to}`, 'mail', { alertId, step, to, language } satisfies Letter, to);
    for (const phone of step === 'escalation' ? [] : rule.phones) {
      const number = parsePhoneNumber(phone);
      const to = number.ok ? number.value.e164 : phone;
      await this.enqueue(`${source}/${to}`, 'sms', { alertId, step, to } satisfies Sms, to);
    }
    const url = rule.webhookUrl;
    if (url !== null) await this.enqueue(`${source}/webhook`, 'webhook', { alertId, step, url } satisfies Hook, url);
  }

  private async enqueue(
    id: string,
    channel: AlertDelivery['channel'],
    payload: Letter | Sms | Hook,
    target: string,
  ): Promise<void> {
    await this.deliveries.begin({ id, alertId: payload.alertId, channel, target, at: this.clock.now() });
    await this.jobs.enqueue(QUEUES[channel], payload, { id });
  }
}
