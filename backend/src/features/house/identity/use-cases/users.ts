import { Inject, Injectable } from '@nestjs/common';
import type { CreateUser, UpdateUser } from '#contracts';
import { CLOCK, type Clock } from '../../../../kernel/clock';
import { IDS, type Ids } from '../../../../kernel/ids';
import { accepted, refused, type Outcome } from '../../../../kernel/outcome';
import { config } from '../../../../platform/config';
import { Database, type Transaction } from '../../../../platform/database';
import type { Cause } from '../../../../platform/http';
import { Journal } from '../../../../platform/journal';
import { UserStore, type UserRecord } from '../data/user.store';
import { UserLinksStore } from '../data/user-links.store';
import type { IdentityEvent } from '../domain/events';
import type { IdentityRefusal } from '../domain/refusals';
import { changesOf, loginHasDomain, USER_LINK_FIELDS, type UserLinkField } from '../domain/user-fields';
import { identityArea } from '../identity.config';
import { IDENTITY_PROVIDER, type IdentityProvider } from '../port/identity-provider';
import { refusalOfConflict } from './conflict';
import { Sessions } from './sessions';

type Result = Promise<Outcome<UserRecord, IdentityRefusal>>;

/** Creates, changes, deactivates and re-activates users, here and at the identity provider. */
@Injectable()
export class Users {
  private readonly domain = config(identityArea).domain;

  constructor(
    private readonly database: Database,
    private readonly journal: Journal,
    private readonly store: UserStore,
    private readonly links: UserLinksStore,
    private readonly sessions: Sessions,
    @Inject(IDENTITY_PROVIDER) private readonly provider: IdentityProvider,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(IDS) private readonly ids: Ids,
  ) {}

  async create(given: CreateUser, cause: Cause): Result {
    if (!loginHasDomain(given.login, this.domain)) return refused({ code: 'login-domain', domain: this.domain });
    return refusalOfConflict(() => this.database.transaction((tx) => this.createIn(tx, given, cause)));
  }

  update(id: string, { version, ...change }: UpdateUser, cause: Cause): Result {
    return refusalOfConflict(() =>
      this.database.transaction(async (tx) => {
        const before = await this.store.lock(tx, id);
        if (!before) return refused({ code: 'not-found' });
        if (before.version !== version) return refused({ code: 'stale-version' });
        return this.updateIn(tx, before, change, cause);
      }),
    );
  }

  /** Ends the user's session and every sign-in; the account stays, with all that hangs on it. */
  deactivate(id: string, cause: Cause): Result {
    return this.database.transaction(async (tx) => {
      const user = await this.store.lock(tx, id);
      if (!user) return refused({ code: 'not-found' });
      if (user.state === 'deactivated') return accepted(user);
      if (await this.isLastAdministrator(tx, user)) return refused({ code: 'last-administrator' });
      await this.store.setState(tx, id, 'deactivated');
      await this.sessions.endOfIn(tx, id, 'deactivated', cause);
      await this.provider.changeAccount(tx, user.subject, { enabled: false });
      await this.provider.endSignIns(tx, user.subject);
      await this.write(tx, id, [{ type: 'UserDeactivated', data: { userId: id } }], cause);
      return accepted(await this.present(tx, id));
    });
  }

  /** Lifts a lock that guessing has put on the account; there need be none. */
  unlock(id: string, cause: Cause): Result {
    return this.database.transaction(async (tx) => {
      const user = await this.store.lock(tx, id);
      if (!user) return refused({ code: 'not-found' });
      await this.provider.unlock(tx, user);
      await this.write(tx, id, [{ type: 'UserUnlocked', data: { userId: id } }], cause);
      return accepted(user);
    });
  }

  /** Back from deactivation. Who never set a password is invited again. */
  activate(id: string, cause: Cause): Result {
    return this.database.transaction(async (tx) => {
      const user = await this.store.lock(tx, id);
      if (!user) return refused({ code: 'not-found' });
      if (user.state !== 'deactivated') return refused({ code: 'wrong-state', state: user.state });
      const [{ activated } = { activated: false }] = await tx.query<{ activated: boolean }[]>(
        `select exists (select 1 from account_link where user_id = $1 and used_at is not null) as activated`,
        [id],
      );
      await this.store.setState(tx, id, activated ? 'active' : 'invited');
      await this.provider.changeAccount(tx, user.subject, { enabled: activated });
      await this.write(tx, id, [{ type: 'UserActivated', data: { userId: id, through: 'administrator' } }], cause);
      return accepted(await this.present(tx, id));
    });
  }

