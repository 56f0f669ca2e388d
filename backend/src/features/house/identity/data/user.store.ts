import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { CreateUser, Page, Role, User } from '#contracts';
import type { Instant } from '../../../../kernel/clock';
import { Database, type Transaction } from '../../../../platform/database';
import { containsPattern, keysetSqlPage, type Sorting } from '../../../../platform/http';

/** A user as stored; the edge turns times into text. */
export interface UserRecord extends Omit<User, 'lastSignInAt' | 'createdAt'> {
  readonly subject: string;
  readonly lastSignInAt: Date | null;
  readonly createdAt: Date;
}

export type NewUser = CreateUser & { readonly id: string; readonly subject: string; readonly createdAt: Instant };
export type UserFields = Pick<User, 'firstName' | 'lastName' | 'email' | 'role' | 'extension' | 'language'>;

export interface UserFilter {
  readonly search?: string | undefined;
  readonly role?: readonly Role[] | undefined;
  readonly state?: readonly User['state'][] | undefined;
  readonly groupId?: string | undefined;
}

export interface UserListRequest extends UserFilter {
  readonly sort?: string | undefined;
  readonly after?: string | undefined;
  readonly limit: number;
}

const COLUMNS = `u.id, u.subject, u.login, u.first_name as "firstName", u.last_name as "lastName", u.email, u.role, u.state, u.extension,
  u.language, u.last_sign_in_at as "lastSignInAt", u.created_at as "createdAt", u.version,
  array(select permission_set_id::text from user_permission_set where user_id = u.id order by 1) as "permissionSetIds",
  array(select group_id::text from user_group_member where user_id = u.id order by 1) as "groupIds",
  array(select group_id::text from user_group_supervisor where user_id = u.id order by 1) as "supervisedGroupIds",
  exists (select 1 from workstation_session s where s.user_id = u.id and s.ended_at is null) as "signedIn"`;

const SORTING: Sorting<'lastName' | 'login' | 'createdAt'> = {
  columns: {
    lastName: { sql: 'u.last_name', type: 'text' },
    login: { sql: 'u.login', type: 'text' },
    createdAt: { sql: 'u.created_at', type: 'timestamptz' },
  },
  default: 'lastName',
  id: { sql: 'u.id', type: 'uuid' },
};

/** Users with everything that hangs on them. */
@Injectable()
export class UserStore {
  constructor(private readonly database: Database) {}

  async list(request: UserListRequest): Promise<Page<UserRecord>> {
    const { where, parameters } = conditionsOf(request);
    const sql = { select: COLUMNS, from: 'app_user u', where, parameters };
    return keysetSqlPage<UserRecord>(this.database.read, sql, { sorting: SORTING, ...request });
  }

  byId(id: string, from: EntityManager = this.database.read): Promise<UserRecord | null> {
    return this.one(from, 'u.id = $1', id);
  }

  bySubject(subject: string): Promise<UserRecord | null> {
    return this.one(this.database.read, 'u.subject = $1', subject);
  }

  byLogin(login: string): Promise<UserRecord | null> {
    return this.one(this.database.read, 'u.login = $1', login);
  }

  /** Reads for a change: nobody else changes this user until the transaction ends. */
  async lock(tx: Transaction, id: string): Promise<UserRecord | null> {
    await tx.query('select 1 from app_user where id = $1 for update', [id]);
    return this.byId(id, tx);
  }

  async insert(tx: Transaction, user: NewUser): Promise<void> {
    await tx.query(
      `insert into app_user (id, subject, login, first_name, last_name, email, role, state, extension, language, created_at)
       values ($1, $2, $3, $4, $5, $6, $7, 'invited', $8, $9, $10)`,
      [
        ...[user.id, user.subject, user.login, user.firstName, user.lastName, user.email, user.role],
        ...[user.extension, user.language, new Date(user.createdAt)],
      ],
    );
  }

  async update(tx: Transaction, id: string, fields: UserFields): Promise<void> {
    const { firstName, lastName, email, role, extension, language } = fields;
    await tx.query(
      `update app_user set first_name = $2, last_name = $3, email = $4, role = $5, extension = $6, language = $7, version = version + 1
       where id = $1`,
      [id, firstName, lastName, email, role, extension, language],
    );
  }

  async setState(tx: Transaction, id: string, state: User['state']): Promise<void> {
    await tx.query('update app_user set state = $2, version = version + 1 where id = $1', [id, state]);
  }

  async setLanguage(tx: Transaction, id: string, language: string): Promise<void> {
    await tx.query('update app_user set language = $2, version = version + 1 where id = $1', [id, language]);
  }

  /** Active administrators beside this user. Locks them, so that two cannot demote each other at the same moment. */
  async otherActiveAdministrators(tx: Transaction, id: string): Promise<number> {
    await tx.query(`select pg_advisory_xact_lock(hashtextextended('active-administrators', 0))`);
    const [row] = await tx.query<{ count: number }[]>(
      `select count(*)::int as count from app_user where role = 'administrator' and state = 'active' and id <> $1`,
      [id],
    );
    return row?.count ?? 0;
  }

  private async one(from: EntityManager, where: string, value: string): Promise<UserRecord | null> {
    const [row] = await from.query<UserRecord[]>(`select ${COLUMNS} from app_user u where ${where}`, [value]);
    return row ?? null;
  }
}

function conditionsOf(filter: UserFilter): { where: string[]; parameters: unknown[] } {
  const where: string[] = [];
  const parameters: unknown[] = [];
  const add = (condition: string, value: unknown) => {
    parameters.push(value);
    where.push(condition.replaceAll('?', `$${parameters.length}`));
  };
  if (filter.search) {
    const searched = `u.first_name || ' ' || u.last_name || ' ' || u.login || ' ' || u.email || ' ' || coalesce(u.extension, '')`;
    add(`(${searched}) ilike ?`, containsPattern(filter.search));
  }
  if (filter.role?.length) add('u.role = any(?)', filter.role);
  if (filter.state?.length) add('u.state = any(?)', filter.state);
  if (filter.groupId)
    add('exists (select 1 from user_group_member m where m.user_id = u.id and m.group_id = ?)', filter.groupId);
  return { where, parameters };
}
