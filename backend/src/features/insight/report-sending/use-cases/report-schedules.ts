import { Inject, Injectable } from '@nestjs/common';
import { intervalsOf, REPORT_KEYS_OF, type ReportSchedule, type SaveReportSchedule } from '#contracts';
import type { Instant } from '../../../../kernel/clock';
import { IDS, type Ids } from '../../../../kernel/ids';
import type { EventMeta } from '../../../../kernel/journal';
import { accepted, refused, type Outcome, type Refusal } from '../../../../kernel/outcome';
import { Database, type Transaction } from '../../../../platform/database';
import { Journal } from '../../../../platform/journal';
import { Schedule } from '../../../../platform/schedule';
import { Recipients, Reports } from '../../reporting';
import { ScheduleStore, type Viewer } from '../data/schedule.store';
import { nextTime } from '../domain/rhythm';
import type { SendingEvent } from '../domain/sending-events';

export const REPORT_TIME = 'reports.send';
const timerOf = (id: string): string => `${REPORT_TIME}:${id}`;

/** `report-key-unknown`: this subject is not split by that; `address-not-allowed`: the platform may not write there. */
export type ScheduleRefusal =
  | Refusal<'report-schedule-not-found' | 'changed-meanwhile' | 'report-key-unknown' | 'report-interval-unknown'>
  | (Refusal<'address-not-allowed'> & { address: string });
type Saved<T> = Outcome<T, ScheduleRefusal>;

/** Reports that are sent by themselves: settings with a timer each. */
@Injectable()
export class ReportSchedules {
  constructor(
    private readonly database: Database,
    private readonly journal: Journal,
    private readonly schedule: Schedule,
    private readonly store: ScheduleStore,
    private readonly recipients: Recipients,
    private readonly reports: Reports,
    @Inject(IDS) private readonly ids: Ids,
  ) {}

  /** `id` null: a new one. */
  async save(
    id: string | null,
    given: SaveReportSchedule,
    user: Viewer,
    meta: EventMeta,
  ): Promise<Saved<ReportSchedule>> {
    if (!REPORT_KEYS_OF[given.subject].includes(given.by)) return refused({ code: 'report-key-unknown' });
    if (!intervalsOf(given.subject).includes(given.interval)) return refused({ code: 'report-interval-unknown' });
    const [address] = await this.recipients.refused(given.addresses);
    if (address !== undefined) return refused({ code: 'address-not-allowed', address });
    return this.database.transaction(async (tx) => {
      const scheduleId = id ?? this.ids.next();
      if (id && !(await this.store.find(tx, id, user))) return refused({ code: 'report-schedule-not-found' });
      if (!id) await this.store.insert(tx, scheduleId, { ...given, ownerId: user.userId });
      else if (!(await this.store.update(tx, id, given))) return refused({ code: 'changed-meanwhile' });
      await this.plan(tx, scheduleId, given, meta.at);
      const schedule = await this.store.find(tx, scheduleId, user);
      if (!schedule) return refused({ code: 'report-schedule-not-found' });
      await this.note(tx, scheduleId, { type: 'ReportScheduleSaved', data: { scheduleId, schedule } }, meta);
      return accepted(schedule);
    });
  }

  async remove(id: string, user: Viewer, meta: EventMeta): Promise<Saved<void>> {
    return this.database.transaction(async (tx) => {
      const found = await this.store.find(tx, id, user);
      if (!found) return refused({ code: 'report-schedule-not-found' });
      await this.schedule.cancel(tx, timerOf(id));
      await this.store.remove(tx, id);
      await this.note(tx, id, { type: 'ReportScheduleRemoved', data: { scheduleId: id, name: found.name } }, meta);
      return accepted(undefined);
    });
  }

  async sendNow(id: string, user: Viewer, meta: EventMeta): Promise<Saved<void>> {
    return this.database.transaction(async (tx) => {
      if (!(await this.store.find(tx, id, user))) return refused({ code: 'report-schedule-not-found' });
      await this.due(tx, id, { at: meta.at, because: 'now' }, meta);
      return accepted(undefined);
    });
  }

  /** The timer's turn: this one is due, and the next one is planned. */
  async timeHasCome(id: string, due: Instant, meta: EventMeta): Promise<void> {
    await this.database.transaction(async (tx) => {
      const found = await this.store.find(tx, id, null);
      // A repeated timer, or one of before a change: what is planned now is another time.
      if (!found?.active || Date.parse(found.nextAt ?? '') !== due) return;
      await this.due(tx, id, { at: due, because: 'time' }, meta);
      // One that was missed while nothing ran is sent once, not once for every day.
      await this.plan(tx, id, found, Math.max(due, meta.at));
    });
  }

  private async plan(
    tx: Transaction,
    id: string,
    { active, rhythm, time }: Pick<SaveReportSchedule, 'active' | 'rhythm' | 'time'>,
    after: Instant,
  ): Promise<void> {
    if (!active) return this.schedule.cancel(tx, timerOf(id));
    const due = nextTime({ rhythm, time, zone: await this.reports.timeZone() }, after);
    await this.store.setNext(tx, id, due);
    await this.schedule.at(tx, { key: timerOf(id), due, command: REPORT_TIME, payload: { id } });
  }

  private async due(
    tx: Transaction,
    scheduleId: string,
    { at, because }: { at: Instant; because: 'time' | 'now' },
    meta: EventMeta,
  ): Promise<void> {
    const data = { scheduleId, dueAt: new Date(at).toISOString(), because };
    await this.note(tx, scheduleId, { type: 'ReportDue', data }, meta);
  }

  private async note(tx: Transaction, id: string, event: SendingEvent, meta: EventMeta): Promise<void> {
    await this.journal.append(tx, `reportschedule-${id}`, [event], meta);
  }
}
