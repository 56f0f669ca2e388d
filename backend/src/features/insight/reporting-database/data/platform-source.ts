import { Injectable } from '@nestjs/common';
import { reportingStateSchema, type Order, type ReportingState } from '#contracts';
import type { Instant } from '../../../../kernel/clock';
import { Database, type Transaction } from '../../../../platform/database';
import { FACTS_SUBSCRIBER } from '../../reporting';
import { moment, typeOfKey, type ReportingTable } from '../domain/table';

/** An event as far as it says which rows it changed. */
export interface Trace {
  readonly stream: string;
  readonly data: string;
  readonly at: Instant;
}

/** Rows of one table as JSON text, which goes into the reporting database as it is. */
export type Rows = string;

const selected = ({ columns, from }: ReportingTable): string =>
  `select ${columns.map(({ is, name }) => `${is} as ${name}`).join(', ')} from ${from}`;

/** SQL of the column that rows are found by, in the platform. */
const keyOf = ({ columns, key }: ReportingTable): string => columns.find(({ name }) => name === key)?.is ?? key;

type KeptMonth = NonNullable<ReportingTable['month']>;
const bound = ({ milliseconds }: KeptMonth, place: number): string =>
  milliseconds ? `$${place}::bigint` : moment(`$${place}`);
const moreThan = (month: KeptMonth, place: number): string => `${month.source} >= ${bound(month, place)}`;
const lessThan = (month: KeptMonth, place: number): string => `${month.source} < ${bound(month, place)}`;

const WEEK = 7 * 86_400_000;
const PAGE = 10_000;
const NO_ID = '00000000-0000-0000-0000-000000000000';

/** The platform's side: the journal, and the rows that its events changed. */
@Injectable()
export class PlatformSource {
  constructor(private readonly database: Database) {}

  async order(): Promise<Pick<Order, 'addOns'>> {
    const [row] = await this.database.read.query<{ document: Pick<Order, 'addOns'> }[]>(
      'select document from customer_order',
    );
    return row?.document ?? { addOns: [] };
  }

  /** Up to here the platform has counted its own journal: every row that an event made or changed is there. */
  async counted(): Promise<number> {
    const [row] = await this.database.read.query<{ position: number }[]>(
      'select position from journal_subscriber where name = $1',
      [FACTS_SUBSCRIBER],
    );
    return row?.position ?? 0;
  }

  /** Events of these kinds of streams after `from`, up to `through`. */
  traces(kinds: readonly string[], from: number, through: number): Promise<Trace[]> {
    return this.database.read.query(
      `select stream, data::text as data, (meta ->> 'at')::float8 as at from journal where position > $1 and position <= $2 and stream like any($3::text[]) order by position`,
      [from, through, kinds.map((kind) => `${kind}-%`)],
    );
  }

  /** Calls of a person who was erased: the rows were changed by no event of theirs. */
  async callsOf(contactIds: readonly string[]): Promise<readonly string[]> {
    const rows = await this.database.read.query<{ id: string }[]>(
      `select c.id from call c join contact t on t.id = c.contact_id where t.id = any($1::uuid[]) or t.merged_into = any($1::uuid[])`,
      [contactIds],
    );
    return rows.map(({ id }) => id);
  }

  /** Contacts that were written at one of these moments. */
  async contactsOf(moments: readonly Instant[]): Promise<readonly string[]> {
    const rows = await this.database.read.query<{ id: string }[]>(
      'select id from contact where updated_at = any(select to_timestamp(m / 1000.0) from unnest($1::float8[]) m)',
      [moments],
    );
    return rows.map(({ id }) => id);
  }

  withKeys(table: ReportingTable, keys: readonly string[], since: Instant): Promise<Rows> {
    const where = [`${keyOf(table)} = any($1::${typeOfKey(table)}[])`, ...this.kept(table, 2)];
    return this.rows(table, where, [keys, ...(table.month ? [since] : [])]);
  }

  betweenPositions(
    table: ReportingTable,
    position: string,
    bounds: { from: number; through: number; since: Instant },
  ): Promise<Rows> {
    const where = [`${position} > $1`, `${position} <= $2`, ...this.kept(table, 3)];
    return this.rows(table, where, [bounds.from, bounds.through, bounds.since]);
  }

  /** The whole of a small table. */
  all(table: ReportingTable): Promise<Rows> {
    return this.rows(table, [], []);
  }

  /** Everything of a table that is kept, in pieces that fit into memory. */
  async *pieces(table: ReportingTable, { since, until }: { since: Instant; until: Instant }): AsyncGenerator<Rows> {
    if (table.month) {
      for (let from = since; from <= until; from += WEEK)
        yield await this.rows(table, [moreThan(table.month, 1), lessThan(table.month, 2)], [from, from + WEEK]);
    } else if (table.feed.by === 'whole') yield await this.all(table);
    else yield* this.pages(table);
  }

  private async *pages(table: ReportingTable): AsyncGenerator<Rows> {
    const [key, limited] = [keyOf(table), table.where ? ` and ${table.where}` : ''];
    for (let last = NO_ID; ;) {
      const ids = await this.database.read.query<{ id: string }[]>(
        `select ${key} as id from ${table.from} where ${key} > $1${limited} order by 1 limit ${PAGE}`,
        [last],
      );
      const through = ids.at(-1)?.id;
      if (through === undefined) return;
      yield await this.rows(table, [`${key} > $1`, `${key} <= $2`], [last, through]);
      last = through;
    }
  }

  private kept({ month }: ReportingTable, place: number): readonly string[] {
    return month ? [moreThan(month, place)] : [];
  }

  private async rows(table: ReportingTable, where: readonly string[], parameters: unknown[]): Promise<Rows> {
    const conditions = [...where, ...(table.where ? [table.where] : [])];
    const [row] = await this.database.read.query<{ rows: string }[]>(
      `select coalesce(json_agg(t), '[]')::text as rows from (${selected(table)}${conditions.length > 0 ? ` where ${conditions.join(' and ')}` : ''}) t`,
      parameters,
    );
    return row?.rows ?? '[]';
  }

  async say(state: ReportingState): Promise<void> {
    await this.database.read.query(
      'insert into reporting_state (state) values ($1) on conflict (one) do update set state = excluded.state',
      [JSON.stringify(state)],
    );
  }

  async said(): Promise<ReportingState | null> {
    const [row] = await this.database.read.query<{ state: unknown }[]>('select state from reporting_state');
    return reportingStateSchema.safeParse(row?.state).data ?? null;
  }

  async orderRebuild(tx: Transaction): Promise<void> {
    await tx.query(
      'insert into reporting_state (rebuild) values (true) on conflict (one) do update set rebuild = true',
    );
  }

  async rebuildOrdered(): Promise<boolean> {
    const [row] = await this.database.read.query<{ rebuild: boolean }[]>('select rebuild from reporting_state');
    return row?.rebuild ?? false;
  }

  async rebuilt(): Promise<void> {
    await this.database.read.query('update reporting_state set rebuild = false');
  }

  /** Age of the oldest event after a position, and how many there are. */
  async lag(position: number, now: Instant): Promise<{ seconds: number; events: number }> {
    const [row] = await this.database.read.query<{ seconds: number; events: number }[]>(
      `select coalesce(greatest($2 - (next.meta ->> 'at')::float8, 0) / 1000, 0) as seconds,
         greatest((select coalesce(max(position), 0) from journal) - $1, 0) as events
       from (select 1) one left join lateral (select meta from journal where position > $1 order by position limit 1) next on true`,
      [position, now],
    );
    return row ?? { seconds: 0, events: 0 };
  }
}
