import { decodeJwt, decodeProtectedHeader, SignJWT, generateKeyPair } from 'jose';
import { randomUUID } from 'node:crypto';
import type { Role } from '#contracts';
import type { Transaction } from '../../../../platform/database';
import { CookieJar, SignInRefused, type SignedIn } from '../../../../testing/sign-in';
import type { TokenVerifier } from '../edge/token-verifier';
import type { BrowserConsole } from './browser-console.fixture';
import type { IdentityProvider } from './identity-provider';

/** A provider that runs, and what a test may do to it from outside. */
export interface ProviderHarness {
  readonly provider: IdentityProvider;
  readonly verifier: TokenVerifier;
  readonly browser: BrowserConsole;
  readonly realmUrl: string;
  readonly consoleUrl: string;
  transaction<T>(work: (tx: Transaction) => Promise<T>): Promise<T>;
  signIn(login: string, password: string, cookies?: CookieJar): Promise<SignedIn>;
  rotateKeys(): Promise<void>;
  /** From now on access tokens live this long; null: as always. */
  tokenLifetime(seconds: number | null): Promise<void>;
  stop(): Promise<void>;
}

const PASSWORD = 'Zielone-jabłko-17';
const OTHER_PASSWORD = 'Czerwona-śliwka-23';

/** What the console, the guard and the use cases rely on, whoever the provider is. */
export function identityProviderContract(name: string, start: () => Promise<ProviderHarness>): void {
  // A browser, a JVM and password hashing: slow on a busy machine, never endless.
  jest.setTimeout(180_000);
  describe(`${name} as identity provider`, () => {
    let harness: ProviderHarness;
    beforeAll(async () => {
      harness = await start();
    }, 300_000);
    afterAll(() => harness?.stop());

    const code = (work: Promise<unknown>) =>
      work.then(
        () => 'accepted',
        (error: { code?: string }) => error.code ?? JSON.stringify(error),
      );

    /** An account with a password; its login is new in each test. */
    async function account(role: Role = 'agent', enabled = true): Promise<{ subject: string; login: string }> {
      const login = `osoba-${randomUUID().slice(0, 8)}@firma.test`;
      const person = { userId: randomUUID(), login, email: login, firstName: 'Ola', lastName: 'Próbna', role, enabled };
      const { subject } = await harness.transaction((tx) => harness.provider.createAccount(tx, person));
      await setPassword(subject, PASSWORD);
      return { subject, login };
    }

    const setPassword = (subject: string, password: string) =>
      harness.transaction((tx) => harness.provider.setPassword(tx, subject, password));

    const refusal = async (login: string, password: string): Promise<number> => {
      try {
        await harness.signIn(login, password);
        return 0;
      } catch (error) {
        if (error instanceof SignInRefused) return error.status;
        throw error;
      }
    };

    async function renew(refreshToken: string): Promise<{ status: number; tokens: Record<string, string> }> {
      const body = new URLSearchParams({
        grant_type: 'refresh_token',
        client_id: 'console',
        refresh_token: refreshToken,
      });
      const response = await fetch(`${harness.realmUrl}/protocol/openid-connect/token`, { method: 'POST', body });
      return { status: response.status, tokens: (await response.json()) as Record<string, string> };
    }

    it('signs a person in through a browser, comes back after a reload, and signs out', async () => {
      const { login, subject } = await account('supervisor');
      const page = await harness.browser.open();
      try {
        await page.signIn(login, PASSWORD);
        const first = await page.token();
        expect(await harness.verifier.verify(first.token)).toMatchObject({ subject });
        expect(first.claims).toMatchObject({ preferred_username: login, typ: 'Bearer', azp: 'console' });

        const again = await page.reload();
        expect(again.claims).toMatchObject({ sub: subject, sid: first.claims['sid'] });

        await page.signOut();
        expect(await page.asksForPassword()).toBe(true);
        expect((await renew(again.refreshToken)).status).toBe(400);
      } finally {
        await page.close();
      }
    });

    it('puts the claims into access tokens that the guard and keycloak-connect read', async () => {
      const { login, subject } = await account('agent');
      const { accessToken } = await harness.signIn(login, PASSWORD);
      const verified = await harness.verifier.verify(accessToken);
      expect(verified).toMatchObject({ subject, signIn: decodeJwt(accessToken)['sid'] });
      expect(verified.hasRole('agent')).toBe(true);
      expect(verified.hasRole('administrator')).toBe(false);
      expect([decodeJwt(accessToken).aud].flat()).toContain('centrala-api');
      expect(decodeProtectedHeader(accessToken).alg).toBe('RS256');
    });

    it('takes over an account that is there already', async () => {
      const { login, subject } = await account();
      const person = {
        userId: randomUUID(),
        login,
        email: login,
        firstName: 'Ola',
        lastName: 'Nowa',
        role: 'supervisor' as const,
        enabled: true,
      };
      expect(await harness.transaction((tx) => harness.provider.createAccount(tx, person))).toEqual({ subject });
      const { accessToken } = await harness.signIn(login, PASSWORD);
      expect(decodeJwt(accessToken)).toMatchObject({ name: 'Ola Nowa' });
    });

    it('gives the new role with the next renewal of the token', async () => {
      const { login, subject } = await account('agent');
      const { refreshToken } = await harness.signIn(login, PASSWORD);
      await harness.transaction((tx) => harness.provider.changeAccount(tx, subject, { role: 'administrator' }));
      const { tokens } = await renew(refreshToken);
      const verified = await harness.verifier.verify(tokens['access_token'] ?? '');
      expect([verified.hasRole('administrator'), verified.hasRole('agent')]).toEqual([true, false]);
    });

    it('rotates refresh tokens: one that was used works no more', async () => {
      const { login } = await account();
      const { refreshToken } = await harness.signIn(login, PASSWORD);
      const renewed = await renew(refreshToken);
      expect(renewed.status).toBe(200);
      expect(decodeJwt(renewed.tokens['refresh_token'] ?? '').exp).toBeGreaterThan(Date.now() / 1000);
      expect((await renew(refreshToken)).status).toBe(400);
    });

    it('has its wrong tokens told apart from its expired ones', async () => {
      const { login } = await account();
      const { accessToken, idToken } = await harness.signIn(login, PASSWORD);
      const [header, payload, signature = ''] = accessToken.split('.');
      const forged = Buffer.from(
        JSON.stringify({ ...decodeJwt(accessToken), realm_access: { roles: ['administrator'] } }),
      ).toString('base64url');
      const { privateKey } = await generateKeyPair('RS256');
      const strange = await new SignJWT(decodeJwt(accessToken))
        .setProtectedHeader({ alg: 'RS256', kid: 'strange' })
        .sign(privateKey);
      const unsigned = Buffer.from('{"alg":"none"}').toString('base64url');
      expect(await code(harness.verifier.verify(`${header}.${forged}.${signature}`))).toBe('token-invalid');
      expect(await code(harness.verifier.verify(`${unsigned}.${payload}.`))).toBe('token-invalid');
      expect(await code(harness.verifier.verify(strange))).toBe('token-invalid');
      expect(await code(harness.verifier.verify(idToken))).toBe('token-invalid');

      await harness.tokenLifetime(1);
      const short = (await harness.signIn(login, PASSWORD)).accessToken;
      await harness.tokenLifetime(null);
      expect(await expiredCode(short)).toBe('token-expired');
    });

    /** Verifies until the token has run out. */
    async function expiredCode(token: string): Promise<string> {
      for (;;) {
        const result = await code(harness.verifier.verify(token));
        if (result !== 'accepted') return result;
      }
    }

    it('rotates its keys while tokens of the old one go on', async () => {
      const { login } = await account();
      const before = (await harness.signIn(login, PASSWORD)).accessToken;
      await harness.verifier.verify(before);
      await harness.rotateKeys();
      const after = (await harness.signIn(login, PASSWORD)).accessToken;
      expect(decodeProtectedHeader(after).kid).not.toBe(decodeProtectedHeader(before).kid);
      expect(await code(harness.verifier.verify(after))).toBe('accepted');
      expect(await code(harness.verifier.verify(before))).toBe('accepted');
    });

    it('lets nobody in before the activation, and in after it', async () => {
      const { login, subject } = await account('agent', false);
      expect(await refusal(login, PASSWORD)).toBeGreaterThan(0);
      await harness.transaction((tx) => harness.provider.changeAccount(tx, subject, { enabled: true }));
      expect(await refusal(login, PASSWORD)).toBe(0);
    });

    it('changes a password: the old one and all its sign-ins end', async () => {
      const { login, subject } = await account();
      const cookies = new CookieJar();
      const { refreshToken } = await harness.signIn(login, PASSWORD, cookies);
      expect(await setPassword(subject, OTHER_PASSWORD)).toEqual({ ok: true, value: undefined });
      await harness.transaction((tx) => harness.provider.endSignIns(tx, subject));
      expect((await renew(refreshToken)).status).toBe(400);
      expect(await refusal(login, PASSWORD)).toBeGreaterThan(0);
      expect(await refusal(login, OTHER_PASSWORD)).toBe(0);
      await expect(harness.signIn(login, PASSWORD, cookies)).rejects.toBeInstanceOf(SignInRefused);
    });

    it('refuses passwords that break the policy', async () => {
      const { subject, login } = await account();
      expect(await setPassword(subject, 'krótkie')).toEqual({
        ok: false,
        refusal: { code: 'password-refused', rule: 'too-short' },
      });
      expect(await setPassword(subject, login)).toEqual({
        ok: false,
        refusal: { code: 'password-refused', rule: 'is-login' },
      });
    });

    it('ends the sign-ins of an account that is switched off', async () => {
      const { login, subject } = await account();
      const { refreshToken } = await harness.signIn(login, PASSWORD);
      await harness.transaction(async (tx) => {
        await harness.provider.changeAccount(tx, subject, { enabled: false });
        await harness.provider.endSignIns(tx, subject);
      });
      expect((await renew(refreshToken)).status).toBe(400);
      expect(await refusal(login, PASSWORD)).toBeGreaterThan(0);
    });

    it('locks an account that is guessed at, and unlocks it with a new password', async () => {
      const { login, subject } = await account();
      for (let attempt = 0; attempt < 6; attempt += 1)
        expect(await refusal(login, `zgaduję-hasło-${attempt}`)).toBeGreaterThan(0);
      expect(await refusal(login, PASSWORD)).toBeGreaterThan(0);
      await setPassword(subject, OTHER_PASSWORD);
      expect(await refusal(login, OTHER_PASSWORD)).toBe(0);
    });

    it('unlocks an account with the password that it has', async () => {
      const { login, subject } = await account();
      for (let attempt = 0; attempt < 6; attempt += 1)
        expect(await refusal(login, `zgaduję-hasło-${attempt}`)).toBeGreaterThan(0);
      await harness.transaction((tx) => harness.provider.unlock(tx, { subject, login }));
      expect(await refusal(login, PASSWORD)).toBe(0);
    });
  });
}
