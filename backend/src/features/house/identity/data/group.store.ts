import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { Group, Page } from '#contracts';
import { Database, type Transaction } from '../../../../platform/database';
import { containsPattern, keysetSqlPage, type Sorting } from '../../../../platform/http';

export interface NamedListRequest {
  readonly search?: string | undefined;
  readonly sort?: string | undefined;
  readonly after?: string | undefined;
  readonly limit: number;
}

const COLUMNS = `g.id, g.name, g.description, g.version,
  (select count(*)::int from user_group_member m where m.group_id = g.id) as "memberCount"`;

const SORTING: Sorting<'name'> = {
  columns: { name: { sql: 'lower(g.name)', type: 'text' } },
  default: 'name',
  id: { sql: 'g.id', type: 'uuid' },
};

/** Groups of users. */
@Injectable()
export class GroupStore {
  constructor(private readonly database: Database) {}

  list({ search, ...request }: NamedListRequest): Promise<Page<Group>> {
    const where = search ? [`(g.name || ' ' || g.description) ilike $1`] : [];
    const parameters = search ? [containsPattern(search)] : [];
    return keysetSqlPage<Group>(
      this.database.read,
      { select: COLUMNS, from: 'user_group g', where, parameters },
      { sorting: SORTING, ...request },
    );
  }

  async byId(id: string, from: EntityManager = this.database.read): Promise<Group | null> {
    const [row] = await from.query<Group[]>(`select ${COLUMNS} from user_group g where g.id = $1`, [id]);
    return row ?? null;
  }

  async byName(name: string): Promise<Group | null> {
    const [row] = await this.database.read.query<Group[]>(
      `select ${COLUMNS} from user_group g where lower(g.name) = lower($1)`,
      [name],
    );
    return row ?? null;
  }

  async lock(tx: Transaction, id: string): Promise<Group | null> {
    await tx.query('select 1 from user_group where id = $1 for update', [id]);
    return this.byId(id, tx);
  }

  async insert(tx: Transaction, { id, name, description }: Pick<Group, 'id' | 'name' | 'description'>): Promise<void> {
    await tx.query('insert into user_group (id, name, description) values ($1, $2, $3)', [id, name, description]);
  }

  async update(tx: Transaction, { id, name, description }: Pick<Group, 'id' | 'name' | 'description'>): Promise<void> {
    await tx.query('update user_group set name = $2, description = $3, version = version + 1 where id = $1', [
      id,
      name,
      description,
    ]);
  }

  async delete(tx: Transaction, id: string): Promise<void> {
    await tx.query('delete from user_group where id = $1', [id]);
  }

  async memberIds(tx: Transaction, id: string): Promise<string[]> {
    const rows = await tx.query<{ id: string }[]>(
      'select user_id::text as id from user_group_member where group_id = $1 order by 1',
      [id],
    );
    return rows.map((row) => row.id);
  }

  async changeMembers(
    tx: Transaction,
    id: string,
    { added, removed }: { added: readonly string[]; removed: readonly string[] },
  ): Promise<void> {
    await tx.query('delete from user_group_member where group_id = $1 and user_id = any($2::uuid[])', [id, removed]);
    await tx.query(
      'insert into user_group_member (group_id, user_id) select $1, unnest($2::uuid[]) on conflict do nothing',
      [id, added],
    );
  }

  /** Ids among `ids` that are no users. */
  async unknownUsers(tx: Transaction, ids: readonly string[]): Promise<number> {
    const [row] = await tx.query<{ count: number }[]>(
      `select count(*)::int as count from unnest($1::uuid[]) as t(id) where not exists (select 1 from app_user u where u.id = t.id)`,
      [ids],
    );
    return row?.count ?? 0;
  }
}
