import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { Database, type Transaction } from '../../../../platform/database';
import type { Account, AccountChange } from '../port/identity-provider';

export interface StoredAccount {
  readonly subject: string;
  readonly login: string;
  readonly email: string;
  readonly firstName: string;
  readonly lastName: string;
  readonly role: string;
  readonly enabled: boolean;
  readonly passwordHash: string | null;
}

const COLUMNS = `subject, login, email, first_name as "firstName", last_name as "lastName", role, enabled, password_hash as "passwordHash"`;

/** Accounts of the embedded provider. */
@Injectable()
export class AccountStore {
  constructor(private readonly database: Database) {}

  bySubject(subject: string, from: EntityManager = this.database.read): Promise<StoredAccount | null> {
    return first(from.query(`select ${COLUMNS} from idp_account where subject::text = $1`, [subject]));
  }

  byLogin(login: string): Promise<StoredAccount | null> {
    return first(this.database.read.query(`select ${COLUMNS} from idp_account where login = $1`, [login]));
  }

  async create(tx: Transaction, account: Account): Promise<string> {
    const [row] = await tx.query<{ subject: string }[]>(
      `insert into idp_account (subject, login, email, first_name, last_name, role, enabled)
       values ($1, $2, $3, $4, $5, $6, $7)
       on conflict (login) do update set email = excluded.email, first_name = excluded.first_name,
         last_name = excluded.last_name, role = excluded.role, enabled = excluded.enabled
       returning subject`,
      [
        account.userId,
        account.login,
        account.email,
        account.firstName,
        account.lastName,
        account.role,
        account.enabled,
      ],
    );
    if (!row) throw new Error('The account was not stored');
    return row.subject;
  }

  async change(tx: Transaction, subject: string, change: AccountChange): Promise<void> {
    await tx.query(
      `update idp_account set email = coalesce($2, email), first_name = coalesce($3, first_name),
         last_name = coalesce($4, last_name), role = coalesce($5, role), enabled = coalesce($6, enabled) where subject::text = $1`,
      [
        subject,
        change.email ?? null,
        change.firstName ?? null,
        change.lastName ?? null,
        change.role ?? null,
        change.enabled ?? null,
      ],
    );
  }

  async setPasswordHash(tx: Transaction, subject: string, hash: string): Promise<void> {
    await tx.query('update idp_account set password_hash = $2 where subject::text = $1', [subject, hash]);
  }
}

async function first(rows: Promise<StoredAccount[]>): Promise<StoredAccount | null> {
  return (await rows)[0] ?? null;
}
