import type { SaveSftpAccount, SftpAccount } from '#contracts';
import type { DomainEvent } from '../../../../kernel/journal';
import { accepted, refused, type Outcome, type Refusal } from '../../../../kernel/outcome';

export type SftpAccountRefusal = Refusal<
  | 'sftp-account-not-found'
  | 'sftp-account-name-taken'
  | 'sftp-account-renamed'
  | 'sftp-accounts-full'
  | 'changed-meanwhile'
>;

export type SftpAccountSaved = DomainEvent<'SftpAccountSaved', Omit<SaveSftpAccount, 'version'>>;
export type SftpAccountRemoved = DomainEvent<'SftpAccountRemoved', { readonly name: string }>;

const MOST = 50;

type Accounts = readonly SftpAccount[];

/** The accounts with one more, or with `id` changed. Its name is its folder's: it stays. */
export function withAccount(
  accounts: Accounts,
  id: string | null,
  { version, ...fields }: SaveSftpAccount,
): Outcome<Accounts, SftpAccountRefusal> {
  const before = accounts.find(({ name }) => name === id);
  const others = accounts.filter((each) => each !== before);
  if (id !== null && !before) return refused({ code: 'sftp-account-not-found' });
  if (before && before.version !== version) return refused({ code: 'changed-meanwhile' });
  if (before && before.name !== fields.name) return refused({ code: 'sftp-account-renamed' });
  if (others.some(({ name }) => name === fields.name)) return refused({ code: 'sftp-account-name-taken' });
  if (others.length >= MOST) return refused({ code: 'sftp-accounts-full' });
  return accepted([...others, { ...fields, version: (before?.version ?? 0) + 1 }]);
}

export function withoutAccount(accounts: Accounts, id: string): Outcome<Accounts, SftpAccountRefusal> {
  const others = accounts.filter(({ name }) => name !== id);
  return others.length === accounts.length ? refused({ code: 'sftp-account-not-found' }) : accepted(others);
}
