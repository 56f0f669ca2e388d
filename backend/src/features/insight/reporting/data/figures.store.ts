import { Injectable } from '@nestjs/common';
import type { ReportInterval, ReportKey, ReportSubject } from '#contracts';
import { Database } from '../../../../platform/database';
import type { Sums } from '../domain/metrics';
import type { Period } from '../domain/period';
import { HOUR, QUARTER } from './slots';
import { sourcesOf, type Source } from './sources';

export interface Asked extends Period, Scope {
  readonly subject: ReportSubject;
  readonly interval: ReportInterval;
  readonly by: ReportKey;
  readonly timeZone: string;
  readonly now: number;
}

/** Only these; undefined: all. `within`: what a supervisor has in view; null: everything. */
export interface Scope {
  readonly queueIds?: readonly string[] | undefined;
  readonly agentIds?: readonly string[] | undefined;
  readonly within: { readonly queueIds: readonly string[]; readonly userIds: readonly string[] } | null;
}

export interface FigureRow {
  /** Milliseconds; null for the whole period. */
  readonly bucket: number | null;
  readonly key: string | null;
  readonly sums: Sums;
}

type Row = { bucket: number | null; key: string | null } & Record<string, number | null>;

/** Columns of which a total is the greatest and not the sum. */
const GREATEST = new Set(['longest_ms']);

/** Reads sums for reports: from the hours, or from the facts where hours do not fit. Both give the same numbers. */
@Injectable()
export class FiguresStore {
  constructor(private readonly database: Database) {}

  async timeZone(): Promise<string> {
    const [row] = await this.database.read.query<{ zone: string }[]>(
      `select document->>'timeZone' as zone from customer_order`,
    );
    return row?.zone ?? 'Europe/Warsaw';
  }

  async agentsOf(groupIds: readonly string[]): Promise<string[]> {
    const rows = await this.database.read.query<{ id: string }[]>(
      'select distinct user_id as id from user_group_member where group_id = any($1::uuid[])',
      [groupIds],
    );
    return rows.map(({ id }) => id);
  }

  async groupsOf(userIds: readonly string[]): Promise<ReadonlyMap<string, string[]>> {
    const rows = await this.database.read.query<{ id: string; groups: string[] }[]>(
      'select user_id as id, array_agg(group_id::text) as groups from user_group_member where user_id = any($1::uuid[]) group by 1',
      [userIds],
    );
    return new Map(rows.map(({ id, groups }) => [id, groups]));
  }

  /** Names of what a report is split by; what is gone since keeps its id. */
  async names(by: ReportKey, ids: readonly string[]): Promise<ReadonlyMap<string, string>> {
    const from = NAMED[by];
    if (!from || ids.length === 0) return new Map();
    const rows = await this.database.read.query<{ id: string; name: string }[]>(`${from} where id = any($1::uuid[])`, [
      ids,
    ]);
    return new Map(rows.map(({ id, name }) => [id, name]));
  }

  async sums(asked: Asked): Promise<FigureRow[]> {
    const fine = asked.interval === 'quarter' || asked.from % HOUR !== 0;
    const sources = sourcesOf(asked.subject, fine ? QUARTER : HOUR);
    const parts = await Promise.all(sources.map((source) => this.read(source, asked)));
    const rows = new Map<string, FigureRow>();
    for (const { bucket, key, ...sums } of parts.flat()) {
      const place = `${bucket}|${key}`;
      const found = rows.get(place);
      rows.set(place, { bucket, key, sums: found ? added(found.sums, sums) : cleaned(sums) });
    }
    return [...rows.values()];
  }

  private read(source: Source, asked: Asked): Promise<Row[]> {
    const parameters: unknown[] = [asked.from, asked.until, asked.now];
    const where = [
      's.slot >= $1',
      's.slot < $2',
      ...scopeOf(asked, source.seenBy, parameters, {
        queue: source.queue && `s.${source.queue}`,
        agent: source.agent && `s.${source.agent}`,
      }),
    ];
    const key = source.keys[asked.by] ?? 'null';
    const bucket = bucketOf(asked.interval, () => parameters.push(asked.timeZone));
    const sums = Object.entries(source.sums).map(([name, sql]) => `(${sql})::float8 as ${name}`);
    // The present moment belongs to whatever runs on; a source that knows nothing of it still names its parameter.
    return this.database.read.query<Row[]>(
      `select ${bucket} as bucket, ${key} as key, ${sums.join(', ')} from ${source.from} where ${where.join(' and ')} and $3::bigint is not null group by 1, 2`,
      parameters,
    );
  }
}

/** Conditions of a scope on columns that hold queues and agents; a wish about a column that is not there asks nothing. */
export function scopeOf(
  { queueIds, agentIds, within }: Scope,
  seenBy: Source['seenBy'],
  parameters: unknown[],
  { queue, agent }: { queue?: string | undefined; agent?: string | undefined },
): string[] {
  const among = (column: string | undefined, ids: readonly string[] | undefined): string[] =>
    column && ids ? [`${column} = any($${parameters.push(ids)}::uuid[])`] : [];
  const own = [
    ...(seenBy === 'agent' ? [] : among(queue, within?.queueIds)),
    ...(seenBy === 'queue' ? [] : among(agent, within?.userIds)),
  ];
  return [...among(queue, queueIds), ...among(agent, agentIds), ...(own.length > 0 ? [`(${own.join(' or ')})`] : [])];
}

const PERSON = `select id, name from (select id, first_name || ' ' || last_name as name from app_user) u`;

/** Whatever a report is split by and has a name of its own. */
const NAMED: Partial<Readonly<Record<ReportKey, string>>> = {
  queue: 'select id, name from queue',
  classifier: 'select id, name from classifier',
  survey: 'select id, name from survey',
  agent: PERSON,
  group: 'select id, name from user_group',
};

function bucketOf(interval: ReportInterval, zone: () => number): string {
  if (interval === 'whole') return 'null::float8';
  if (interval === 'quarter' || interval === 'hour') return 's.slot::float8';
  const at = `$${zone()}::text`;
  return `(extract(epoch from date_trunc('${interval}', to_timestamp(s.slot / 1000.0) at time zone ${at}) at time zone ${at}) * 1000)::float8`;
}

const cleaned = (sums: Record<string, number | null>): Sums =>
  Object.fromEntries(Object.entries(sums).map(([name, value]) => [name, value ?? 0]));

/** Two rows as one: sums added, greatest values kept. */
export function added(one: Sums, other: Readonly<Record<string, number | null>>): Sums {
  const total: Record<string, number> = { ...one };
  for (const [name, value] of Object.entries(other))
    total[name] = GREATEST.has(name) ? Math.max(total[name] ?? 0, value ?? 0) : (total[name] ?? 0) + (value ?? 0);
  return total;
}
