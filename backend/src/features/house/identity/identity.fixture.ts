import type { CreateUser, Role } from '#contracts';
import type { Cause } from '../../../platform/http';
import { PlatformDataModule } from '../../../platform/data';
import { bootApp, type BootOptions, type TestApp } from '../../../testing/boot-app';
import { signIn, type SignedIn } from '../../../testing/sign-in';
import { createTestDatabaseUrl, dropTestDatabase } from '../../../testing/test-database';
import { LicensingModule } from '../licensing';
import { IdentityModule } from './identity.module';
import { AccountLinks } from './use-cases/account-links';
import { Users } from './use-cases/users';

// Signing in costs a password check each time; on a busy machine that adds up.
jest.setTimeout(120_000);

export const CONSOLE_URL = 'http://console.test';
export const DOMAIN = 'firma.test';
export const PASSWORD = 'Zielone-jabłko-17';
export const TEST_CAUSE: Cause = { actor: { kind: 'system', id: 'test' }, correlation: 'test', causation: null };

/** The real identity and licensing on a database of their own. */
export interface IdentityWorld extends TestApp {
  /** A user who is active and has `PASSWORD`. */
  addUser(role: Role, name: string, more?: Partial<CreateUser>): Promise<{ id: string; login: string }>;
  signInAs(login: string, password?: string): Promise<SignedIn>;
  /** `Authorization` of a user who has signed in and taken the workstation. */
  session(login: string): Promise<string>;
}

export async function bootIdentity(options: Partial<BootOptions> = {}): Promise<IdentityWorld> {
  process.env['DATABASE_URL'] = await createTestDatabaseUrl();
  process.env['CENTRALA_PUBLIC_URL'] = CONSOLE_URL;
  process.env['CENTRALA_DOMAIN'] = DOMAIN;
  process.env['CENTRALA_PASSWORD_COST'] = '13';
  process.env['CENTRALA_MAIL_OUTBOX'] = `/tmp/centrala-test-outbox-${process.pid}`;
  const modules = [PlatformDataModule, LicensingModule, IdentityModule, ...(options.modules ?? [])];
  const test = await bootApp({ ...options, modules, realAccess: true });
  const databaseUrl = process.env['DATABASE_URL'];
  const signInAs = (login: string, password = PASSWORD) =>
    signIn({ url: test.url, consoleUrl: CONSOLE_URL, login, password });
  return {
    ...test,
    signInAs,
    addUser: (role, name, more) => addUser(test, { role, name, ...more }),
    session: async (login) => {
      const authorization = `Bearer ${(await signInAs(login)).accessToken}`;
      await test.http.post('/api/v1/session').set({ authorization }).send({}).expect(200);
      return authorization;
    },
    close: async () => {
      await test.close();
      await dropTestDatabase(databaseUrl);
    },
  };
}

async function addUser(
  test: TestApp,
  { name, role, ...more }: { name: string; role: Role } & Partial<CreateUser>,
): Promise<{ id: string; login: string }> {
  const login = `${name}@${DOMAIN}`;
  const given: CreateUser = {
    ...{ login, firstName: name, lastName: 'Testowa', email: `${name}@mail.test`, role, extension: null },
    ...{ permissionSetIds: [], groupIds: [], supervisedGroupIds: [], language: 'pl' as const },
    ...more,
  };
  const created = await test.get(Users).create(given, TEST_CAUSE);
  if (!created.ok) throw new Error(created.refusal.code);
  const links = test.get(AccountLinks);
  const link = await links.issue(created.value.id, 'activation', TEST_CAUSE);
  if (!link.ok) throw new Error(link.refusal.code);
  const token = new URL(link.value.url).searchParams.get('token') ?? '';
  const activated = await links.complete('activation', { token, password: PASSWORD }, TEST_CAUSE);
  if (!activated.ok) throw new Error(activated.refusal.code);
  return { id: created.value.id, login };
}
