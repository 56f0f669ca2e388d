import { exportJWK, generateKeyPair, SignJWT, type CryptoKey, type JWK, type JWTPayload } from 'jose';
import type { IdentityProvider } from '../port/identity-provider';
import { TokenVerifier } from './token-verifier';

const ISSUER = 'http://idp.test/realms/centrala';

interface TestKey {
  readonly kid: string;
  readonly privateKey: CryptoKey;
  readonly jwk: JWK;
}

async function makeKey(kid: string): Promise<TestKey> {
  const { privateKey, publicKey } = await generateKeyPair('RS256');
  return { kid, privateKey, jwk: { ...(await exportJWK(publicKey)), kid, alg: 'RS256', use: 'sig' } };
}

/** A provider of which only the keys matter. */
class Keys {
  answer: () => Promise<Response> = async () => Response.json({ keys: [] });
  asked = 0;
  readonly provider = {
    issuer: ISSUER,
    signingKeys: () => {
      this.asked += 1;
      return this.answer();
    },
  } as unknown as IdentityProvider;

  publish(...keys: TestKey[]): void {
    this.answer = async () => Response.json({ keys: keys.map(({ jwk }) => jwk) });
  }
}

const now = (): number => Math.floor(Date.now() / 1000);
const claims = (): JWTPayload => ({
  ...{ iss: ISSUER, aud: ['centrala-api', 'account'], sub: 'subject', sid: 'sign-in', typ: 'Bearer', azp: 'console' },
  ...{ iat: now(), exp: now() + 300, realm_access: { roles: ['agent'] } },
});

const sign = (key: TestKey, payload: JWTPayload, alg = 'RS256') =>
  new SignJWT(payload).setProtectedHeader({ alg, kid: key.kid }).sign(key.privateKey);

describe('verifying tokens', () => {
  let key: TestKey;
  let other: TestKey;
  let keys: Keys;
  let verifier: TokenVerifier;

  beforeAll(async () => {
    [key, other] = [await makeKey('first'), await makeKey('second')];
  });
  beforeEach(() => {
    keys = new Keys();
    keys.publish(key);
    verifier = new TokenVerifier(keys.provider, { cooldownMs: 0 });
  });

  const codeOf = async (token: string): Promise<string> =>
    verifier.verify(token).then(
      () => 'accepted',
      (error: { code: string }) => error.code,
    );

  it('accepts a sound one, asks for the keys once, and reads roles through keycloak-connect', async () => {
    const verified = await verifier.verify(await sign(key, claims()));
    expect(verified).toMatchObject({ subject: 'subject', signIn: 'sign-in' });
    expect([verified.hasRole('agent'), verified.hasRole('administrator')]).toEqual([true, false]);
    await verifier.verify(await sign(key, claims()));
    expect(keys.asked).toBe(1);
  });

  it.each<[string, JWTPayload]>([
    ['no expiry', { exp: undefined }],
    ['no sign-in', { sid: undefined }],
    ['no subject', { sub: undefined }],
    ['another issuer', { iss: 'http://evil.test/realms/centrala' }],
    ['another audience', { aud: 'console' }],
    ['a start in the future', { nbf: now() + 600 }],
    ['an issue in the future', { iat: now() + 600 }],
    ['an issue long ago', { iat: now() - 24 * 3600 }],
    ['another kind', { typ: 'Refresh' }],
  ])('refuses one with %s', async (_what, change) => {
    const result = await codeOf(await sign(key, { ...claims(), ...change }));
    expect(result).toBe(_what === 'an issue long ago' ? 'token-expired' : 'token-invalid');
  });

  it('tells an expired one', async () => {
    expect(await codeOf(await sign(key, { ...claims(), exp: now() - 60 }))).toBe('token-expired');
  });

  it('takes no other algorithm, even with the right key', async () => {
    const secret = new TextEncoder().encode(JSON.stringify(key.jwk));
    const confused = await new SignJWT(claims()).setProtectedHeader({ alg: 'HS256', kid: key.kid }).sign(secret);
    expect(await codeOf(confused)).toBe('token-invalid');
  });

  it('fetches the keys again for one that it does not know, and refuses one that nobody published', async () => {
    expect(await codeOf(await sign(key, claims()))).toBe('accepted');
    expect(await codeOf(await sign(other, claims()))).toBe('token-invalid');
    keys.publish(other, key);
    expect(await codeOf(await sign(other, claims()))).toBe('accepted');
    expect(await codeOf(await sign(key, claims()))).toBe('accepted');
  });

  it('does not ask again before the cooldown is over, however many strange tokens come', async () => {
    verifier = new TokenVerifier(keys.provider, { cooldownMs: 60_000 });
    await verifier.verify(await sign(key, claims()));
    const strange = await sign(other, claims());
    await Promise.all(Array.from({ length: 20 }, () => codeOf(strange)));
    expect(keys.asked).toBe(1);
  });

  it.each<[string, () => Promise<Response>]>([
    ['answers with a page', async () => new Response('<html>', { headers: { 'content-type': 'text/html' } })],
    ['answers with an error', async () => new Response('', { status: 502 })],
    ['answers with something else', async () => Response.json({ nothing: true })],
    ['cannot be reached', () => Promise.reject(new TypeError('fetch failed'))],
  ])('blames the provider, not the token, when it %s', async (_what, answer) => {
    keys.answer = answer;
    expect(await codeOf(await sign(key, claims()))).toBe('identity-unavailable');
  });

  it('reads roles of any shape without breaking', async () => {
    for (const realm_access of [undefined, null, {}, { roles: null }, { roles: 'agent' }]) {
      const token = await sign(key, { ...claims(), realm_access });
      const verified = await verifier.verify(token);
      expect(verified.hasRole('administrator')).toBe(false);
    }
  });
});
