import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { Role, User } from '#contracts';
import { Database } from '../../../../platform/database';
import { UserStore, type UserRecord } from '../data/user.store';

/** A user as other features show and address one. */
export interface UserName {
  readonly id: string;
  readonly login: string;
  readonly name: string;
  readonly role: Role;
  readonly state: User['state'];
  readonly extension: string | null;
  readonly groupIds: readonly string[];
}

const COLUMNS = `u.id, u.login, u.first_name || ' ' || u.last_name as name, u.role, u.state, u.extension,
  array(select group_id::text from user_group_member where user_id = u.id order by 1) as "groupIds"`;

/** Users for other features: names, extensions, groups, and who looks after whom. */
@Injectable()
export class UserDirectory {
  constructor(
    private readonly database: Database,
    private readonly users: UserStore,
  ) {}

  /** These users by id; unknown ids are absent. */
  async byIds(
    ids: readonly string[],
    from: EntityManager = this.database.read,
  ): Promise<ReadonlyMap<string, UserName>> {
    return named(await from.query<UserName[]>(`select ${COLUMNS} from app_user u where u.id = any($1::uuid[])`, [ids]));
  }

  /** Everybody who is not deactivated. */
  async everybody(from: EntityManager = this.database.read): Promise<ReadonlyMap<string, UserName>> {
    return named(await from.query<UserName[]>(`select ${COLUMNS} from app_user u where u.state <> 'deactivated'`));
  }

  async byExtension(extension: string): Promise<UserName | null> {
    const [row] = await this.database.read.query<UserName[]>(
      `select ${COLUMNS} from app_user u where u.extension = $1 and u.state <> 'deactivated'`,
      [extension],
    );
    return row ?? null;
  }

  byLogin(login: string): Promise<UserRecord | null> {
    return this.users.byLogin(login);
  }

  /** Ids of the members of these groups. */
  async membersOf(groupIds: readonly string[]): Promise<ReadonlySet<string>> {
    const rows = await this.database.read.query<{ id: string }[]>(
      'select distinct user_id::text as id from user_group_member where group_id = any($1::uuid[])',
      [groupIds],
    );
    return new Set(rows.map(({ id }) => id));
  }
}

const named = (rows: readonly UserName[]): ReadonlyMap<string, UserName> => new Map(rows.map((row) => [row.id, row]));
