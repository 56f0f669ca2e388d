import { StreamableFile } from '@nestjs/common';
import writeWorkbook, { type SheetData } from 'write-excel-file/node';
import type { Report } from '#contracts';
import { columnsOf } from './report-columns';

export const WORKBOOK = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

/** A report as one sheet: headings stay in sight while one scrolls. */
export async function workbookOf(report: Report, name: string, language: 'pl' | 'en'): Promise<StreamableFile> {
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
  const file = await writeWorkbook(data, {
    stickyRowsCount: 1,
    columns: columns.map(() => ({ width: 18 })),
  }).toBuffer();
  return new StreamableFile(file, { type: WORKBOOK, disposition: `attachment; filename="${name}.xlsx"` });
}
