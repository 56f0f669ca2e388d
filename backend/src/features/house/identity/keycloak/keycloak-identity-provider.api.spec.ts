import { KeycloakAdmin } from '../../../../platform/keycloak';
import { startKeycloak, keycloakHome } from '../../../../testing/keycloak-process';
import { notRun } from '../../../../testing/not-run';
import { signIn } from '../../../../testing/sign-in';
import { applyRealm } from '../../../../../../provisioning/keycloak/apply-realm';
import { fillIn, type RealmPlan } from '../../../../../../provisioning/keycloak/realm-plan';
import realm from '../../../../../../provisioning/keycloak/realm.json';
import { TokenVerifier } from '../edge/token-verifier';
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

const home = keycloakHome();

if (home) {
  identityProviderContract('A real Keycloak', () => start(home));
} else {
  it('runs the identity suite on a real Keycloak only where one is', () => {
    notRun('Identity provider contract on a real Keycloak', 'KEYCLOAK_HOME is not set to a Keycloak distribution');
    expect(home).toBeNull();
  });
}
