import { idSchema, type BlacklistDirection, type BlacklistImportError } from '#contracts';
import { accepted, refused, type Outcome, type Refusal } from '../../../../kernel/outcome';
import { patternFromText, readPattern, type Pattern } from './pattern';
import { scopeOf } from './scope';

export interface ImportRow extends Pattern {
  readonly line: number;
  readonly direction: BlacklistDirection;
  readonly campaignIds: string[];
  readonly reason: string;
  /** ISO instant. */
  readonly expiresAt: string | null;
}

export interface ReadImport {
  readonly rows: readonly ImportRow[];
  readonly errors: readonly BlacklistImportError[];
}

type Column = BlacklistImportError['field'];

const HEADINGS: Readonly<Record<string, Column>> = {
  pattern: 'pattern',
  wzorzec: 'pattern',
  number: 'pattern',
  numer: 'pattern',
  direction: 'direction',
  kierunek: 'direction',
  campaign: 'campaign',
  kampania: 'campaign',
  reason: 'reason',
  powód: 'reason',
  powod: 'reason',
  expires: 'expires',
  wygasa: 'expires',
};

const DIRECTIONS: Readonly<Record<string, BlacklistDirection>> = {
  '': 'both',
  both: 'both',
  oba: 'both',
  inbound: 'inbound',
  przychodzące: 'inbound',
  outbound: 'outbound',
  wychodzące: 'outbound',
};

/** Reads a file's text; refused as a whole only when nobody can tell which column holds the numbers. */
export function readImport(text: string): Outcome<ReadImport, Refusal<'pattern-column-missing'>> {
  const [heading, ...lines] = records(text);
  const columns = (heading?.cells ?? []).map((cell) => HEADINGS[cell.trim().toLowerCase()]);
  if (!columns.includes('pattern')) return refused({ code: 'pattern-column-missing' });
  const rows: ImportRow[] = [];
  const errors: BlacklistImportError[] = [];
  for (const { line, cells } of lines) {
    if (cells.every((cell) => cell.trim() === '')) continue;
    const read = rowOf(line, (column) => cells[columns.indexOf(column)]?.trim() ?? '');
    if (read.ok) rows.push(read.value);
    else errors.push(read.refusal.error);
  }
  return accepted({ rows, errors });
}

function rowOf(
  line: number,
  cell: (column: Column) => string,
): Outcome<ImportRow, Refusal<'row'> & { error: BlacklistImportError }> {
  // Our own export guards cells that a spreadsheet would run with an apostrophe.
  const pattern = cell('pattern').replace(/^'/, '');
  const wrong = (field: Column, rule: string) =>
    refused({ code: 'row' as const, error: { line, pattern: pattern.slice(0, 60), field, rule } });
  if (pattern === '') return wrong('pattern', 'required');
  const read = readPattern(patternFromText(pattern));
  if (!read.ok) return wrong('pattern', read.refusal.rule);
  const direction = DIRECTIONS[cell('direction').toLowerCase()];
  if (!direction) return wrong('direction', 'oneOf');
  const campaigns = cell('campaign')
    .split(/[\s,;]+/)
    .filter(Boolean);
  if (!campaigns.every((id) => idSchema.safeParse(id).success)) return wrong('campaign', 'uuid');
  const reason = cell('reason');
  if (reason.length > 300) return wrong('reason', 'maxLength');
  const expiresAt = instantOf(cell('expires'));
  if (expiresAt === undefined) return wrong('expires', 'datetime');
  return accepted({ ...read.value, line, direction, campaignIds: scopeOf(campaigns), reason, expiresAt });
}

/** A day (its end in UTC) or an instant; undefined when it is neither. */
function instantOf(text: string): string | null | undefined {
  if (text === '') return null;
  const at = Date.parse(/^\d{4}-\d{2}-\d{2}$/.test(text) ? `${text}T23:59:59Z` : text);
  return /^\d{4}-\d{2}-\d{2}/.test(text) && Number.isFinite(at) ? new Date(at).toISOString() : undefined;
}

interface Line {
  readonly line: number;
  readonly cells: readonly string[];
}

/** RFC 4180 with `,` or `;`, whichever the first line has more of; `line` counts the file's lines from 1. */
function records(text: string): Line[] {
  const source = text.replace(/^\uFEFF/, '');
  const first = source.split(/\r?\n/, 1)[0] ?? '';
  const separator = first.split(';').length > first.split(',').length ? ';' : ',';
  const found: Line[] = [];
  let [cells, cell, quoted, line, started] = [[] as string[], '', false, 1, 1];
  for (let at = 0; at < source.length; at += 1) {
    const character = source[at] ?? '';
    if (character === '\n') line += 1;
    if (quoted) {
      if (character !== '"') cell += character;
      else if (source[at + 1] === '"') {
        cell += '"';
        at += 1;
      } else quoted = false;
    } else if (character === '"' && cell === '') quoted = true;
    else if (character === separator) {
      cells.push(cell);
      cell = '';
    } else if (character === '\n') {
      found.push({ line: started, cells: [...cells, cell.replace(/\r$/, '')] });
      [cells, cell, started] = [[], '', line];
    } else cell += character;
  }
  if (cell !== '' || cells.length > 0) found.push({ line: started, cells: [...cells, cell] });
  return found;
}
