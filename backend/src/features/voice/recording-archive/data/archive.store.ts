import { Injectable } from '@nestjs/common';
import type {
  ArchiveCopy,
  ArchiveCopyListQuery,
  ArchiveTarget,
  ArchiveTargetListQuery,
  Page,
  SaveArchiveTarget,
} from '#contracts';
import { Database, type Transaction } from '../../../../platform/database';
import { Conditions, containsPattern, keysetSqlPage } from '../../../../platform/http';

interface TargetRow extends Omit<ArchiveTarget, 'lastOkAt' | 'nextAt'> {
  readonly lastOkAt: Date | null;
  readonly nextAt: number | null;
}

interface CopyRow extends Omit<ArchiveCopy, 'startedAt' | 'queuedAt' | 'verifiedAt'> {
  readonly startedAt: Date;
  readonly queuedAt: Date;
  readonly verifiedAt: Date | null;
}

/** What a connection needs beside what everybody may see. */
export interface Secrets {
  readonly password: Buffer | null;
  readonly privateKey: Buffer | null;
  readonly failures: number;
}

const counted = (state: string): string =>
  `(select count(*)::int from archive_copy c where c.target_id = t.id and c.state = '${state}') as ${state}`;
const TARGET = `t.id, t.name, t.kind, t.path, t.host, t.port, t.username, t.queue_ids as "queueIds", t.direction, t.min_seconds as "minSeconds",
  t.active, t.password is not null or t.private_key is not null as "hasSecret", t.host_key as "hostKey", t.last_error as "lastError",
  t.last_ok_at as "lastOkAt", t.next_at as "nextAt", t.version, ${['waiting', 'done', 'failed'].map(counted).join(', ')}`;
const COPY = `c.id, c.recording_id as "recordingId", r.started_at as "startedAt", r.number, c.state, c.path, c.bytes, c.attempts, c.problem,
  c.queued_at as "queuedAt", c.verified_at as "verifiedAt"`;
const BY_NAME = {
  columns: { name: { sql: 't.name', type: 'text' } },
  default: 'name',
  id: { sql: 't.id', type: 'uuid' },
} as const;
const BY_TIME = {
  columns: { queuedAt: { sql: 'c.queued_at', type: 'timestamptz' } },
  default: '-queuedAt',
  id: { sql: 'c.id', type: 'uuid' },
} as const;

const fieldsOf = (target: SaveArchiveTarget): unknown[] => [
  target.name,
  target.kind,
  target.path,
  target.host,
  target.port,
  target.username,
  target.queueIds,
  target.direction,
  target.minSeconds,
  target.active,
];

/** Targets and their copies. */
@Injectable()
export class ArchiveStore {
  constructor(private readonly database: Database) {}

  async insert(tx: Transaction, id: string, target: SaveArchiveTarget): Promise<void> {
    await tx.query(
      `insert into archive_target (id, name, kind, path, host, port, username, queue_ids, direction, min_seconds, active)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)`,
      [id, ...fieldsOf(target)],
    );
  }

  /** Whatever was wrong is to be tried anew. False: changed meanwhile. */
  async update(tx: Transaction, id: string, target: SaveArchiveTarget, version: number): Promise<boolean> {
    const [rows] = await tx.query<[object[], number]>(
      `update archive_target set name = $3, kind = $4, path = $5, host = $6, port = $7, username = $8, queue_ids = $9, direction = $10,
         min_seconds = $11, active = $12, failures = 0, next_at = null, version = version + 1,
         host_key = case when $13 then null else host_key end
       where id = $1 and version = $2 returning id`,
      [id, version, ...fieldsOf(target), target.forgetHostKey],
    );
    return rows.length > 0;
  }

  async seal(tx: Transaction, id: string, column: 'password' | 'private_key', sealed: Buffer): Promise<void> {
    await tx.query(`update archive_target set ${column} = $2 where id = $1`, [id, sealed]);
  }

  /** Its name; null: there is none. */
  async remove(tx: Transaction, id: string): Promise<string | null> {
    const [rows] = await tx.query<[{ name: string }[], number]>(
      'delete from archive_target where id = $1 returning name',
      [id],
    );
    return rows[0]?.name ?? null;
  }

  async targets({ search, ...query }: ArchiveTargetListQuery): Promise<Page<ArchiveTarget>> {
    const conditions = new Conditions();
    conditions.add(search && containsPattern(search), (at) => `searchable(t.name) like searchable(${at})`);
    const { where, parameters } = conditions;
    const sql = { select: TARGET, from: 'archive_target t', where, parameters };
    const page = await keysetSqlPage<TargetRow>(this.database.read, sql, { sorting: BY_NAME, ...query });
    return { items: page.items.map(toTarget), next: page.next };
  }

