import { Injectable } from '@nestjs/common';
import type { Page, StartWhatIf, WhatIfResult, WhatIfRun, WhatIfRunDetail } from '#contracts';
import type { Instant } from '../../../../kernel/clock';
import { Database, type Transaction } from '../../../../platform/database';
import { containsPattern, keysetSqlPage } from '../../../../platform/http';

interface Row {
  readonly id: string;
  readonly name: string;
  readonly from_at: Date;
  readonly to_at: Date;
  readonly queue_ids: string[];
  readonly state: WhatIfRun['state'];
  readonly progress: number;
  readonly problem: string | null;
  readonly started_by: string;
  readonly started_by_name: string | null;
  readonly created_at: Date;
  readonly finished_at: Date | null;
}
type DetailRow = Row & Pick<WhatIfRunDetail, 'changes' | 'result'>;

const COLUMNS = `r.id, r.name, r.from_at, r.to_at, r.queue_ids, r.state, r.progress, r.problem, r.started_by, r.created_at, r.finished_at,
  u.first_name || ' ' || u.last_name as started_by_name`;
const SOURCE = 'what_if_run r left join app_user u on u.id = r.started_by';
const SORTING = {
  columns: {
    createdAt: { sql: 'r.created_at', type: 'timestamptz' },
    name: { sql: 'r.name', type: 'text' },
  },
  default: '-createdAt',
  id: { sql: 'r.id', type: 'uuid' },
} as const;

export interface RunQuery {
  readonly limit: number;
  readonly after?: string | undefined;
  readonly sort?: string | undefined;
  readonly search?: string | undefined;
  /** Only runs all of whose queues are among these. */
  readonly within?: readonly string[] | undefined;
}

/** Runs and their results. */
@Injectable()
export class WhatIfRunStore {
  constructor(private readonly database: Database) {}

  async page(query: RunQuery): Promise<Page<WhatIfRun>> {
    const where: string[] = ['true'];
    const parameters: unknown[] = [];
    if (query.within) where.push(`r.queue_ids <@ $${parameters.push(query.within)}::uuid[]`);
    if (query.search)
      where.push(`searchable(r.name) like searchable($${parameters.push(containsPattern(query.search))})`);
    const page = await keysetSqlPage<Row>(
      this.database.read,
      { select: COLUMNS, from: SOURCE, where, parameters },
      { sorting: SORTING, ...query },
    );
    return { items: page.items.map(toRun), next: page.next };
  }

  async find(tx: Transaction, id: string): Promise<WhatIfRunDetail | null> {
    const [row] = await tx.query<DetailRow[]>(`select ${COLUMNS}, r.changes, r.result from ${SOURCE} where r.id = $1`, [
      id,
    ]);
    return row ? { ...toRun(row), changes: row.changes, result: row.result } : null;
  }

  async insert(tx: Transaction, id: string, run: StartWhatIf, started: { by: string; at: Instant }): Promise<void> {
    await tx.query(
      `insert into what_if_run (id, name, from_at, to_at, queue_ids, changes, state, started_by, created_at)
       values ($1, $2, $3, $4, $5, $6, 'waiting', $7, to_timestamp($8 / 1000.0))`,
      [id, run.name, run.from, run.to, run.queueIds, JSON.stringify(run.changes), started.by, started.at],
    );
  }

  /** False: it is cancelled, gone, or done already, so there is nothing to go on with. */
  async progress(id: string, progress: number): Promise<boolean> {
    const [rows] = await this.database.read.query<[object[], number]>(
      `update what_if_run set state = 'running', progress = $2 where id = $1 and state in ('waiting', 'running') returning id`,
      [id, progress],
    );
    return rows.length > 0;
  }

  /** False: it has ended already. */
  async end(
    tx: Transaction,
    id: string,
    ended: { state: 'done'; result: WhatIfResult } | { state: 'failed'; problem: string } | { state: 'cancelled' },
    at: Instant,
  ): Promise<boolean> {
    const result = ended.state === 'done' ? JSON.stringify(ended.result) : null;
    const problem = ended.state === 'failed' ? ended.problem : null;
    const [rows] = await tx.query<[object[], number]>(
      `update what_if_run set state = $2, result = $3, problem = $4, finished_at = to_timestamp($5 / 1000.0),
         progress = case when $2 = 'done' then 1 else progress end
       where id = $1 and state in ('waiting', 'running') returning id`,
      [id, ended.state, result, problem, at],
    );
    return rows.length > 0;
  }

  async remove(tx: Transaction, id: string): Promise<void> {
    await tx.query('delete from what_if_run where id = $1', [id]);
  }

  /** Names of people, queues and skills, for sentences. */
  async names(): Promise<(id: string) => string> {
    const rows = await this.database.read.query<{ id: string; name: string }[]>(
      `select id, name from queue union all select id, name from skill
       union all select id, first_name || ' ' || last_name from app_user where extension is not null`,
    );
    const names = new Map(rows.map(({ id, name }) => [id, name]));
    return (id) => names.get(id) ?? id;
  }

  async lastPosition(): Promise<number> {
    const [row] = await this.database.read.query<{ last: string | null }[]>(
      'select max(position) as last from journal',
    );
    return Number(row?.last ?? 0);
  }
}

function toRun(row: Row): WhatIfRun {
  return {
    id: row.id,
    name: row.name,
    from: row.from_at.toISOString(),
    to: row.to_at.toISOString(),
    queueIds: row.queue_ids,
    state: row.state,
    progress: row.progress,
    problem: row.problem,
    startedBy: { id: row.started_by, name: row.started_by_name },
    createdAt: row.created_at.toISOString(),
    finishedAt: row.finished_at?.toISOString() ?? null,
  };
}
