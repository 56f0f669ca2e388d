import { Injectable } from '@nestjs/common';
import type { GroupTarget, Page, RingGroup, SaveRingGroup } from '#contracts';
import { Database, type Transaction } from '../../../../platform/database';
import { containsPattern, keysetSqlPage } from '../../../../platform/http';

const COLUMNS = `g.id, g.name, g.extension, g.strategy, g.ring_seconds as "ringSeconds", g.member_ids as "memberIds",
  g.then_target as then, g.active, g.version`;

const SORTING = {
  columns: { name: { sql: 'g.name', type: 'text' }, extension: { sql: 'g.extension', type: 'text' } },
  default: 'name',
  id: { sql: 'g.id', type: 'uuid' },
} as const;

export interface RingGroupQuery {
  readonly limit: number;
  readonly after?: string | undefined;
  readonly sort?: string | undefined;
  readonly search?: string | undefined;
}

/** Groups of phones. */
@Injectable()
export class RingGroupStore {
  constructor(private readonly database: Database) {}

  page(query: RingGroupQuery): Promise<Page<RingGroup>> {
    const where: string[] = [];
    const parameters: unknown[] = [];
    if (query.search)
      where.push(
        `searchable(g.name || ' ' || g.extension) like searchable($${parameters.push(containsPattern(query.search))})`,
      );
    const sql = { select: COLUMNS, from: 'ring_group g', where, parameters };
    return keysetSqlPage<RingGroup>(this.database.read, sql, { sorting: SORTING, ...query });
  }

  async find(tx: Transaction, by: { id: string } | { extension: string }): Promise<RingGroup | null> {
    const [condition, value] = 'id' in by ? ['g.id = $1', by.id] : ['g.extension = $1', by.extension];
    const [row] = await tx.query<RingGroup[]>(`select ${COLUMNS} from ring_group g where ${condition}`, [value]);
    return row ?? null;
  }

  /** Everybody who shares a group with this person, himself left out. */
  async colleaguesOf(tx: Transaction, userId: string): Promise<readonly string[]> {
    const rows = await tx.query<{ id: string }[]>(
      `select distinct member as id from ring_group g, unnest(g.member_ids) as member
       where g.active and g.member_ids @> array[$1::uuid] and member <> $1::uuid`,
      [userId],
    );
    return rows.map(({ id }) => id);
  }

  /** A user's extension, or a number leads there: both would mean two things. */
  async extensionTaken(tx: Transaction, extension: string): Promise<boolean> {
    const rows = await tx.query<object[]>('select 1 from app_user where extension = $1', [extension]);
    return rows.length > 0;
  }

  async membersExist(tx: Transaction, ids: readonly string[]): Promise<boolean> {
    const [row] = await tx.query<{ count: number }[]>(
      `select count(*)::int as count from app_user where id = any($1::uuid[]) and extension is not null and state <> 'deactivated'`,
      [ids],
    );
    return row?.count === new Set(ids).size;
  }

  /** A number or the end is always there. */
  async targetExists(tx: Transaction, target: GroupTarget): Promise<boolean> {
    if (target.kind !== 'queue' && target.kind !== 'voicemail') return true;
    const rows = await tx.query<object[]>(
      `select 1 from queue where id = $1 and deleted_at is null union all select 1 from voicemail_box where id = $2`,
      target.kind === 'queue' ? [target.queueId, null] : [null, target.boxId],
    );
    return rows.length > 0;
  }

  async insert(tx: Transaction, id: string, given: SaveRingGroup): Promise<void> {
    await tx.query(
      `insert into ring_group (id, name, extension, strategy, ring_seconds, member_ids, then_target, active)
       values ($1, $2, $3, $4, $5, $6, $7, $8)`,
      [id, ...valuesOf(given)],
    );
  }

  async update(tx: Transaction, id: string, given: SaveRingGroup, version: number): Promise<boolean> {
    const [rows] = await tx.query<[object[], number]>(
      `update ring_group set name = $2, extension = $3, strategy = $4, ring_seconds = $5, member_ids = $6, then_target = $7,
         active = $8, version = version + 1 where id = $1 and version = $9 returning id`,
      [id, ...valuesOf(given), version],
    );
    return rows.length > 0;
  }

  async remove(tx: Transaction, id: string): Promise<void> {
    await tx.query('delete from ring_group where id = $1', [id]);
  }
}

const valuesOf = ({ name, extension, strategy, ringSeconds, memberIds, then, active }: SaveRingGroup): unknown[] => [
  ...[name, extension, strategy, ringSeconds, memberIds, JSON.stringify(then), active],
];
