import { randomBytes } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { Database, type Transaction } from '../../../../platform/database';
import type { PhoneAccount, PhoneDirectory } from '../../switch';

export interface DirectoryPerson {
  readonly id: string;
  readonly name: string;
  readonly extension: string;
  readonly language: string;
}

/** Extensions, their owners and their passwords. */
@Injectable()
export class Directory implements PhoneDirectory {
  constructor(private readonly database: Database) {}

  async extensions(tx: Transaction, agentIds: readonly string[]): Promise<ReadonlyMap<string, string>> {
    const rows = await tx.query<{ id: string; extension: string }[]>(
      'select id, extension from app_user where id = any($1::uuid[]) and extension is not null',
      [agentIds],
    );
    return new Map(rows.map(({ id, extension }) => [id, extension]));
  }

  async person(
    tx: Transaction,
    by: { readonly id: string } | { readonly extension: string },
  ): Promise<DirectoryPerson | null> {
    const [condition, value] = 'id' in by ? ['id = $1', by.id] : ['extension = $1', by.extension];
    const [row] = await tx.query<DirectoryPerson[]>(
      `select id, first_name || ' ' || last_name as name, extension, language from app_user where ${condition} and extension is not null and state <> 'deactivated'`,
      [value],
    );
    return row ?? null;
  }

  /** The phone's password: made at first use, kept for ever. */
  async password(extension: string): Promise<string> {
    const [row] = await this.database.transaction((tx) =>
      tx.query<{ password: string }[]>(
        `with made as (insert into phone_credential (extension, password) values ($1, $2) on conflict do nothing returning password)
         select password from made union all select password from phone_credential where extension = $1 limit 1`,
        [extension, randomBytes(18).toString('base64url')],
      ),
    );
    if (!row) throw new Error(`No password for extension ${extension}`);
    return row.password;
  }

  async find(extension: string): Promise<PhoneAccount | null> {
    const person = await this.person(this.database.read, { extension });
    return person && { extension, password: await this.password(extension), displayName: person.name };
  }
}