  private async createIn(tx: Transaction, given: CreateUser, cause: Cause): Result {
    const unknown = await this.unknownReference(tx, given);
    if (unknown) return refused({ code: 'unknown-reference', field: unknown });
    if (await this.taken(tx, 'login', given.login)) return refused({ code: 'login-taken' });
    if (given.extension && (await this.taken(tx, 'extension', given.extension)))
      return refused({ code: 'extension-taken' });
    const id = this.ids.next();
    const { login, email, firstName, lastName, role } = given;
    const { subject } = await this.provider.createAccount(tx, {
      userId: id,
      login,
      email,
      firstName,
      lastName,
      role,
      enabled: false,
    });
    await this.store.insert(tx, { ...given, id, subject, createdAt: this.clock.now() });
    for (const field of USER_LINK_FIELDS) await this.links.replace(tx, field, { userId: id, ids: given[field] });
    await this.write(tx, id, [{ type: 'UserCreated', data: { userId: id, ...given } }], cause);
    return accepted(await this.present(tx, id));
  }

  private async updateIn(
    tx: Transaction,
    before: UserRecord,
    change: Omit<UpdateUser, 'version'>,
    cause: Cause,
  ): Result {
    const unknown = await this.unknownReference(tx, change);
    if (unknown) return refused({ code: 'unknown-reference', field: unknown });
    const changes = changesOf<Omit<UpdateUser, 'version'>>(before, change);
    if (Object.keys(changes).length === 0) return accepted(before);
    const after = { ...before, ...definedOf(change) };
    if (changes.extension && after.extension && (await this.taken(tx, 'extension', after.extension)))
      return refused({ code: 'extension-taken' });
    if (changes.role && (await this.isLastAdministrator(tx, before))) return refused({ code: 'last-administrator' });
    await this.store.update(tx, before.id, after);
    for (const field of USER_LINK_FIELDS) {
      if (changes[field]) await this.links.replace(tx, field, { userId: before.id, ids: after[field] });
    }
    const { email, firstName, lastName, role } = after;
    if (changes.email || changes.firstName || changes.lastName || changes.role) {
      await this.provider.changeAccount(tx, before.subject, { email, firstName, lastName, role });
    }
    await this.write(
      tx,
      before.id,
      [{ type: 'UserUpdated', data: { userId: before.id, changes: changes as never } }],
      cause,
    );
    return accepted(await this.present(tx, before.id));
  }

  private async isLastAdministrator(tx: Transaction, user: UserRecord): Promise<boolean> {
    if (user.role !== 'administrator' || user.state !== 'active') return false;
    return (await this.store.otherActiveAdministrators(tx, user.id)) === 0;
  }

  private async unknownReference(
    tx: Transaction,
    given: Partial<Record<UserLinkField, string[]>>,
  ): Promise<UserLinkField | null> {
    for (const field of USER_LINK_FIELDS) {
      const ids = given[field];
      if (ids?.length && (await this.links.unknown(tx, field, ids)).length > 0) return field;
    }
    return null;
  }

  /** Asked before the provider is: the unique index is still what decides between two at the same moment. */
  private async taken(tx: Transaction, column: 'login' | 'extension', value: string): Promise<boolean> {
    return (await tx.query<unknown[]>(`select 1 from app_user where ${column} = $1`, [value])).length > 0;
  }

  private async present(tx: Transaction, id: string): Promise<UserRecord> {
    const user = await this.store.byId(id, tx);
    if (!user) throw new Error(`User ${id} vanished`);
    return user;
  }

  private async write(tx: Transaction, id: string, events: readonly IdentityEvent[], cause: Cause): Promise<void> {
    await this.journal.append(tx, `user-${id}`, events, { at: this.clock.now(), ...cause });
  }
}

function definedOf<T extends object>(given: T): { [K in keyof T]: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined)) as {
    [K in keyof T]: Exclude<T[K], undefined>;
  };
}
