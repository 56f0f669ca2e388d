import { Injectable } from '@nestjs/common';
import {
  CRITICAL_FUNCTIONS,
  type CriticalFunction,
  type CriticalOutage,
  type CriticalOutageListQuery,
  type Page,
} from '#contracts';
import type { Instant } from '../../../../kernel/clock';
import { Database, type Transaction } from '../../../../platform/database';
import { keysetSqlPage } from '../../../../platform/http';
import { NEVER_CHECKED, type CriticalFunctionEvent, type FunctionState } from '../domain/judge-check';

export interface StoredFunction extends FunctionState {
  readonly function: CriticalFunction;
  readonly detail: string | null;
  readonly milliseconds: number | null;
  readonly watchedSince: Instant | null;
}

type OutageRow = Omit<CriticalOutage, 'beganAt' | 'endedAt'> & {
  readonly began_at: number;
  readonly ended_at: number | null;
};

const SORTING = {
  columns: { beganAt: { sql: 'began_at', type: 'bigint' } },
  default: '-beganAt',
  id: { sql: 'id', type: 'bigint' },
} as const;

/** How the critical functions are, and when they were not. */
@Injectable()
export class FunctionStore {
  constructor(private readonly database: Database) {}

  /** All seven, in their order; with `tx` they stay locked until it ends. */
  async all(tx?: Transaction): Promise<StoredFunction[]> {
    const rows = await (tx ?? this.database.read).query<StoredFunction[]>(
      `select function, checked_at as "checkedAt", failing_since as "failingSince", failures, out, detail, milliseconds,
         watched_since as "watchedSince" from critical_function${tx ? ' for update' : ''}`,
    );
    const known = new Map(rows.map((row) => [row.function, row]));
    return CRITICAL_FUNCTIONS.map(
      (name) =>
        known.get(name) ?? { ...NEVER_CHECKED, function: name, detail: null, milliseconds: null, watchedSince: null },
    );
  }

  async save(tx: Transaction, stored: StoredFunction): Promise<void> {
    await tx.query(
      `insert into critical_function (function, checked_at, failing_since, failures, out, detail, milliseconds, watched_since)
       values ($1, $2, $3, $4, $5, $6, $7, $2)
       on conflict (function) do update set checked_at = excluded.checked_at, failing_since = excluded.failing_since,
         failures = excluded.failures, out = excluded.out, detail = excluded.detail, milliseconds = excluded.milliseconds`,
      [
        stored.function,
        stored.checkedAt,
        stored.failingSince,
        stored.failures,
        stored.out,
        stored.detail,
        stored.milliseconds,
      ],
    );
  }

  /** Keeps what became of outages. */
  async note(tx: Transaction, { type, data }: CriticalFunctionEvent): Promise<void> {
    if (type === 'CriticalFunctionRestored') {
      await tx.query('update critical_outage set ended_at = $2 where function = $1 and ended_at is null', [
        data.function,
        data.until,
      ]);
      return;
    }
    const [began, ended, kind, detail] =
      type === 'CriticalFunctionFailed'
        ? [data.since, null, 'failed', data.detail]
        : [data.from, data.until, 'unwatched', 'nobody was there to check'];
    await tx.query(
      'insert into critical_outage (function, began_at, ended_at, kind, detail) values ($1, $2, $3, $4, $5)',
      [data.function, began, ended, kind, detail],
    );
  }

  /**
   * Percent of `from` … `until` in which a function worked, for each, and in which all did (`all`). Outages that overlap count
   * once; the time before a function was watched counts for nothing.
   */
  async availability(from: Instant, until: Instant): Promise<ReadonlyMap<CriticalFunction | 'all', number>> {
    const rows = await this.database.read.query<{ name: CriticalFunction | 'all'; percent: number | null }[]>(
      `with watched as (
         select function, greatest(watched_since, $1::bigint) as since from critical_function where watched_since < $2::bigint
       ), gone as (
         select o.function, int8range(greatest(o.began_at, w.since), least(coalesce(o.ended_at, $2::bigint), $2::bigint)) as span
         from critical_outage o join watched w using (function)
         where o.began_at < $2::bigint and coalesce(o.ended_at, $2::bigint) > w.since
       ), summed as (
         select function as name, range_agg(span) as spans from gone group by function
         union all select 'all', range_agg(span) from gone
       )
       select s.name, 100.0 * (1 - coalesce((select sum(upper(r) - lower(r)) from summed g, unnest(g.spans) r where g.name = s.name), 0)
         / ($2::bigint - s.since))::float8 as percent
       from (select function as name, since from watched union all select 'all', min(since) from watched) s
       where s.since < $2::bigint`,
      [from, until],
    );
    return new Map(rows.map(({ name, percent }) => [name, percent ?? 100]));
  }

  async outages(query: CriticalOutageListQuery): Promise<Page<CriticalOutage>> {
    const parameters: unknown[] = [];
    const where: string[] = [];
    const given = (value: unknown): string => `$${parameters.push(value)}`;
    if (query.function) where.push(`function = ${given(query.function)}`);
    if (query.from) where.push(`(ended_at is null or ended_at > ${given(Date.parse(query.from))})`);
    if (query.until) where.push(`began_at < ${given(Date.parse(query.until))}`);
    const page = await keysetSqlPage<OutageRow>(
      this.database.read,
      { select: 'id, function, began_at, ended_at, kind, detail', from: 'critical_outage', where, parameters },
      { sorting: SORTING, ...query },
    );
    return { ...page, items: page.items.map(outageOf) };
  }
}

const outageOf = ({ began_at, ended_at, ...rest }: OutageRow): CriticalOutage => ({
  ...rest,
  beganAt: new Date(began_at).toISOString(),
  endedAt: ended_at === null ? null : new Date(ended_at).toISOString(),
});
