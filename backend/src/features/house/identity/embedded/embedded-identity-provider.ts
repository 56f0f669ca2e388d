import { Injectable } from '@nestjs/common';
import { accepted, refused, type Outcome } from '../../../../kernel/outcome';
import type { Transaction } from '../../../../platform/database';
import type { Account, AccountChange, IdentityProvider, PasswordRefused } from '../port/identity-provider';
import { AccountStore } from './account.store';
import { AttemptStore } from './attempt.store';
import { EmbeddedSettings } from './embedded-settings';
import { hashPassword } from './password-hash';
import { SigningKeys } from './signing-keys';

const SHORTEST = 12;

/** The identity provider inside this process, for installations without a Keycloak. */
@Injectable()
export class EmbeddedIdentityProvider implements IdentityProvider {
  readonly mode = 'embedded';
  readonly issuer: string;

  constructor(
    private readonly accounts: AccountStore,
    private readonly attempts: AttemptStore,
    private readonly keys: SigningKeys,
    settings: EmbeddedSettings,
  ) {
    this.issuer = settings.issuer;
  }

  async createAccount(tx: Transaction, account: Account): Promise<{ subject: string }> {
    return { subject: await this.accounts.create(tx, account) };
  }

  changeAccount(tx: Transaction, subject: string, change: AccountChange): Promise<void> {
    return this.accounts.change(tx, subject, change);
  }

  async setPassword(tx: Transaction, subject: string, password: string): Promise<Outcome<void, PasswordRefused>> {
    const account = await this.accounts.bySubject(subject, tx);
    if (!account) throw new Error(`No account ${subject}`);
    if (password.length < SHORTEST) return refused({ code: 'password-refused', rule: 'too-short' });
    if (password.toLowerCase() === account.login) return refused({ code: 'password-refused', rule: 'is-login' });
    await this.accounts.setPasswordHash(tx, subject, await hashPassword(password));
    await this.unlock(tx, account);
    return accepted(undefined);
  }

  unlock(tx: Transaction, { login }: { readonly login: string }): Promise<void> {
    return this.attempts.forget(tx, { kind: 'login', value: login });
  }

  async endSignIns(tx: Transaction, subject: string): Promise<void> {
    await tx.query('delete from idp_payload where account = $1', [subject]);
  }

  async signingKeys(): Promise<Response> {
    return Response.json(await this.keys.publicSet());
  }
}
