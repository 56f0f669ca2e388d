import { Inject, Injectable } from '@nestjs/common';
import type { Alert } from '#contracts';
import { CLOCK, type Clock } from '../../../../kernel/clock';
import { config } from '../../../../platform/config';
import { Database } from '../../../../platform/database';
import { httpArea } from '../../../../platform/http';
import { GiveUp, Jobs, type JobContext } from '../../../../platform/jobs';
import { Mailer } from '../../../../platform/mail';
import { ask, hostsOf } from '../../../../platform/outbound';
import { secretsArea } from '../../../../platform/secrets';
import { alertsArea } from '../alerts.config';
import { Reports } from '../../reporting';
import { AlertStore } from '../data/alert.store';
import { DeliveryStore } from '../data/delivery.store';
import { RuleStore } from '../data/rule.store';
import { signatureOf, webhookSecret } from '../data/webhook-signature';
import { alertLetter } from '../domain/alert-letter';
import { webhookBody } from '../domain/webhook';

export const MAIL = 'alert-mail';
export const WEBHOOK = 'alert-webhook';
/** From a second on, each wait twice the one before: a receiver that restarts, or is mended within a quarter of an hour. */
export const ATTEMPTS = 10;
export const BACKOFF_MS = 1000;
const WEBHOOK_TIMEOUT_MS = 10_000;

export interface Letter {
  readonly alertId: string;
  readonly step: 'first' | 'escalation';
  readonly to: string;
  readonly language: 'pl' | 'en';
}
export type Hook = Pick<Letter, 'alertId' | 'step'> & { readonly url: string };

/** Everyone may read and acknowledge as its owner does. */
const EVERYTHING = { userId: '00000000-0000-0000-0000-000000000000', supervised: null };

/** Brings alerts to those who are not looking at the console. */
@Injectable()
export class TellAlerts {
  constructor(
    private readonly database: Database,
    private readonly rules: RuleStore,
    private readonly alerts: AlertStore,
    private readonly deliveries: DeliveryStore,
    private readonly reports: Reports,
    private readonly mailer: Mailer,
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
      await this.enqueue(`${source}/${to}`, MAIL, { alertId, step, to, language } satisfies Letter, to);
    const url = rule.webhookUrl;
    if (url !== null) await this.enqueue(`${source}/webhook`, WEBHOOK, { alertId, step, url } satisfies Hook, url);
  }

  async mail({ alertId, step, to, language }: Letter, job: JobContext): Promise<void> {
    await this.attempt(job, alertId, async (alert) => {
      const url = `${config(httpArea).publicUrl.replace(/\/+$/, '')}/alerts?rule=${alert.rule.id}`;
      const zone = await this.reports.timeZone();
      await this.mailer.send({ to, ...alertLetter(alert, { step, language, zone, url }) });
    });
  }

  async hook({ alertId, step, url }: Hook, job: JobContext): Promise<void> {
    await this.attempt(job, alertId, async (alert) => {
      const body = webhookBody(alert, step);
      const secret = webhookSecret(config(secretsArea).secret, alert.rule.id);
      const headers = {
        'x-centrala-delivery': job.id,
        'x-centrala-signature': signatureOf(body, { secret, at: this.clock.now() }),
      };
      const wanted = { method: 'POST', url, headers, body, timeoutMs: WEBHOOK_TIMEOUT_MS } as const;
      const answer = await ask(wanted, hostsOf(config(alertsArea).privateHosts));
      if (!answer.ok) throw answer.reason === 'address-refused' ? new GiveUp(answer.reason) : new Error(answer.reason);
      if (answer.status < 200 || answer.status > 299) throw new Error(`status ${answer.status}`);
    });
  }

  private async enqueue(id: string, queue: string, payload: Letter | Hook, target: string): Promise<void> {
    const channel = queue === MAIL ? 'mail' : 'webhook';
    await this.deliveries.begin({ id, alertId: payload.alertId, channel, target, at: this.clock.now() });
    await this.jobs.enqueue(queue, payload, { id });
  }

  /** One try, and how it went, for the page of the alert. */
  private async attempt(
    { id, attempt }: JobContext,
    alertId: string,
    send: (alert: Alert) => Promise<void>,
  ): Promise<void> {
    const alert = await this.alerts.find(this.database.read, alertId, null);
    if (!alert) return;
    const note = (state: 'sent' | 'failed' | 'lost', error: string | null) =>
      this.deliveries.note(id, { state, attempts: attempt, error, at: this.clock.now() });
    try {
      await send(alert);
    } catch (error) {
      const isLast = error instanceof GiveUp || attempt >= ATTEMPTS;
      await note(isLast ? 'lost' : 'failed', error instanceof Error ? error.message : String(error));
      throw error;
    }
    await note('sent', null);
  }
}
