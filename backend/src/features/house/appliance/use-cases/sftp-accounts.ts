import { Injectable } from '@nestjs/common';
import { sftpAccountsSchema, type SaveSftpAccount, type SftpAccount, type ShownSftpAccount } from '#contracts';
import type { EventMeta } from '../../../../kernel/journal';
import type { Outcome } from '../../../../kernel/outcome';
import { DesiredFile } from '../data/desired-file';
import { Reports } from '../data/reports';
import {
  withAccount,
  withoutAccount,
  type SftpAccountRefusal,
  type SftpAccountRemoved,
  type SftpAccountSaved,
} from '../domain/change-accounts';
import { ChangeDesired } from './change-desired';

@Injectable()
export class SftpAccounts {
  private readonly file = new DesiredFile<SftpAccount>('sftp/desired.json', 'accounts', sftpAccountsSchema);

  constructor(
    private readonly desired: ChangeDesired,
    private readonly reports: Reports,
  ) {}

  /** By name. */
  async all(): Promise<readonly ShownSftpAccount[]> {
    const [accounts, report] = await Promise.all([this.file.read(), this.reports.sftp()]);
    return accounts.map((account) => ({
      ...account,
      id: account.name,
      folder: report?.accounts.find(({ name }) => name === account.name) ?? null,
    }));
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

  private change(
    decide: (accounts: readonly SftpAccount[]) => Outcome<readonly SftpAccount[], SftpAccountRefusal>,
    event: SftpAccountSaved | SftpAccountRemoved,
    meta: EventMeta,
  ): Promise<Outcome<string, SftpAccountRefusal>> {
    return this.desired.make({ file: this.file, kind: 'sftpaccount', decide, event }, meta);
  }
}
