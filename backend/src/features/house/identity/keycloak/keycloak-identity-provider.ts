import { ROLES, type Role } from '#contracts';
import { accepted, refused, type Outcome } from '../../../../kernel/outcome';
import type { Transaction } from '../../../../platform/database';
import type { KeycloakAdmin } from '../../../../platform/keycloak';
import { REALM } from '../identity.config';
import type { Account, AccountChange, IdentityProvider, PasswordRefused } from '../port/identity-provider';

export interface KeycloakAddresses {
  /** As browsers and tokens name it. */
  readonly publicUrl: string;
  /** As the backend reaches it. */
  readonly internalUrl: string;
}

interface UserRepresentation {
  readonly id: string;
  readonly username: string;
}

interface RoleRepresentation {
  readonly id: string;
  readonly name: string;
}

/** A Keycloak realm, managed through its Admin API by the service account that provisioning has set up. */
export class KeycloakIdentityProvider implements IdentityProvider {
  readonly mode = 'keycloak';
  readonly issuer: string;

  constructor(
    private readonly addresses: KeycloakAddresses,
    private readonly admin: KeycloakAdmin,
  ) {
    this.issuer = `${addresses.publicUrl}/realms/${REALM}`;
  }

  async createAccount(_tx: Transaction, account: Account): Promise<{ subject: string }> {
    const { login, email, firstName, lastName, enabled, role } = account;
    const user = { username: login, email, emailVerified: true, firstName, lastName, enabled };
    const made = await this.admin.send('POST', `/${REALM}/users`, user, [409]);
    const subject = made.status === 409 ? await this.takeOver(login, user) : made.createdId;
    if (!subject) throw new Error('Keycloak did not say which user it made');
    await this.setRole(subject, role);
    return { subject };
  }

  async changeAccount(_tx: Transaction, subject: string, { role, ...change }: AccountChange): Promise<void> {
    if (Object.keys(change).length > 0) {
      const before = await this.admin.get<object>(this.user(subject));
      await this.admin.send('PUT', this.user(subject), { ...before, ...change });
    }
    if (role) await this.setRole(subject, role);
  }

  async setPassword(_tx: Transaction, subject: string, password: string): Promise<Outcome<void, PasswordRefused>> {
    const credential = { type: 'password', value: password, temporary: false };
    const answer = await this.admin.send('PUT', `${this.user(subject)}/reset-password`, credential, [400]);
    if (answer.status === 400) return refused({ code: 'password-refused', rule: ruleOf(answer.body) });
    await this.unlock(_tx, { subject });
    return accepted(undefined);
  }

  async unlock(_tx: Transaction, { subject }: { readonly subject: string }): Promise<void> {
    await this.admin.send('DELETE', `/${REALM}/attack-detection/brute-force/users/${subject}`, undefined, [404]);
  }

  async endSignIns(_tx: Transaction, subject: string): Promise<void> {
    await this.admin.send('POST', `${this.user(subject)}/logout`);
  }

  signingKeys(signal: AbortSignal): Promise<Response> {
    const address = `${this.addresses.internalUrl}/realms/${REALM}/protocol/openid-connect/certs`;
    return fetch(address, { signal, redirect: 'error', headers: { accept: 'application/json' } });
  }

  private async takeOver(login: string, user: object): Promise<string | null> {
    const query = new URLSearchParams({ username: login, exact: 'true' });
    const [existing] = await this.admin.get<UserRepresentation[]>(`/${REALM}/users?${query.toString()}`);
    if (!existing) return null;
    await this.admin.send('PUT', this.user(existing.id), { ...existing, ...user });
    return existing.id;
  }

  /** Exactly one of our roles; roles that others have given stay. */
  private async setRole(subject: string, role: Role): Promise<void> {
    const path = `${this.user(subject)}/role-mappings/realm`;
    const held = (await this.admin.get<RoleRepresentation[]>(path)).filter(({ name }) =>
      (ROLES as readonly string[]).includes(name),
    );
    const surplus = held.filter(({ name }) => name !== role);
    if (!held.some(({ name }) => name === role)) {
      const wanted = await this.admin.get<RoleRepresentation>(`/${REALM}/roles/${role}`);
      await this.admin.send('POST', path, [{ id: wanted.id, name: wanted.name }]);
    }
    if (surplus.length > 0) await this.admin.send('DELETE', path, surplus);
  }

  private user(subject: string): string {
    return `/${REALM}/users/${encodeURIComponent(subject)}`;
  }
}

/** Keycloak names the broken policy as a message key, for example `invalidPasswordMinLengthMessage`. */
function ruleOf(body: unknown): string {
  const { error = '' } = (body ?? {}) as { error?: string };
  if (/MinLength/i.test(error)) return 'too-short';
  if (/NotUsername|NotContainsUsername/i.test(error)) return 'is-login';
  return 'policy';
}
