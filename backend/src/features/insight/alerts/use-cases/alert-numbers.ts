import { Injectable } from '@nestjs/common';
import {
  ALERT_EVENTS,
  REPORT_KEYS_OF,
  wallFigure,
  type AlertRule,
  type AlertSource,
  type AlertSubject,
  type AlertWatch,
  type ReportKey,
  type ReportSubject,
  type WallMetric,
} from '#contracts';
import { DateTime } from 'luxon';
import type { Instant } from '../../../../kernel/clock';
import { oversees, type Principal } from '../../../../platform/http';
import { CampaignFiguresStore, leads, QueueNumbers, WallAgents, type CampaignFigures } from '../../monitoring';
import { Reports } from '../../reporting';
import { ALL } from '../data/alert.store';
import { OccurrenceStore } from '../data/occurrence.store';
import type { RuleWriter, WatchedRule } from '../data/rule.store';

/** One subject's number now. */
export interface Reading {
  readonly subject: string;
  readonly name: string | null;
  readonly value: number | null;
}

interface Row {
  readonly id: string | null;
  readonly name: string;
  readonly value: (metric: string) => number | null;
  readonly campaign?: CampaignFigures;
}

const NOTHING = { queues: [], agents: [], campaigns: [] };

/** What several rules ask of the same source at the same moment is read once. */
export type Look = { readonly at: Instant; readonly zone: string; readonly read: Map<AlertSource, Promise<Row[]>> };

/** By what a report is split when an alert watches it: queues and agents are whom it can be about. */
const keyOf = (source: ReportSubject): ReportKey =>
  (['queue', 'agent'] as const).find((key) => REPORT_KEYS_OF[source].includes(key)) ?? 'none';

/** Whose number a source gives. */
export function subjectOf(source: AlertSource): AlertSubject {
  if (source === 'queue-now') return 'queue';
  if (source === 'campaign-now') return 'campaign';
  const key = keyOf(source);
  return key === 'queue' || key === 'agent' ? key : 'system';
}

export const subjectOfWatch = (watch: AlertWatch): AlertSubject =>
  watch.kind === 'threshold' ? subjectOf(watch.source) : ALERT_EVENTS[watch.event];

/** The numbers that rules watch, from where walls, the live view and reports have theirs. */
@Injectable()
export class AlertNumbers {
  constructor(
    private readonly queues: QueueNumbers,
    private readonly agents: WallAgents,
    private readonly campaigns: CampaignFiguresStore,
    private readonly reports: Reports,
    private readonly occurrences: OccurrenceStore,
  ) {}

  async look(at: Instant): Promise<Look> {
    return { at, zone: await this.reports.timeZone(), read: new Map() };
  }

  /** What the rule's owner may see of what it watches. */
  async of(rule: WatchedRule, owner: Principal, look: Look): Promise<Reading[]> {
    const { watch } = rule;
    return watch.kind === 'threshold' ? this.figures(rule, watch, owner, look) : this.events(rule, watch, owner, look);
  }

  private async figures(
    { subjectIds }: AlertRule,
    { source, metric }: Extract<AlertWatch, { kind: 'threshold' }>,
    owner: Principal,
    look: Look,
  ): Promise<Reading[]> {
    const rows = look.read.get(source) ?? this.rows(source, look);
    look.read.set(source, rows);
    const subject = subjectOf(source);
    return (await rows)
      .filter(({ id, campaign }) => inView(owner, subject, campaign ?? id))
      .filter(({ id }) => subjectIds.length === 0 || (id !== null && subjectIds.includes(id)))
      .map(({ id, name, value }) => ({ subject: id ?? ALL, name: id && name, value: value(metric) }));
  }

  private async rows(source: AlertSource, { at, zone }: Look): Promise<Row[]> {
    if (source === 'queue-now') return this.queuesNow(at);
    if (source === 'campaign-now')
      return (await this.campaigns.all(at)).map((campaign) => ({
        ...campaign,
        campaign,
        value: (metric) => wallFigure(metric as WallMetric, { ...NOTHING, campaigns: [campaign] }, at),
      }));
    const today = DateTime.fromMillis(at, { zone }).toISODate() ?? '';
    const query = { from: today, to: today, interval: 'whole', by: keyOf(source) } as const;
    const report = await this.reports.make(source, query, { supervised: null });
    if (!report.ok) throw new Error(`The report ${source} of today is refused: ${report.refusal.code}`);
    return report.value.rows.map(({ key, values }) => ({
      id: key?.id ?? null,
      name: key?.name ?? '',
      value: (metric) => values[metric] ?? null,
    }));
  }

  private async queuesNow(at: Instant): Promise<Row[]> {
    const agents = await this.agents.all();
    return (await this.queues.all(at)).map((queue) => {
      const numbers = { ...NOTHING, queues: [queue], agents: agents.filter((one) => one.queueIds.includes(queue.id)) };
      return { ...queue, value: (metric) => wallFigure(metric as WallMetric, numbers, at) };
    });
  }

  private async events(
    { subjectIds, savedAt }: WatchedRule,
    watch: Exclude<AlertWatch, { kind: 'threshold' }>,
    owner: Principal,
    { at }: Look,
  ): Promise<Reading[]> {
    const subject = ALERT_EVENTS[watch.event];
    const since = watch.kind === 'count' ? at - watch.windowSeconds * 1000 : savedAt;
    const counted = await this.occurrences.counted(watch.event, Math.max(since, savedAt - 1));
    const campaigns = subject === 'campaign' && owner.supervised ? await this.campaigns.all(at) : [];
    const seen = counted.filter(({ subjectId }) =>
      inView(owner, subject, campaigns.find(({ id }) => id === subjectId) ?? subjectId),
    );
    const valueOf = (of: readonly (typeof counted)[number][]): number =>
      watch.kind === 'count'
        ? of.reduce((total, { count }) => total + count, 0)
        : (at - Math.max(savedAt, ...of.map(({ last }) => last))) / 1000;
    if (subjectIds.length === 0) return [{ subject: ALL, name: null, value: valueOf(seen) }];
    const names = await this.occurrences.names(subject, subjectIds);
    return subjectIds.map((id) => ({
      subject: id,
      name: names.get(id) ?? id,
      value: valueOf(seen.filter(({ subjectId }) => subjectId === id)),
    }));
  }
}

/** Whether somebody may be told about this queue, agent or campaign; about the platform those who see its state. */
export function inView(
  who: Omit<RuleWriter, 'userId'>,
  subject: AlertSubject,
  of: CampaignFigures | string | null,
): boolean {
  const { supervised, permissions } = who;
  if (subject === 'system') return permissions.has('system.view');
  if (!supervised) return true;
  if (of !== null && typeof of === 'object') return leads(who, of);
  return oversees(who, subject === 'queue' ? { queues: [of] } : { users: [of] });
}