  async find(tx: Transaction, id: string): Promise<ArchiveTarget | null> {
    const [row] = await tx.query<TargetRow[]>(`select ${TARGET} from archive_target t where t.id = $1`, [id]);
    return row ? toTarget(row) : null;
  }

  async active(): Promise<ArchiveTarget[]> {
    const rows = await this.database.read.query<TargetRow[]>(`select ${TARGET} from archive_target t where t.active`);
    return rows.map(toTarget);
  }

  async secrets(id: string): Promise<Secrets | null> {
    const [row] = await this.database.read.query<Secrets[]>(
      'select password, private_key as "privateKey", failures from archive_target where id = $1',
      [id],
    );
    return row ?? null;
  }

  async met(id: string, hostKey: string): Promise<void> {
    await this.database.read.query('update archive_target set host_key = $2 where id = $1 and host_key is null', [
      id,
      hostKey,
    ]);
  }

  async wish(tx: Transaction, targetId: string, recordingId: string, at: number): Promise<void> {
    await tx.query(
      `insert into archive_copy (target_id, recording_id, queued_at) values ($1, $2, to_timestamp($3 / 1000.0)) on conflict do nothing`,
      [targetId, recordingId, at],
    );
  }

  /** The oldest that are not copied yet. */
  waiting(targetId: string, limit: number): Promise<{ id: string; recordingId: string; attempts: number }[]> {
    return this.database.read.query(
      `select id, recording_id as "recordingId", attempts from archive_copy where target_id = $1 and state = 'waiting' order by queued_at, id limit $2`,
      [targetId, limit],
    );
  }

  async copied(id: string, { path, bytes, at }: { path: string; bytes: number; at: number }): Promise<void> {
    await this.database.read.query(
      `update archive_copy set state = 'done', path = $2, bytes = $3, problem = null, attempts = attempts + 1,
         verified_at = to_timestamp($4 / 1000.0) where id = $1`,
      [id, path, bytes, at],
    );
  }

  async troubled(id: string, problem: string, final: boolean): Promise<void> {
    await this.database.read.query(
      `update archive_copy set problem = $2, attempts = attempts + 1, state = case when $3 then 'failed' else state end where id = $1`,
      [id, problem, final],
    );
  }

  async works(tx: Transaction, id: string, at: number): Promise<void> {
    await tx.query(
      `update archive_target set failures = 0, next_at = null, last_error = null, last_ok_at = to_timestamp($2 / 1000.0) where id = $1`,
      [id, at],
    );
  }

  async broke(
    tx: Transaction,
    id: string,
    { error, failures, nextAt }: { error: string; failures: number; nextAt: number },
  ): Promise<void> {
    await tx.query('update archive_target set failures = $2, next_at = $3, last_error = $4 where id = $1', [
      id,
      failures,
      nextAt,
      error,
    ]);
  }

  /** What was given up waits again. */
  async retry(tx: Transaction, targetId: string): Promise<number> {
    await tx.query('update archive_target set failures = 0, next_at = null where id = $1', [targetId]);
    const [, count] = await tx.query<[unknown[], number]>(
      `update archive_copy set state = 'waiting', attempts = 0 where target_id = $1 and state = 'failed'`,
      [targetId],
    );
    return count;
  }

  async copies(targetId: string, { state, search, ...query }: ArchiveCopyListQuery): Promise<Page<ArchiveCopy>> {
    const conditions = new Conditions();
    conditions.add(targetId, (at) => `c.target_id = ${at}`);
    conditions.add(state, (at) => `c.state = any(${at}::text[])`);
    conditions.add(search && containsPattern(search), (at) => `r.number like ${at}`);
    const { where, parameters } = conditions;
    const from = 'archive_copy c join recording r on r.id = c.recording_id';
    const page = await keysetSqlPage<CopyRow>(
      this.database.read,
      { select: COPY, from, where, parameters },
      { sorting: BY_TIME, ...query },
    );
    return { items: page.items.map(toCopy), next: page.next };
  }
}

const toTarget = (row: TargetRow): ArchiveTarget => ({
  ...row,
  lastOkAt: row.lastOkAt?.toISOString() ?? null,
  nextAt: row.nextAt === null ? null : new Date(row.nextAt).toISOString(),
});

const toCopy = (row: CopyRow): ArchiveCopy => ({
  ...row,
  startedAt: row.startedAt.toISOString(),
  queuedAt: row.queuedAt.toISOString(),
  verifiedAt: row.verifiedAt?.toISOString() ?? null,
});
