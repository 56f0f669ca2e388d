import { Inject, Injectable } from '@nestjs/common';
import { CLOCK, type Clock } from '../../../../kernel/clock';
import { config } from '../../../../platform/config';
import { Database } from '../../../../platform/database';
import { httpArea, PRINCIPALS, type PrincipalSource } from '../../../../platform/http';
import { GiveUp, Jobs, type JobContext } from '../../../../platform/jobs';
import { Mailer } from '../../../../platform/mail';
import { fileOf, Reports, titleOf } from '../../reporting';
import { ScheduleStore } from '../data/schedule.store';
import { reportLetter } from '../domain/report-letter';
import { daysOf } from '../domain/rhythm';

export const SEND = 'send-report';
/** From a second on, each wait twice the one before: a mail server that is away for a quarter of an hour. */
export const ATTEMPTS = 10;
export const BACKOFF_MS = 1000;

export interface Letter {
  readonly scheduleId: string;
  readonly dueAt: string;
  readonly to: string;
}

/** Makes a report that is due, as its owner may see it now, and sends it to each address by itself. */
@Injectable()
export class SendReports {
  constructor(
    private readonly database: Database,
    private readonly store: ScheduleStore,
    private readonly reports: Reports,
    private readonly mailer: Mailer,
    private readonly jobs: Jobs,
    @Inject(PRINCIPALS) private readonly principals: PrincipalSource,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** `source` names the event, so that each letter is planned once. */
  async plan(source: string, { scheduleId, dueAt }: { scheduleId: string; dueAt: string }): Promise<void> {
    const schedule = await this.store.find(this.database.read, scheduleId, null);
    for (const to of schedule?.addresses ?? []) {
      const id = `${source}/${to}`;
      await this.store.beginSending({ id, scheduleId, address: to, dueAt, at: this.clock.now() });
      await this.jobs.enqueue(SEND, { scheduleId, dueAt, to } satisfies Letter, { id });
    }
  }

  /** One try, and how it went, for the page. */
  async send(letter: Letter, { id, attempt }: JobContext): Promise<void> {
    const note = (state: 'sent' | 'failed' | 'lost', error: string | null) =>
      this.store.noteSending(id, { state, attempts: attempt, error, at: this.clock.now() });
    try {
      await this.mail(letter);
    } catch (error) {
      const isLast = error instanceof GiveUp || attempt >= ATTEMPTS;
      await note(isLast ? 'lost' : 'failed', error instanceof Error ? error.message : String(error));
      throw error;
    }
    await note('sent', null);
  }

  private async mail({ scheduleId, dueAt, to }: Letter): Promise<void> {
    const schedule = await this.store.find(this.database.read, scheduleId, null);
    if (!schedule) throw new GiveUp('report-schedule-not-found');
    const { subject, period, language, file: kind, name, owner } = schedule;
    const who = await this.principals.of(owner.id);
    if (!who?.permissions.has('reports.view')) throw new GiveUp('owner-may-not-see-reports');
    const days = daysOf(period, Date.parse(dueAt), await this.reports.timeZone());
    const report = await this.reports.make(subject, { ...days, ...filtersOf(schedule) }, who);
    // The same wish would be refused again.
    if (!report.ok) throw new GiveUp(report.refusal.code);
    const file = await fileOf(report.value, { kind, language, name: `${subject}-${days.from}-${days.to}` });
    const url = `${config(httpArea).publicUrl.replace(/\/+$/, '')}/reports/sent/${scheduleId}`;
    const letter = reportLetter({ name, title: titleOf(report.value, language), owner: owner.name, url }, language);
    const attachment = { filename: file.name, content: file.content, contentType: file.type };
    await this.mailer.send({ to, ...letter, attachments: [attachment] });
  }
}

/** No choice is everybody, as in the console. */
function filtersOf({ interval, by, queueId, agentId, groupId }: Awaited<ReturnType<ScheduleStore['find']>> & object) {
  const chosen = (ids: string[]) => (ids.length > 0 ? ids : undefined);
  return { interval, by, queueId: chosen(queueId), agentId: chosen(agentId), groupId: chosen(groupId) };
}
