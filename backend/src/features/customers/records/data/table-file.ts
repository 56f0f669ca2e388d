import { Injectable } from '@nestjs/common';
import { parse } from 'csv-parse';
import { once } from 'node:events';
import { Readable, Transform } from 'node:stream';
import { accepted, refused, type Outcome, type Refusal } from '../../../../kernel/outcome';
import { FileStore } from '../../../../platform/files';

export interface TableShape {
  readonly kind: 'csv' | 'xlsx';
  readonly encoding: 'utf-8' | 'windows-1250';
  readonly separator: string;
}

export interface TableFacts extends TableShape {
  readonly headings: readonly string[];
  /** The first rows below the headings. */
  readonly samples: readonly (readonly string[])[];
  readonly rows: number;
}

export type TableRefusal = Refusal<'table-empty' | 'table-not-readable' | 'table-too-wide'>;

const SAMPLES = 100;
const MOST_COLUMNS = 200;
const SEPARATORS = [';', ',', '\t', '|'];

/** Tables in stored files: what they are, and their rows one after the other. */
@Injectable()
export class TableFiles {
  constructor(private readonly files: FileStore) {}

  /** Reads the whole file once: one bad byte at its end decides on the encoding as well as one at its beginning. */
  async look(key: string, kind: 'csv' | 'xlsx'): Promise<Outcome<TableFacts, TableRefusal>> {
    const shape = kind === 'xlsx' ? { kind, encoding: 'utf-8' as const, separator: '' } : await this.shapeOf(key);
    const samples: string[][] = [];
    let rows = 0;
    try {
      for await (const cells of this.rows(key, shape)) {
        if (rows <= SAMPLES) samples.push(cells);
        rows += 1;
      }
    } catch {
      return refused({ code: 'table-not-readable' });
    }
    const [headings, ...below] = samples;
    if (!headings || rows < 2) return refused({ code: 'table-empty' });
    if (headings.length > MOST_COLUMNS) return refused({ code: 'table-too-wide' });
    return accepted({ ...shape, headings, samples: below, rows: rows - 1 });
  }

  /** Nothing needs the file any more, and it is full of people. */
  async forget(key: string): Promise<void> {
    await this.files.delete(key);
  }

  /** All rows with the headings; empty lines are left out. */
  async *rows(key: string, { kind, encoding, separator }: TableShape): AsyncGenerator<string[]> {
    const found = await this.files.get(key);
    if (!found) throw new Error(`The file ${key} is gone`);
    if (kind === 'xlsx') yield* sheetRows(found.content);
    else yield* csvRows(found.content, encoding, separator);
  }

  private async shapeOf(key: string): Promise<TableShape> {
    const found = await this.files.get(key);
    if (!found) throw new Error(`The file ${key} is gone`);
    const decoder = new TextDecoder('utf-8', { fatal: true });
    let [head, unicode] = [Buffer.alloc(0), true];
    for await (const chunk of found.content as AsyncIterable<Buffer>) {
      if (head.length < 65_536) head = Buffer.concat([head, chunk]);
      unicode = unicode && decodes(decoder, chunk);
    }
    const encoding = unicode ? 'utf-8' : 'windows-1250';
    return { kind: 'csv', encoding, separator: separatorOf(new TextDecoder(encoding).decode(head)) };
  }
}

function decodes(decoder: InstanceType<typeof TextDecoder>, chunk: Buffer): boolean {
  try {
    decoder.decode(chunk, { stream: true });
    return true;
  } catch {
    return false;
  }
}

/** The one that cuts the first lines into the most and equally many cells. */
export function separatorOf(text: string): string {
  const lines = text
    .replace(/^\uFEFF/, '')
    .split(/\r?\n/)
    .filter((line) => line.trim() !== '')
    .slice(0, 20);
  const scoreOf = (separator: string): number => {
    const counts = lines.map((line) => line.replace(/"[^"]*"/g, '').split(separator).length - 1);
    const [first = 0] = counts;
    return first === 0 ? 0 : counts.filter((count) => count === first).length * 100 + first;
  };
  const best = SEPARATORS.map((separator) => ({ separator, score: scoreOf(separator) })).sort(
    (a, b) => b.score - a.score,
  )[0];
  return best && best.score > 0 ? best.separator : ';';
}

async function* csvRows(
  content: Readable,
  encoding: TableShape['encoding'],
  separator: string,
): AsyncGenerator<string[]> {
  const decoder = new TextDecoder(encoding);
  const text = new Transform({
    readableObjectMode: false,
    transform: (chunk: Buffer, _encoding, done) => done(null, decoder.decode(chunk, { stream: true })),
    flush: (done) => done(null, decoder.decode()),
  });
  const parser = parse({
    delimiter: separator,
    bom: true,
    relax_quotes: true,
    relax_column_count: true,
    skip_empty_lines: true,
    skip_records_with_empty_values: true,
    max_record_size: 1_000_000,
  });
  content.on('error', (error) => parser.destroy(error));
  text.on('error', (error) => parser.destroy(error));
  content.pipe(text).pipe(parser);
  try {
    for await (const cells of parser as AsyncIterable<string[]>) yield cells;
  } finally {
    content.destroy();
    if (!content.closed) await once(content, 'close');
  }
}

/** The first sheet. A workbook is a compressed tree: it has to be read whole. */
async function* sheetRows(content: Readable): AsyncGenerator<string[]> {
  const { readSheet } = await import('read-excel-file/node');
  for (const row of await readSheet(content)) {
    const cells = (row as Parameters<typeof cellText>[0][]).map(cellText);
    if (cells.some((cell) => cell !== '')) yield cells;
  }
}

function cellText(value: string | number | boolean | Date | null): string {
  if (value === null) return '';
  return value instanceof Date ? value.toISOString().slice(0, 10) : String(value).trim();
}
