import { createParamDecorator, StreamableFile, type ExecutionContext } from '@nestjs/common';
import { stringify } from 'csv-stringify';
import type { Request } from 'express';
import { Readable } from 'node:stream';

/** That the caller asked for `Accept: text/csv`, and in which language the headings shall be. */
export interface CsvRequest {
  readonly language: 'pl' | 'en';
}

export interface CsvColumn<Row> {
  readonly heading: { readonly pl: string; readonly en: string };
  value(row: Row): string | number | boolean | Date | null | undefined;
}

export interface CsvExport<Row> {
  /** File name without `.csv`. */
  readonly name: string;
  readonly columns: readonly CsvColumn<Row>[];
  /** Read while the answer is sent: see `allPages`. */
  readonly rows: AsyncIterable<Row>;
}

export function csvRequestOf(request: Request): CsvRequest | null {
  if (request.accepts(['application/json', 'text/csv']) !== 'text/csv') return null;
  return { language: request.acceptsLanguages(['en', 'pl']) === 'pl' ? 'pl' : 'en' };
}

/** Parameter decorator: a `CsvRequest` when the caller wants CSV from this list, else null. */
export const WantsCsv = createParamDecorator((_data: unknown, context: ExecutionContext) =>
  csvRequestOf(context.switchToHttp().getRequest<Request>()),
);

const NUMBER_OR_PHONE = /^[+-]?\d+([.,]\d+)?$/;

/** A cell that a spreadsheet would run as a formula gets an apostrophe in front; numbers and `+48…` stay as they are. */
export function safeCell(text: string): string {
  return /^[=+\-@\t\r]/.test(text) && !NUMBER_OR_PHONE.test(text) ? `'${text}` : text;
}

function cell(value: ReturnType<CsvColumn<never>['value']>): string {
  if (value === null || value === undefined) return '';
  if (value instanceof Date) return value.toISOString();
  return typeof value === 'string' ? safeCell(value) : String(value);
}

/**
 * A list as a streamed CSV file: UTF-8 with a byte order mark, CRLF lines. Polish exports use `;`, since a Polish spreadsheet
 * reads a comma as the decimal sign. A failure in the middle breaks the connection, so a cut file never looks whole.
 */
export function csvResponse<Row>(request: CsvRequest, { name, columns, rows }: CsvExport<Row>): StreamableFile {
  const formatter = stringify({
    bom: true,
    header: true,
    columns: columns.map((column) => column.heading[request.language]),
    delimiter: request.language === 'pl' ? ';' : ',',
    record_delimiter: 'windows',
  });
  const cells = Readable.from(cellsOf(columns, rows));
  cells.on('error', (error) => formatter.destroy(error));
  formatter.on('close', () => cells.destroy());
  const file = new StreamableFile(cells.pipe(formatter), {
    type: 'text/csv; charset=utf-8',
    disposition: `attachment; filename="${name.replace(/[^A-Za-z0-9._-]/g, '-')}.csv"`,
  });
  file.setErrorHandler((_error, response) => response.destroy?.());
  return file;
}

async function* cellsOf<Row>(columns: readonly CsvColumn<Row>[], rows: AsyncIterable<Row>): AsyncGenerator<string[]> {
  for await (const row of rows) yield columns.map((column) => cell(column.value(row)));
}
