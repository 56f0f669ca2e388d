import { Inject, Injectable } from '@nestjs/common';
import {
  intervalsOf,
  REPORT_KEYS_OF,
  type Report,
  type ReportInterval,
  type ReportKey,
  type ReportQuery,
  type ReportSubject,
} from '#contracts';
import { CLOCK, type Clock } from '../../../../kernel/clock';
import { accepted, refused, type Outcome, type Refusal } from '../../../../kernel/outcome';
import { DayFigures } from '../../../../platform/figures';
import type { Principal } from '../../../../platform/http';
import { added, FiguresStore, type Asked, type FigureRow, type Scope } from '../data/figures.store';
import { rowsOfDays } from '../domain/day-rows';
import { METRICS, valuesOf, type Sums } from '../domain/metrics';
import { periodOf, type PeriodRefusal } from '../domain/period';

/** A report is read by people: more rows than this are asked for by a coarser interval, or over the reporting database. */
const MOST_ROWS = 10_000;

/** `report-key-unknown`: this subject is not split by that, `report-interval-unknown`: nor so finely; `report-too-large`: more than `most` rows. */
export type ReportRefusal =
  | PeriodRefusal
  | (Refusal<'report-key-unknown'> & { keys: readonly ReportKey[] })
  | (Refusal<'report-interval-unknown'> & { intervals: readonly ReportInterval[] })
  | (Refusal<'report-too-large'> & { most: number });

type Filters = Pick<ReportQuery, 'queueId' | 'agentId' | 'groupId'>;

/** The one place that numbers of reports come from: console, API and files ask here. */
@Injectable()
export class Reports {
  constructor(
    private readonly figures: FiguresStore,
    private readonly days: DayFigures,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** Days of reports, letters and alerts are days of this zone, the Order's. */
  timeZone(): Promise<string> {
    return this.figures.timeZone();
  }

  async make(
    subject: ReportSubject,
    query: ReportQuery,
    user: Pick<Principal, 'supervised'>,
  ): Promise<Outcome<Report, ReportRefusal>> {
    const keys = REPORT_KEYS_OF[subject];
    const by = query.by ?? keys[0] ?? 'none';
    if (!keys.includes(by)) return refused({ code: 'report-key-unknown', keys });
    const intervals = intervalsOf(subject);
    if (!intervals.includes(query.interval)) return refused({ code: 'report-interval-unknown', intervals });
    const timeZone = await this.timeZone();
    const period = periodOf(query, query.interval, timeZone);
    if (!period.ok) return period;
    const asked: Asked = {
      ...period.value,
      ...(await this.scope(query, user)),
      subject,
      interval: query.interval,
      by,
      timeZone,
      now: this.clock.now(),
    };
    const { rows, all } = subject === 'schedules' ? await this.ofDays(asked, query) : await this.ofFacts(asked);
    if (rows.length > MOST_ROWS) return refused({ code: 'report-too-large', most: MOST_ROWS });
    return accepted(await this.shown(asked, rows, all));
  }

  /** The wish, and what the reader supervises. */
  async scope(query: Filters, { supervised }: Pick<Principal, 'supervised'>): Promise<Scope> {
    const ofGroups = query.groupId && (await this.figures.agentsOf(query.groupId));
    return {
      queueIds: query.queueId,
      agentIds:
        query.agentId && ofGroups ? query.agentId.filter((id) => ofGroups.includes(id)) : (query.agentId ?? ofGroups),
      within: supervised && { queueIds: [...supervised.queueIds], userIds: [...supervised.userIds] },
    };
  }

  private async ofFacts(asked: Asked): Promise<{ rows: FigureRow[]; all: readonly FigureRow[] }> {
    const rows = await this.figures.sums(asked);
    return { rows, all: rows };
  }

  /** Who is in several groups is in the row of each, and once in all together. */
  private async ofDays(
    { subject, agentIds, within, interval, timeZone: zone, by }: Asked,
    { from, to, groupId }: ReportQuery,
  ): Promise<{ rows: FigureRow[]; all: readonly FigureRow[] }> {
    const wished = agentIds && within ? agentIds.filter((id) => within.userIds.includes(id)) : agentIds;
    const days = await this.days.of(subject, { from, to, userIds: wished ?? within?.userIds ?? null });
    const groups = by === 'group' ? await this.figures.groupsOf([...new Set(days.map(({ userId }) => userId))]) : null;
    const ofGroups = (id: string) => (groups?.get(id) ?? []).filter((each) => groupId?.includes(each) ?? true);
    const keysOf = (id: string) => (groups ? ofGroups(id) : [by === 'agent' ? id : null]);
    const all = rowsOfDays(days, { interval: 'whole', zone, keysOf: () => [null] });
    return { rows: rowsOfDays(days, { interval, zone, keysOf }), all };
  }

  private async shown(asked: Asked, rows: readonly FigureRow[], all: readonly FigureRow[]): Promise<Report> {
    const { subject, interval, by, timeZone, from, until } = asked;
    const ids = [...new Set(rows.flatMap(({ key }) => key ?? []))];
    const names = await this.figures.names(by, ids);
    const metrics = METRICS[subject];
    return {
      subject,
      interval,
      by,
      timeZone,
      from: new Date(from).toISOString(),
      until: new Date(until).toISOString(),
      metrics: metrics.map(({ id, unit, drill }) => ({ id, unit, drill: drill !== undefined })),
      rows: rows
        .filter(({ key }) => by === 'none' || key !== null)
        .map(({ bucket, key, sums }) => ({
          from: bucket === null ? null : new Date(bucket).toISOString(),
          key: key === null ? null : { id: key, name: names.get(key) ?? key },
          values: valuesOf(subject, sums),
        }))
        .sort(byTimeThenName),
      total: valuesOf(subject, all.map(({ sums }) => sums).reduce<Sums>(added, {})),
    };
  }
}

type Shown = Report['rows'][number];

const byTimeThenName = (one: Shown, other: Shown): number =>
  (one.from ?? '').localeCompare(other.from ?? '') ||
  (one.key?.name ?? '').localeCompare(other.key?.name ?? '', 'pl', { numeric: true });
