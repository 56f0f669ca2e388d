import { createHash } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import type { Alert } from '#contracts';
import { CLOCK, type Clock } from '../../../../kernel/clock';
import { config } from '../../../../platform/config';
import { Database } from '../../../../platform/database';
import { httpArea } from '../../../../platform/http';
import { GiveUp, type JobContext } from '../../../../platform/jobs';
import { Mailer } from '../../../../platform/mail';
import { ask, hostsOf } from '../../../../platform/outbound';
import { secretsArea } from '../../../../platform/secrets';
import { SmsSender } from '../../../../platform/sms';
import { alertsArea } from '../alerts.config';
import { Reports } from '../../reporting';
import { AlertStore } from '../data/alert.store';
import { DeliveryStore } from '../data/delivery.store';
import { signatureOf, webhookSecret } from '../data/webhook-signature';
import { alertLetter, alertSms } from '../domain/alert-letter';
import { webhookBody } from '../domain/webhook';
import type { Hook, Letter, Sms } from './plan-telling';

/** From a second on, each wait twice the one before: a receiver that restarts, or is mended within a quarter of an hour. */
export const ATTEMPTS = 10;
export const BACKOFF_MS = 1000;
const WEBHOOK_TIMEOUT_MS = 10_000;
/** What another try does not change. */
const FOR_GOOD: ReadonlySet<string> = new Set(['not-taken', 'not-configured', 'limit-reached']);

/** Brings alerts to those who are not looking at the console. */
@Injectable()
export class TellAlerts {
  constructor(
    private readonly database: Database,
    private readonly alerts: AlertStore,
    private readonly deliveries: DeliveryStore,
    private readonly reports: Reports,
    private readonly mailer: Mailer,
    private readonly sms: SmsSender,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  async mail({ alertId, step, to, language }: Letter, job: JobContext): Promise<void> {
    await this.attempt(job, alertId, async (alert) => {
      const url = `${config(httpArea).publicUrl.replace(/\/+$/, '')}/alerts?rule=${alert.rule.id}`;
      const zone = await this.reports.timeZone();
      await this.mailer.send({ to, ...alertLetter(alert, { step, language, zone, url }) });
    });
  }

  async text({ alertId, step, to }: Sms, job: JobContext): Promise<void> {
    await this.attempt(job, alertId, async (alert) => {
      const text = alertSms(alert, { step, language: 'pl', zone: await this.reports.timeZone() });
      // The provider keeps it: nothing that says whose it is.
      const id = createHash('sha256').update(job.id).digest('hex').slice(0, 32);
      const sent = await this.sms.send({ id, to, text });
      if (sent.ok) return;
      const { code, detail } = sent.refusal;
      throw FOR_GOOD.has(code) ? new GiveUp(detail) : new Error(detail);
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
