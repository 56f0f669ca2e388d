import { KeycloakAdmin } from '../../../../platform/keycloak';
import { keycloakHome, startKeycloak, type KeycloakProcess } from '../../../../testing/keycloak-process';
import { notRun } from '../../../../testing/not-run';
import { signIn, SignInRefused } from '../../../../testing/sign-in';
import { applyRealm } from '../../../../../../provisioning/keycloak/apply-realm';
import { fillIn, type RealmPlan } from '../../../../../../provisioning/keycloak/realm-plan';
import realm from '../../../../../../provisioning/keycloak/realm.json';
import { TokenVerifier } from '../edge/token-verifier';
import { bootIdentity, CONSOLE_URL, PASSWORD, type IdentityWorld } from '../identity.fixture';
import { startBrowserConsole } from '../port/browser-console.fixture';
import { identityProviderContract, type ProviderHarness } from '../port/identity-provider.contract';
import { KeycloakIdentityProvider } from './keycloak-identity-provider';

const SECRET = 'tajny-klucz-uslugi-17';
const NO_TRANSACTION = undefined as never;

async function start(home: string): Promise<ProviderHarness> {
  let authUrl = '';
  const browser = await startBrowserConsole(() => authUrl);
  const keycloak = await startKeycloak(home);
  authUrl = keycloak.url;
  const root = new KeycloakAdmin({
    baseUrl: keycloak.url,
    timeoutMs: 60_000,
    grant: { kind: 'password', realm: 'master', ...keycloak.admin },
  });
  const plan = fillIn(realm as RealmPlan, { PUBLIC_URL: browser.url, API_SECRET: SECRET });
  const first = await applyRealm(root, plan);
  const second = await applyRealm(root, plan);
  expect({ created: first.includes('realm centrala: created'), second }).toEqual({ created: true, second: [] });

  const admin = new KeycloakAdmin({
    baseUrl: keycloak.url,
    grant: { kind: 'client', realm: 'centrala', clientId: 'centrala-api', secret: SECRET },
  });
  const provider = new KeycloakIdentityProvider({ publicUrl: keycloak.url, internalUrl: keycloak.url }, admin);
  const realmUrl = `${keycloak.url}/realms/centrala`;
  const [client] = await root.get<{ id: string; attributes: Record<string, string> }[]>(
    '/centrala/clients?clientId=console',
  );
  if (!client) throw new Error('The realm has no console');
  return {
    provider,
    verifier: new TokenVerifier(provider, { cooldownMs: 0 }),
    browser,
    realmUrl,
    consoleUrl: browser.url,
    transaction: (work) => work(NO_TRANSACTION),
    signIn: (login, password, cookies) =>
      signIn({ url: browser.url, consoleUrl: browser.url, realmUrl, login, password, cookies }),
    rotateKeys: async () => {
      const config = {
        priority: ['200'],
        enabled: ['true'],
        active: ['true'],
        keySize: ['2048'],
        algorithm: ['RS256'],
      };
      await root.send('POST', '/centrala/components', {
        name: 'rotated',
        providerId: 'rsa-generated',
        providerType: 'org.keycloak.keys.KeyProvider',
        config,
      });
    },
    tokenLifetime: async (seconds) => {
      const attributes = { ...client.attributes, 'access.token.lifespan': seconds === null ? '' : String(seconds) };
      await root.send('PUT', `/centrala/clients/${client.id}`, { ...client, attributes });
    },
    stop: async () => {
      await browser.stop();
      await keycloak.stop();
    },
  };
}

/** The whole way through our API, with Keycloak in place of the embedded provider. */
function apiOverKeycloak(home: string): void {
  describe('The API over a real Keycloak', () => {
    let keycloak: KeycloakProcess;
    let world: IdentityWorld;

    beforeAll(async () => {
      keycloak = await startKeycloak(home);
      const grant = { kind: 'password' as const, realm: 'master', ...keycloak.admin };
      const root = new KeycloakAdmin({ baseUrl: keycloak.url, timeoutMs: 60_000, grant });
      await applyRealm(root, fillIn(realm as RealmPlan, { PUBLIC_URL: CONSOLE_URL, API_SECRET: SECRET }));
      const settings = { CENTRALA_KEYCLOAK_URL: keycloak.url, CENTRALA_KEYCLOAK_SECRET: SECRET };
      Object.assign(process.env, { CENTRALA_IDENTITY: 'keycloak', ...settings });
      world = await bootIdentity();
    }, 300_000);
    afterAll(async () => {
      await world?.close();
      await keycloak?.stop();
      delete process.env['CENTRALA_IDENTITY'];
    });

    const signInAs = (login: string, password = PASSWORD) =>
      signIn({ url: world.url, consoleUrl: CONSOLE_URL, realmUrl: `${keycloak.url}/realms/centrala`, login, password });

    it('activates by link, signs in, resets by link and shuts out', async () => {
      const admin = await world.addUser('administrator', 'szefowa');
      const headers = { authorization: `Bearer ${(await signInAs(admin.login)).accessToken}` };
      expect((await world.http.get('/api/v1/sign-in').expect(200)).body.url).toBe(keycloak.url);
      await world.http.post('/api/v1/session').set(headers).send({}).expect(200);

      const { login, id } = await world.addUser('agent', 'agentka');
      const theirs = { authorization: `Bearer ${(await signInAs(login)).accessToken}` };
      await world.http.post('/api/v1/session').set(theirs).send({}).expect(200);
      const link = await world.http.post(`/api/v1/users/${id}/password-reset`).set(headers).send({}).expect(200);
      const token = new URL(link.body.url as string).searchParams.get('token');
      const complete = (password: string) =>
        world.http.post('/api/v1/account/password-reset/complete').send({ token, password });
      expect((await complete(login).expect(400)).body.errors[0]).toMatchObject({ field: 'password' });
      await complete('Czerwona-śliwka-23').expect(204);
      await expect(signInAs(login)).rejects.toBeInstanceOf(SignInRefused);
      expect((await world.http.get('/api/v1/features').set(theirs).expect(403)).body.code).toBe('session-required');
      await signInAs(login, 'Czerwona-śliwka-23');

      await world.http.post(`/api/v1/users/${id}/deactivate`).set(headers).send({}).expect(200);
      await expect(signInAs(login, 'Czerwona-śliwka-23')).rejects.toBeInstanceOf(SignInRefused);
    });
  });
}

const home = keycloakHome();

if (home) {
  identityProviderContract('A real Keycloak', () => start(home));
  apiOverKeycloak(home);
} else {
  it('runs the identity suite on a real Keycloak only where one is', () => {
    notRun('Identity provider contract on a real Keycloak', 'KEYCLOAK_HOME is not set to a Keycloak distribution');
    expect(home).toBeNull();
  });
}
