import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { Page, PermissionSet } from '#contracts';
import { Database, type Transaction } from '../../../../platform/database';
import { containsPattern, keysetSqlPage, type Sorting } from '../../../../platform/http';
import type { NamedListRequest } from './group.store';

type Fields = Pick<PermissionSet, 'id' | 'name' | 'description' | 'grants' | 'denies'>;

const COLUMNS = `p.id, p.name, p.description, p.grants, p.denies, p.version,
  (select count(*)::int from user_permission_set u where u.permission_set_id = p.id) as "userCount"`;

const SORTING: Sorting<'name'> = {
  columns: { name: { sql: 'lower(p.name)', type: 'text' } },
  default: 'name',
  id: { sql: 'p.id', type: 'uuid' },
};

/** Permission sets that an administrator has built. */
@Injectable()
export class PermissionSetStore {
  constructor(private readonly database: Database) {}

  list({ search, ...request }: NamedListRequest): Promise<Page<PermissionSet>> {
    const where = search ? [`(p.name || ' ' || p.description) ilike $1`] : [];
    const parameters = search ? [containsPattern(search)] : [];
    const sql = { select: COLUMNS, from: 'permission_set p', where, parameters };
    return keysetSqlPage<PermissionSet>(this.database.read, sql, { sorting: SORTING, ...request });
  }

  async byId(id: string, from: EntityManager = this.database.read): Promise<PermissionSet | null> {
    const [row] = await from.query<PermissionSet[]>(`select ${COLUMNS} from permission_set p where p.id = $1`, [id]);
    return row ?? null;
  }

  async lock(tx: Transaction, id: string): Promise<PermissionSet | null> {
    await tx.query('select 1 from permission_set where id = $1 for update', [id]);
    return this.byId(id, tx);
  }

  async insert(tx: Transaction, { id, name, description, grants, denies }: Fields): Promise<void> {
    const values = [id, name, description, grants, denies];
    await tx.query(
      'insert into permission_set (id, name, description, grants, denies) values ($1, $2, $3, $4, $5)',
      values,
    );
  }

  async update(tx: Transaction, { id, name, description, grants, denies }: Fields): Promise<void> {
    const values = [id, name, description, grants, denies];
    await tx.query(
      'update permission_set set name = $2, description = $3, grants = $4, denies = $5, version = version + 1 where id = $1',
      values,
    );
  }

  async delete(tx: Transaction, id: string): Promise<void> {
    await tx.query('delete from permission_set where id = $1', [id]);
  }
}
