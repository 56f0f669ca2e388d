import { Injectable } from '@nestjs/common';
import type { BreakKind, BreakLimit, Page, PageQuery, SaveBreakKind, SaveBreakLimit } from '#contracts';
import { Database, type Transaction } from '../../../../platform/database';
import { containsPattern, keysetSqlPage } from '../../../../platform/http';
import type { PlaceLimit } from '../domain/break-limits';

type Query = PageQuery & { readonly sort?: string | undefined };

const KIND = `k.id, k.name, k.paid, k.limit_seconds as "limitSeconds", k.approval, k.conditional, k.active, k.version`;
const LIMIT = `l.id, l.group_id as "groupId", g.name as "groupName", l.from_minute as "fromMinute", l.to_minute as "toMinute",
  l.max_agents as "maxAgents", l.version`;
const LIMITS = 'break_limit l left join user_group g on g.id = l.group_id';

const KIND_SORTING = {
  columns: { name: { sql: 'lower(k.name)', type: 'text' } },
  default: 'name',
  id: { sql: 'k.id', type: 'uuid' },
} as const;
const LIMIT_SORTING = {
  columns: { fromMinute: { sql: 'l.from_minute', type: 'integer' } },
  default: 'fromMinute',
  id: { sql: 'l.id', type: 'uuid' },
} as const;

/** Kinds of breaks and how many may be on one: settings. */
@Injectable()
export class BreakKindStore {
  constructor(private readonly database: Database) {}

  async kinds(query: Query): Promise<Page<BreakKind>> {
    const parameters: unknown[] = [];
    const where = query.search
      ? [`searchable(k.name) like searchable($${parameters.push(containsPattern(query.search))})`]
      : [];
    return keysetSqlPage<BreakKind>(
      this.database.read,
      { select: KIND, from: 'break_kind k', where, parameters },
      { sorting: KIND_SORTING, ...query },
    );
  }

  /** What an agent may ask for, in the order in which the kinds were made. */
  offered(): Promise<BreakKind[]> {
    return this.database.read.query(`select ${KIND} from break_kind k where k.active order by k.id`);
  }

  async kind(tx: Transaction, id: string): Promise<BreakKind | null> {
    const [kind] = await tx.query<BreakKind[]>(`select ${KIND} from break_kind k where k.id = $1`, [id]);
    return kind ?? null;
  }

  async insertKind(tx: Transaction, id: string, kind: SaveBreakKind): Promise<void> {
    await tx.query(
      `insert into break_kind (id, name, paid, limit_seconds, approval, conditional, active) values ($1, $2, $3, $4, $5, $6, $7)`,
      [id, kind.name, kind.paid, kind.limitSeconds, kind.approval, kind.conditional, kind.active],
    );
  }

  /** False: somebody else changed it since `version`. */
  async updateKind(tx: Transaction, id: string, kind: SaveBreakKind): Promise<boolean> {
    const [rows] = await tx.query<[object[], number]>(
      `update break_kind set name = $3, paid = $4, limit_seconds = $5, approval = $6, conditional = $7, active = $8,
         version = version + 1 where id = $1 and version = $2 returning id`,
      [id, kind.version ?? 0, kind.name, kind.paid, kind.limitSeconds, kind.approval, kind.conditional, kind.active],
    );
    return rows.length > 0;
  }

  async removeKind(tx: Transaction, id: string): Promise<boolean> {
    const [rows] = await tx.query<[object[], number]>('delete from break_kind where id = $1 returning id', [id]);
    return rows.length > 0;
  }

  async limits(query: Query): Promise<Page<BreakLimit>> {
    return keysetSqlPage<BreakLimit>(
      this.database.read,
      { select: LIMIT, from: LIMITS, where: [], parameters: [] },
      { sorting: LIMIT_SORTING, ...query },
    );
  }

  async limit(tx: Transaction, id: string): Promise<BreakLimit | null> {
    const [limit] = await tx.query<BreakLimit[]>(`select ${LIMIT} from ${LIMITS} where l.id = $1`, [id]);
    return limit ?? null;
  }

  async insertLimit(tx: Transaction, id: string, limit: SaveBreakLimit): Promise<void> {
    await tx.query(
      'insert into break_limit (id, group_id, from_minute, to_minute, max_agents) values ($1, $2, $3, $4, $5)',
      [id, limit.groupId, limit.fromMinute, limit.toMinute, limit.maxAgents],
    );
  }

  async updateLimit(tx: Transaction, id: string, limit: SaveBreakLimit): Promise<boolean> {
    const [rows] = await tx.query<[object[], number]>(
      `update break_limit set group_id = $3, from_minute = $4, to_minute = $5, max_agents = $6, version = version + 1
       where id = $1 and version = $2 returning id`,
      [id, limit.version ?? 0, limit.groupId, limit.fromMinute, limit.toMinute, limit.maxAgents],
    );
    return rows.length > 0;
  }

  async removeLimit(tx: Transaction, id: string): Promise<boolean> {
    const [rows] = await tx.query<[object[], number]>('delete from break_limit where id = $1 returning id', [id]);
    return rows.length > 0;
  }

  placeLimits(tx: Transaction): Promise<PlaceLimit[]> {
    return tx.query(
      `select group_id as "groupId", from_minute as "fromMinute", to_minute as "toMinute", max_agents as max
       from break_limit order by id`,
    );
  }
}
