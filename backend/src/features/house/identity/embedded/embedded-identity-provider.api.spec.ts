import { Database } from '../../../../platform/database';
import { signIn } from '../../../../testing/sign-in';
import { VERIFIER_TIMING, TokenVerifier } from '../edge/token-verifier';
import { bootIdentity } from '../identity.fixture';
import { startBrowserConsole } from '../port/browser-console.fixture';
import { identityProviderContract, type ProviderHarness } from '../port/identity-provider.contract';
import { IDENTITY_PROVIDER, type IdentityProvider } from '../port/identity-provider';
import { CLOCK, type Clock } from '../../../../kernel/clock';
import { EmbeddedSettings } from './embedded-settings';
import { SigningKeys } from './signing-keys';

/** Real time, which a test may push on so that the provider looks at its keys again. */
class PushedClock implements Clock {
  private pushed = 0;
  now = () => Date.now() + this.pushed;
  wall = () => this.now();
  push(ms: number): void {
    this.pushed += ms;
  }
  wakeAt(at: number, wake: () => void) {
    const timer = setTimeout(wake, Math.max(0, at - this.now()));
    return () => clearTimeout(timer);
  }
}

async function start(): Promise<ProviderHarness> {
  let authUrl = '';
  const clock = new PushedClock();
  const browser = await startBrowserConsole(() => authUrl);
  process.env['CENTRALA_CONSOLE_ORIGINS'] = browser.url;
  const world = await bootIdentity({
    customise: (builder) =>
      builder.overrideProvider(CLOCK).useValue(clock).overrideProvider(VERIFIER_TIMING).useValue({ cooldownMs: 0 }),
  });
  authUrl = world.url;
  const database = world.get(Database);
  return {
    provider: world.get<IdentityProvider>(IDENTITY_PROVIDER),
    verifier: world.get(TokenVerifier),
    browser,
    realmUrl: `${world.url}/realms/centrala`,
    consoleUrl: browser.url,
    transaction: (work) => database.transaction(work),
    signIn: (login, password, cookies) =>
      signIn({
        url: browser.url,
        consoleUrl: browser.url,
        realmUrl: `${world.url}/realms/centrala`,
        login,
        password,
        cookies,
      }),
    rotateKeys: async () => {
      await world.get(SigningKeys).rotate();
      clock.push(60_000);
    },
    tokenLifetime: async (seconds) => {
      world.get(EmbeddedSettings).accessTokenSeconds = seconds ?? undefined;
      clock.push(60_000);
    },
    stop: async () => {
      await browser.stop();
      await world.close();
      delete process.env['CENTRALA_CONSOLE_ORIGINS'];
    },
  };
}

identityProviderContract('The embedded provider', start);
