import {
  intervalsOf,
  REPORT_KEYS_OF,
  REPORT_SUBJECTS,
  type ReportInterval,
  type ReportKey,
  type ReportSubject,
} from '#contracts';
import type { Query } from '../../platform/http/api';

/** What somebody wants to see; it lives in the address, so a report can be sent to a colleague. */
export interface ReportWish {
  readonly subject: ReportSubject;
  /** Days such as `2026-11-22`, both included. */
  readonly from: string;
  readonly to: string;
  readonly interval: ReportInterval;
  readonly by: ReportKey;
  readonly queueId: string | null;
  readonly agentId: string | null;
  readonly groupId: string | null;
}

export const PERIODS = ['today', 'yesterday', 'week', 'lastWeek', 'month', 'lastMonth', 'year'] as const;
export type PeriodName = (typeof PERIODS)[number];

const dayText = (date: Date): string =>
  `${date.getFullYear()}-${String(date.getMonth() + 1).padStart(2, '0')}-${String(date.getDate()).padStart(2, '0')}`;

const shifted = (date: Date, days: number): Date =>
  new Date(date.getFullYear(), date.getMonth(), date.getDate() + days);

/** The calendar day that it is now in `zone`: the platform's, not the machine's. */
export function todayIn(zone: string | null, now: number): Date {
  const text = new Intl.DateTimeFormat('sv-SE', { dateStyle: 'short', ...(zone && { timeZone: zone }) }).format(now);
  return new Date(`${text}T00:00:00`);
}

/** The days of a named period; weeks begin on Monday, and what is not over yet ends today. */
export function periodDays(name: PeriodName, today: Date): { from: string; to: string } {
  const monday = shifted(today, -((today.getDay() + 6) % 7));
  const first = new Date(today.getFullYear(), today.getMonth(), 1);
  const days = (from: Date, to: Date) => ({ from: dayText(from), to: dayText(to) });
  switch (name) {
    case 'today':
      return days(today, today);
    case 'yesterday':
      return days(shifted(today, -1), shifted(today, -1));
    case 'week':
      return days(monday, today);
    case 'lastWeek':
      return days(shifted(monday, -7), shifted(monday, -1));
    case 'month':
      return days(first, today);
    case 'lastMonth':
      return days(new Date(today.getFullYear(), today.getMonth() - 1, 1), shifted(first, -1));
    case 'year':
      return days(new Date(today.getFullYear(), 0, 1), today);
  }
}

const oneOf = <T extends string>(all: readonly T[], value: string | null, otherwise: T): T =>
  all.find((each) => each === value) ?? otherwise;

/** What the address asks for, with today by the hour where it says nothing. */
export function wishOf(given: { get(name: string): string | null }, today: Date): ReportWish {
  const subject = oneOf(REPORT_SUBJECTS, given.get('subject'), 'queues');
  const keys = REPORT_KEYS_OF[subject];
  const { from, to } = periodDays('today', today);
  const isDay = (value: string | null) => (value && /^\d{4}-\d{2}-\d{2}$/.test(value) ? value : null);
  return {
    subject,
    from: isDay(given.get('from')) ?? from,
    to: isDay(given.get('to')) ?? to,
    interval: oneOf(intervalsOf(subject), given.get('interval'), 'whole'),
    by: oneOf(keys, given.get('by'), keys[0] ?? 'none'),
    queueId: given.get('queueId'),
    agentId: given.get('agentId'),
    groupId: given.get('groupId'),
  };
}

/** The query of the API: everything but the subject, which is in the path. */
export const queryOf = ({ subject: _subject, ...query }: ReportWish): Query => query;

/** Filters that mean something to a subject. */
export function filtersOf(subject: ReportSubject): readonly ('queueId' | 'agentId' | 'groupId')[] {
  if (subject === 'queues') return ['queueId'];
  return ['agents', 'statuses', 'schedules'].includes(subject)
    ? ['agentId', 'groupId']
    : ['queueId', 'agentId', 'groupId'];
}
