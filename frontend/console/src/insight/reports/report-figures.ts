import type { MetricUnit, Report, ReportSubject } from '#contracts';
import type { ChartSeries } from '../../../../ui';
import { clockText } from '../../platform/time/formats';

/** A number as people read it: shares in percent, times as a clock. */
export function figureText(value: number | null | undefined, unit: MetricUnit, locale: string): string {
  if (value === null || value === undefined) return '–';
  if (unit === 'seconds') return clockText(Math.round(value));
  if (unit === 'share') return value.toLocaleString(locale, { style: 'percent', maximumFractionDigits: 1 });
  return value.toLocaleString(locale, { maximumFractionDigits: 2 });
}

/** What the picture of each subject shows: bars, and a line where a share belongs to them. */
const PICTURED: Readonly<Record<ReportSubject, readonly string[]>> = {
  queues: ['answered', 'abandoned'],
  agents: ['busy', 'wrapUp', 'ready', 'notReady'],
  statuses: ['busy', 'wrapUp', 'reserved', 'ready', 'notReady'],
  calls: ['callsAnswered', 'calls'],
  classifiers: ['classified', 'successes'],
  recordings: ['recorded', 'recordingsLost'],
  surveys: ['surveysCompleted', 'surveysLaunched'],
  schedules: ['workedWithin', 'worked', 'planned'],
};

/** Bars of the others are parts of each other, and stand side by side. */
const ADDING_UP: readonly ReportSubject[] = ['queues', 'agents', 'statuses', 'recordings'];

const TONES: Readonly<Record<string, ChartSeries['tone']>> = {
  answered: 'ok',
  abandoned: 'bad',
  busy: 'busy',
  wrapUp: 'after',
  ready: 'ok',
  notReady: 'quiet',
  reserved: 'warn',
  successes: 'ok',
  recorded: 'ok',
  recordingsLost: 'bad',
  surveysCompleted: 'ok',
  workedWithin: 'ok',
  worked: 'busy',
  planned: 'quiet',
};

export interface Picture {
  readonly labels: readonly string[];
  readonly series: readonly ChartSeries[];
  readonly unit: MetricUnit;
  readonly horizontal: boolean;
}

/** The picture over a table: by time when there is time, otherwise by name. More than `MOST` names are left to the table. */
const MOST = 30;

export function pictureOf(
  report: Report,
  word: (metric: string) => string,
  timeText: (iso: string) => string,
  nameText: (key: { id: string; name: string } | null) => string,
): Picture | null {
  const overTime = report.interval !== 'whole';
  const places = overTime
    ? [...new Set(report.rows.map(({ from }) => from ?? ''))]
    : report.rows.map(({ key }) => key?.id ?? '');
  if (places.length === 0 || (!overTime && places.length > MOST)) return null;
  const metrics = PICTURED[report.subject].flatMap((id) => report.metrics.find((each) => each.id === id) ?? []);
  const placeOf = ({ from, key }: Report['rows'][number]) => (overTime ? from : key?.id) ?? '';
  const valueAt = (metric: string, place: string) =>
    report.rows.filter((row) => placeOf(row) === place).reduce((sum, { values }) => sum + (values[metric] ?? 0), 0);
  return {
    labels: overTime ? places.map(timeText) : report.rows.map(({ key }) => nameText(key)),
    unit: metrics[0]?.unit ?? 'count',
    horizontal: !overTime,
    series: metrics.map(({ id }) => {
      const tone = TONES[id];
      const stack = ADDING_UP.includes(report.subject) ? 'all' : undefined;
      return {
        name: word(id),
        values: places.map((place) => valueAt(id, place)),
        ...(tone && { tone }),
        ...(stack && { stack }),
      };
    }),
  };
}
