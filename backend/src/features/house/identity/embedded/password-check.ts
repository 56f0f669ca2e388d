import { Injectable } from '@nestjs/common';
import type { Instant } from '../../../../kernel/clock';
import { Database } from '../../../../platform/database';
import { Journal } from '../../../../platform/journal';
import { ACCOUNT_RULE, ADDRESS_RULE } from '../domain/lock-out';
import { AccountStore, type StoredAccount } from './account.store';
import { AttemptStore, type Counted } from './attempt.store';
import { verifyPassword } from './password-hash';

export interface PasswordAttempt {
  readonly login: string;
  readonly password: string;
  readonly ip: string;
  readonly at: Instant;
}

export type PasswordOutcome =
  { readonly kind: 'accepted'; readonly subject: string } | { readonly kind: 'wrong' } | { readonly kind: 'locked' };

/** Checks a password behind two locks: one for the login that was typed, one for the address that it came from. */
@Injectable()
export class PasswordCheck {
  constructor(
    private readonly database: Database,
    private readonly accounts: AccountStore,
    private readonly attempts: AttemptStore,
    private readonly journal: Journal,
  ) {}

  async check(attempt: PasswordAttempt): Promise<PasswordOutcome> {
    const login: Counted = { kind: 'login', value: attempt.login };
    const address: Counted = { kind: 'address', value: attempt.ip };
    if (await this.attempts.locked([login, address], attempt.at)) return { kind: 'locked' };
    const account = await this.accounts.byLogin(attempt.login);
    const right = await verifyPassword(attempt.password, account?.passwordHash ?? null);
    if (right && account?.enabled) {
      await this.database.transaction((tx) => this.attempts.forget(tx, login));
      return { kind: 'accepted', subject: account.subject };
    }
    const locked = await this.count(attempt, account, { login, address });
    return { kind: locked ? 'locked' : 'wrong' };
  }

  /** Both counts are always taken, in one order, so that two attempts cannot wait for each other. */
  private count(
    attempt: PasswordAttempt,
    account: StoredAccount | null,
    counted: { login: Counted; address: Counted },
  ): Promise<boolean> {
    return this.database.transaction(async (tx) => {
      const byAddress = await this.attempts.failed(tx, counted.address, ADDRESS_RULE, attempt.at);
      const byLogin = await this.attempts.failed(tx, counted.login, ACCOUNT_RULE, attempt.at);
      if (byLogin && account) {
        const event = {
          type: 'SignInLocked',
          data: { subject: account.subject, login: account.login, ip: attempt.ip },
        };
        await this.journal.append(tx, `account-${account.subject}`, [event], {
          at: attempt.at,
          actor: { kind: 'system', id: 'identity' },
          correlation: `sign-in-${account.subject}`,
          causation: null,
        });
      }
      return byAddress || byLogin;
    });
  }
}
