import { REPORT_SUBJECT_WORDS, type Report, type ReportFile } from '#contracts';
import { csvResponse } from '../../../../platform/http';
import { columnsOf } from './report-columns';
import { pdfOf } from './report-pdf';
import { workbookOf } from './report-workbook';

export const FILE_TYPES: Readonly<Record<ReportFile, string>> = {
  csv: 'text/csv; charset=utf-8',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  pdf: 'application/pdf',
};

export interface MadeFile {
  readonly name: string;
  readonly type: string;
  readonly content: Buffer;
}

/** A report as a file, the same for the console and for letters. `name` without its ending. */
export async function fileOf(
  report: Report,
  { kind, language, name }: { kind: ReportFile; language: 'pl' | 'en'; name: string },
): Promise<MadeFile> {
  return { name: `${name}.${kind}`, type: FILE_TYPES[kind], content: await contentOf(report, kind, language) };
}

/** What stands above a report: its subject and its days. */
export function titleOf({ subject, from, until, timeZone }: Report, language: 'pl' | 'en'): string {
  const day = (instant: number) =>
    new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short' }).format(new Date(instant));
  const [first, last] = [day(Date.parse(from)), day(Date.parse(until) - 1)];
  return `${REPORT_SUBJECT_WORDS[subject][language]}, ${first === last ? first : `${first} – ${last}`}`;
}

async function contentOf(report: Report, kind: ReportFile, language: 'pl' | 'en'): Promise<Buffer> {
  switch (kind) {
    case 'xlsx':
      return workbookOf(report, language);
    case 'pdf':
      return pdfOf(report, { title: titleOf(report, language), language });
    case 'csv': {
      const rows = each(report.rows);
      const file = csvResponse({ language }, { name: 'report', columns: columnsOf(report), rows });
      return Buffer.concat((await file.getStream().toArray()) as Buffer[]);
    }
  }
}

async function* each<T>(rows: readonly T[]): AsyncGenerator<T> {
  yield* rows;
}
