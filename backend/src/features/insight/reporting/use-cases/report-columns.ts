import { METRIC_WORDS, type MetricUnit, type Report } from '#contracts';
import type { CsvColumn } from '../../../../platform/http';

type Row = Report['rows'][number];

/** Shares as percent, times to a tenth of a second: as a spreadsheet wants them. */
function cell(value: number | null | undefined, unit: MetricUnit): number | null {
  if (value === null || value === undefined) return null;
  if (unit === 'share') return Math.round(value * 10_000) / 100;
  return unit === 'seconds' ? Math.round(value * 10) / 10 : value;
}

const SUFFIX: Readonly<Record<MetricUnit, string>> = { count: '', seconds: ' [s]', share: ' [%]', value: '' };

/** Columns of a report as a file: time, whose, and each metric. */
export function columnsOf(report: Report): CsvColumn<Row>[] {
  const local = (iso: string): string =>
    new Intl.DateTimeFormat('sv-SE', {
      timeZone: report.timeZone,
      dateStyle: 'short',
      ...(report.interval === 'hour' || report.interval === 'quarter' ? { timeStyle: 'short' } : {}),
    }).format(new Date(iso));
  return [
    ...(report.interval === 'whole'
      ? []
      : [{ heading: { pl: 'Czas', en: 'Time' }, value: ({ from }: Row) => from && local(from) }]),
    ...(report.by === 'none' ? [] : [{ heading: { pl: 'Nazwa', en: 'Name' }, value: ({ key }: Row) => key?.name }]),
    ...report.metrics.map(({ id, unit }): CsvColumn<Row> => {
      const words = METRIC_WORDS[id] ?? { pl: id, en: id };
      return {
        heading: { pl: words.pl + SUFFIX[unit], en: words.en + SUFFIX[unit] },
        value: ({ values }) => cell(values[id], unit),
      };
    }),
  ];
}
