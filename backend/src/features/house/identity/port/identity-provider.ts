import type { Role } from '#contracts';
import type { Outcome } from '../../../../kernel/outcome';
import type { Transaction } from '../../../../platform/database';

/** A person as the identity provider knows them. */
export interface Account {
  /** Our user id. The embedded provider takes it as the subject; Keycloak makes its own. */
  readonly userId: string;
  /** `name@domain`. */
  readonly login: string;
  readonly email: string;
  readonly firstName: string;
  readonly lastName: string;
  readonly role: Role;
  readonly enabled: boolean;
}

export type AccountChange = Partial<Pick<Account, 'email' | 'firstName' | 'lastName' | 'role' | 'enabled'>>;

/** The provider's policy refused the password; `rule` names the reason (`too-short`, `policy`). */
export interface PasswordRefused {
  readonly code: 'password-refused';
  readonly rule: string;
}

/**
 * Who checks passwords and gives tokens: the embedded provider or a Keycloak. Contract: `identity-provider.contract.ts`.
 *
 * Every command is safe to repeat. The embedded provider writes inside the caller's transaction, so both are saved or neither;
 * Keycloak is called while the transaction is open, and a rolled back one is made good by repeating the command.
 * Throws only when the provider cannot be reached or answers with something unexpected.
 */
export interface IdentityProvider {
  readonly mode: 'embedded' | 'keycloak';
  /** Claim `iss` of its tokens. */
  readonly issuer: string;
  /** Makes the account, or takes over the one that already has this login; answers with claim `sub` of its tokens. */
  createAccount(tx: Transaction, account: Account): Promise<{ subject: string }>;
  changeAccount(tx: Transaction, subject: string, change: AccountChange): Promise<void>;
  /** Also lifts a lock that guessing has put on the account. */
  setPassword(tx: Transaction, subject: string, password: string): Promise<Outcome<void, PasswordRefused>>;
  /** Lifts a lock that guessing has put on the account. */
  unlock(tx: Transaction, account: { readonly subject: string; readonly login: string }): Promise<void>;
  /** Ends every sign-in of the account: no refresh token works after it. Access tokens run out by themselves. */
  endSignIns(tx: Transaction, subject: string): Promise<void>;
  /** The public signing keys, as a JWK set document. */
  signingKeys(signal: AbortSignal): Promise<Response>;
}

/** Nest token of the `IdentityProvider`. */
export const IDENTITY_PROVIDER = Symbol('IdentityProvider');
