import { Injectable } from '@nestjs/common';
import { sftpAccountsSchema, type SaveSftpAccount, type SftpAccount, type ShownSftpAccount } from '#contracts';
import type { EventMeta } from '../../../../kernel/journal';
import { accepted, type Outcome } from '../../../../kernel/outcome';
import { Database } from '../../../../platform/database';
import { Journal } from '../../../../platform/journal';
import { DesiredFile } from '../data/desired-file';
import { Reports } from '../data/reports';
import {
  withAccount,
  withoutAccount,
  type SftpAccountRefusal,
  type SftpAccountRemoved,
  type SftpAccountSaved,
} from '../domain/change-accounts';

/** One change at a time, whichever process makes it: the file is read and written whole. */
const LOCK = `select pg_advisory_xact_lock(hashtext('sftp-accounts'))`;

@Injectable()
export class SftpAccounts {
  private readonly file = new DesiredFile<{ accounts: SftpAccount[] }>('sftp/desired.json', sftpAccountsSchema, {
    accounts: [],
  });

  constructor(
    private readonly database: Database,
    private readonly journal: Journal,
    private readonly reports: Reports,
  ) {}

  /** By name. */
  async all(): Promise<readonly ShownSftpAccount[]> {
    const [{ accounts }, report] = await Promise.all([this.file.read(), this.reports.sftp()]);
    return accounts
      .map((account) => ({
        ...account,
        id: account.name,
        folder: report?.accounts.find(({ name }) => name === account.name) ?? null,
      }))
      .sort((a, b) => a.name.localeCompare(b.name, 'en'));
  }

  async find(id: string): Promise<ShownSftpAccount | null> {
    return (await this.all()).find(({ name }) => name === id) ?? null;
  }

  /** `id` null: a new one. The name of what was saved. */
  save(id: string | null, wanted: SaveSftpAccount, meta: EventMeta): Promise<Outcome<string, SftpAccountRefusal>> {
    const { version: _version, ...fields } = wanted;
    return this.change(
      (accounts) => withAccount(accounts, id, wanted),
      { type: 'SftpAccountSaved', data: fields },
      meta,
    );
  }

  remove(id: string, meta: EventMeta): Promise<Outcome<string, SftpAccountRefusal>> {
    return this.change(
      (accounts) => withoutAccount(accounts, id),
      { type: 'SftpAccountRemoved', data: { name: id } },
      meta,
    );
  }

  /** The file is written last: when that fails the journal says nothing either. */
  private change(
    decide: (accounts: readonly SftpAccount[]) => Outcome<readonly SftpAccount[], SftpAccountRefusal>,
    event: SftpAccountSaved | SftpAccountRemoved,
    meta: EventMeta,
  ): Promise<Outcome<string, SftpAccountRefusal>> {
    return this.database.transaction(async (tx) => {
      await tx.query(LOCK);
      const decided = decide((await this.file.read()).accounts);
      if (!decided.ok) return decided;
      await this.journal.append(tx, `sftpaccount-${event.data.name}`, [event], meta);
      await this.file.write({ accounts: [...decided.value] });
      return accepted(event.data.name);
    });
  }
}
