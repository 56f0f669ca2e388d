import { Injectable } from '@nestjs/common';
import type { Transaction } from '../../../../platform/database';

export type UserLink = 'permissionSetIds' | 'groupIds' | 'supervisedGroupIds';

const TABLES: Record<UserLink, { table: string; column: string; target: string }> = {
  permissionSetIds: { table: 'user_permission_set', column: 'permission_set_id', target: 'permission_set' },
  groupIds: { table: 'user_group_member', column: 'group_id', target: 'user_group' },
  supervisedGroupIds: { table: 'user_group_supervisor', column: 'group_id', target: 'user_group' },
};

/** What a user belongs to: groups, supervised groups, permission sets. */
@Injectable()
export class UserLinksStore {
  /** Ids among `ids` that do not exist. */
  async unknown(tx: Transaction, link: UserLink, ids: readonly string[]): Promise<string[]> {
    const rows = await tx.query<{ id: string }[]>(
      `select id::text from unnest($1::uuid[]) as t(id) where not exists (select 1 from ${TABLES[link].target} x where x.id = t.id)`,
      [ids],
    );
    return rows.map(({ id }) => id);
  }

  /** Makes `ids` the whole set. */
  async replace(
    tx: Transaction,
    link: UserLink,
    { userId, ids }: { userId: string; ids: readonly string[] },
  ): Promise<void> {
    const { table, column } = TABLES[link];
    await tx.query(`delete from ${table} where user_id = $1 and not (${column} = any($2::uuid[]))`, [userId, ids]);
    await tx.query(`insert into ${table} (user_id, ${column}) select $1, unnest($2::uuid[]) on conflict do nothing`, [
      userId,
      ids,
    ]);
  }
}
