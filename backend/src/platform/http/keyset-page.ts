import type { ObjectLiteral, SelectQueryBuilder } from 'typeorm';
import type { Page } from '#contracts';
import { sqlState } from '../database';
import { decodeCursor, encodeCursor, refuseCursor, type Cursor } from './keyset-cursor';

export type SqlType =
  | 'text'
  | 'timestamptz'
  | 'date'
  | 'integer'
  | 'bigint'
  | 'numeric'
  | 'double precision'
  | 'boolean'
  | 'uuid'
  | 'interval';

/** One thing a list can be sorted by: an SQL expression of ours (never of the caller) and its type. */
export interface SortColumn {
  readonly sql: string;
  readonly type: SqlType;
  /** True when the expression can be NULL: NULLs stand last ascending and first descending, as PostgreSQL's indexes have them. */
  readonly nullable?: boolean;
}

/** What a list can be sorted by. Ties are broken by `id`, so the order is total and no row is skipped or doubled between pages. */
export interface Sorting<Key extends string = string> {
  readonly columns: Readonly<Record<Key, SortColumn>>;
  readonly default: Key | `-${Key}`;
  readonly id: SortColumn;
}

/** A contract's list query: `sort` is a key of the sorting or undefined, `after` the `next` of the page before. */
export interface PageRequest<Key extends string = string> {
  readonly sorting: Sorting<Key>;
  readonly sort?: string | undefined;
  readonly after?: string | undefined;
  readonly limit: number;
}

interface Order {
  readonly name: string;
  readonly column: SortColumn;
  readonly id: SortColumn;
  readonly descending: boolean;
}

function orderOf(request: PageRequest): Order {
  const name = request.sort ?? request.sorting.default;
  const descending = name.startsWith('-');
  const column = request.sorting.columns[descending ? name.slice(1) : name];
  if (!column) throw new Error(`The list has no sort key ${name}`);
  return { name, column, id: request.sorting.id, descending };
}

/** The condition for rows after the cursor. `at(i)` writes the placeholder of the i-th value (0: sort value, 1: id). */
function conditionOf({ column, id, descending }: Order, cursor: Cursor, at: (index: 0 | 1) => string): string {
  const than = descending ? '<' : '>';
  const value = `${at(0)}::${column.type}`;
  const key = `${at(1)}::${id.type}`;
  if (cursor.value === null) {
    const tie = `(${column.sql} IS NULL AND ${id.sql} ${than} ${key})`;
    return descending ? `(${tie} OR ${column.sql} IS NOT NULL)` : tie;
  }
  const rows = `(${column.sql}, ${id.sql}) ${than} (${value}, ${key})`;
  return column.nullable && !descending ? `(${rows} OR ${column.sql} IS NULL)` : rows;
}

const directionOf = (order: Order): 'ASC' | 'DESC' => (order.descending ? 'DESC' : 'ASC');

/** A cursor whose text PostgreSQL cannot read as the column's type (class 22) was not made by us. */
async function reading<T>(request: PageRequest, work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (error) {
    if (request.after !== undefined && sqlState(error)?.startsWith('22')) return refuseCursor();
    throw error;
  }
}

interface KeyedRow {
  keyset_value: string | null;
  keyset_id: string;
}

function nextOf(order: Order, rows: readonly KeyedRow[], limit: number): string | null {
  const last = rows[limit - 1];
  if (rows.length <= limit || !last) return null;
  return encodeCursor({ sort: order.name, value: last.keyset_value, id: last.keyset_id });
}

/**
 * One page of a TypeORM query: adds the order, the cursor's condition and the limit to `builder`, which has its filters already.
 * The builder must give one row for each entity (no joined collections).
 */
export async function keysetPage<T extends ObjectLiteral>(
  builder: SelectQueryBuilder<T>,
  request: PageRequest,
): Promise<Page<T>> {
  const order = orderOf(request);
  const direction = directionOf(order);
  builder.addSelect(`(${order.column.sql})::text`, 'keyset_value').addSelect(`(${order.id.sql})::text`, 'keyset_id');
  if (request.after !== undefined) {
    const cursor = decodeCursor(request.after, order.name);
    const condition = conditionOf(order, cursor, (index) => (index === 0 ? ':keysetValue' : ':keysetId'));
    builder.andWhere(condition, { ...(cursor.value !== null && { keysetValue: cursor.value }), keysetId: cursor.id });
  }
  builder
    .orderBy(order.column.sql, direction)
    .addOrderBy(order.id.sql, direction)
    .limit(request.limit + 1);
  const { entities, raw } = await reading(request, builder.getRawAndEntities<KeyedRow>());
  return { items: entities.slice(0, request.limit), next: nextOf(order, raw, request.limit) };
}

/** Anything that runs SQL with `$1` placeholders: an EntityManager, a DataSource, a pg client behind a lambda. */
export interface SqlRunner {
  query<Row>(sql: string, parameters?: unknown[]): Promise<Row[]>;
}

/** A SELECT of ours in pieces: the keyset needs to add to its WHERE and to put ORDER BY and LIMIT behind it. */
export interface KeysetSql {
  readonly select: string;
  readonly from: string;
  readonly where?: readonly string[];
  readonly parameters?: readonly unknown[];
}

/** One page of hand-written SQL. `where` are conditions joined with AND; `parameters` their `$1` … values. */
export async function keysetSqlPage<Row extends object>(
  runner: SqlRunner,
  sql: KeysetSql,
  request: PageRequest,
): Promise<Page<Row>> {
  const order = orderOf(request);
  const parameters = [...(sql.parameters ?? [])];
  const where = [...(sql.where ?? [])];
  if (request.after !== undefined) {
    const cursor = decodeCursor(request.after, order.name);
    const first = parameters.length + (cursor.value === null ? 0 : 1);
    where.push(conditionOf(order, cursor, (index) => `$${index === 0 ? first : first + 1}`));
    parameters.push(...(cursor.value === null ? [cursor.id] : [cursor.value, cursor.id]));
  }
  const direction = directionOf(order);
  const statement = `SELECT ${sql.select}, (${order.column.sql})::text AS keyset_value, (${order.id.sql})::text AS keyset_id
     FROM ${sql.from} ${where.length > 0 ? `WHERE ${where.join(' AND ')}` : ''}
     ORDER BY ${order.column.sql} ${direction}, ${order.id.sql} ${direction} LIMIT ${request.limit + 1}`;
  const rows = await reading(request, runner.query<Row & KeyedRow>(statement, parameters));
  const items = rows.slice(0, request.limit).map(withoutKeys<Row>);
  return { items, next: nextOf(order, rows, request.limit) };
}

function withoutKeys<Row extends object>(row: Row & KeyedRow): Row {
  const own: Row & Partial<KeyedRow> = { ...row };
  delete own.keyset_value;
  delete own.keyset_id;
  return own;
}

/** Every row of a paged list, one page in memory at a time: for exports. */
export async function* allPages<T>(load: (after: string | undefined) => Promise<Page<T>>): AsyncGenerator<T> {
  let after: string | undefined;
  do {
    const page = await load(after);
    yield* page.items;
    after = page.next ?? undefined;
  } while (after !== undefined);
}

/** A `LIKE` pattern that finds `search` anywhere; the caller's `%`, `_` and `\` stand for themselves. */
export const containsPattern = (search: string): string => `%${search.replace(/[\\%_]/g, '\\$&')}%`;
