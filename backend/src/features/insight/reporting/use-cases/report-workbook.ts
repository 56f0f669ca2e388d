import writeWorkbook, { type SheetData } from 'write-excel-file/node';
import type { Report } from '#contracts';
import { columnsOf } from './report-columns';

/** A report as one sheet: headings stay in sight while one scrolls. */
export async function workbookOf(report: Report, language: 'pl' | 'en'): Promise<Buffer> {
  const columns = columnsOf(report);
  const data: SheetData = [
    columns.map(({ heading }) => ({ value: heading[language], fontWeight: 'bold', wrap: true })),
    ...report.rows.map((row) =>
      columns.map((column) => {
        const value = column.value(row);
        return typeof value === 'number' ? { value, type: Number } : { value: String(value ?? ''), type: String };
      }),
    ),
  ];
  return writeWorkbook(data, { stickyRowsCount: 1, columns: columns.map(() => ({ width: 18 })) }).toBuffer();
}
