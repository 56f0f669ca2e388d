import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { IpList, Role } from '#contracts';
import { Database, type Transaction } from '../../../../platform/database';
import type { AddressScope } from '../domain/address-policy';

interface IpListRow {
  readonly id: string;
  readonly kind: AddressScope['kind'];
  readonly role: Role | null;
  readonly userId: string | null;
  readonly ranges: string[];
  readonly version: number;
}

const COLUMNS = `id, kind, role, user_id as "userId", ranges, version`;

/** Allow lists of addresses: at most one for the platform, each role and each user. */
@Injectable()
export class IpListStore {
  constructor(private readonly database: Database) {}

  async list(): Promise<IpList[]> {
    const rows = await this.database.read.query<IpListRow[]>(
      `select ${COLUMNS} from ip_list order by kind, role, user_id`,
    );
    return rows.map(present);
  }

  async lock(tx: Transaction, id: string): Promise<IpList | null> {
    return this.one(tx, id, 'for update');
  }

  async byId(id: string, from: EntityManager = this.database.read): Promise<IpList | null> {
    return this.one(from, id, '');
  }

  async insert(tx: Transaction, { id, scope, ranges }: Pick<IpList, 'id' | 'scope' | 'ranges'>): Promise<void> {
    await tx.query('insert into ip_list (id, kind, role, user_id, ranges) values ($1, $2, $3, $4, $5)', [
      id,
      ...columnsOf(scope),
      ranges,
    ]);
  }

  async update(tx: Transaction, { id, scope, ranges }: Pick<IpList, 'id' | 'scope' | 'ranges'>): Promise<void> {
    await tx.query(
      'update ip_list set kind = $2, role = $3, user_id = $4, ranges = $5, version = version + 1 where id = $1',
      [id, ...columnsOf(scope), ranges],
    );
  }

  async delete(tx: Transaction, id: string): Promise<void> {
    await tx.query('delete from ip_list where id = $1', [id]);
  }

  private async one(from: EntityManager, id: string, lock: string): Promise<IpList | null> {
    const [row] = await from.query<IpListRow[]>(`select ${COLUMNS} from ip_list where id = $1 ${lock}`, [id]);
    return row ? present(row) : null;
  }
}

const columnsOf = (scope: AddressScope): [string, string | null, string | null] => [
  scope.kind,
  scope.kind === 'role' ? scope.role : null,
  scope.kind === 'user' ? scope.userId : null,
];

function present({ id, kind, role, userId, ranges, version }: IpListRow): IpList {
  if (kind === 'role' && role) return { id, scope: { kind, role }, ranges, version };
  if (kind === 'user' && userId) return { id, scope: { kind, userId }, ranges, version };
  return { id, scope: { kind: 'platform' }, ranges, version };
}
