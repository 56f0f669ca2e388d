import { readFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { chromium, type Browser, type Page } from 'playwright-core';

interface ShownToken {
  readonly token: string;
  readonly refreshToken: string;
  readonly claims: Record<string, unknown>;
}

/** One visit of a browser to a console of one page. */
export interface ConsolePage {
  signIn(login: string, password: string): Promise<void>;
  token(): Promise<ShownToken>;
  reload(): Promise<ShownToken>;
  signOut(): Promise<void>;
  /** Opens the console once more: true when the login form stands there. */
  asksForPassword(): Promise<boolean>;
  close(): Promise<void>;
}

/** A real Chromium, and a console that consists of keycloak-js alone. */
export interface BrowserConsole {
  readonly url: string;
  open(): Promise<ConsolePage>;
  stop(): Promise<void>;
}

const FLAGS = ['--no-sandbox', '--disable-background-networking', '--disable-component-update', '--disable-sync'];
const KEYCLOAK_JS = readFileSync(require.resolve('keycloak-js'), 'utf8');

const pageOf = (authUrl: string): string => `<!doctype html><title>console</title><body><script type="module">
import Keycloak from '/keycloak.js';
const keycloak = new Keycloak({ url: '${authUrl}', realm: 'centrala', clientId: 'console' });
await keycloak.init({ onLoad: 'login-required', pkceMethod: 'S256', checkLoginIframe: false });
window.keycloak = keycloak;
document.body.dataset.state = 'signed-in';
</script></body>`;

/** `authUrl` is asked when a page is served: the provider may start after the console. */
export async function startBrowserConsole(authUrl: () => string): Promise<BrowserConsole> {
  const server = createServer((request, response) => {
    const script = request.url?.startsWith('/keycloak.js');
    response.setHeader('content-type', script ? 'text/javascript' : 'text/html');
    response.end(script ? KEYCLOAK_JS : pageOf(authUrl()));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', () => resolve()));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: FLAGS });
  return { url, open: () => openPage(browser, url), stop: () => stop(browser, server) };
}

async function openPage(browser: Browser, url: string): Promise<ConsolePage> {
  const context = await browser.newContext({ locale: 'pl-PL' });
  const page = await context.newPage();
  page.setDefaultTimeout(30_000);
  const said: string[] = [];
  page.on('console', (message) => said.push(message.text()));
  page.on('pageerror', (error) => said.push(String(error)));
  page.on('requestfailed', (request) => said.push(`${request.url()}: ${request.failure()?.errorText ?? 'failed'}`));
  const signedIn = async () => {
    try {
      await page.waitForSelector('body[data-state=signed-in]', { state: 'attached' });
    } catch (error) {
      throw new Error(`Nobody signed in at ${page.url()}\n${said.join('\n')}`, { cause: error });
    }
  };
  return {
    signIn: async (login, password) => {
      await page.goto(`${url}/`);
      await page.fill('#username', login);
      await page.fill('#password', password);
      await page.keyboard.press('Enter');
      await signedIn();
    },
    token: () => shown(page),
    reload: async () => {
      await page.goto(`${url}/`);
      await signedIn();
      return shown(page);
    },
    signOut: async () => {
      await page.evaluate('void window.keycloak.logout({ redirectUri: location.origin + "/" })');
      await page.waitForSelector('#username');
    },
    asksForPassword: async () => {
      await page.goto(`${url}/`);
      await page.waitForSelector('#username, body[data-state=signed-in]', { state: 'attached' });
      return page.isVisible('#username');
    },
    close: () => context.close(),
  };
}

const shown = (page: Page): Promise<ShownToken> =>
  page.evaluate('({ token: keycloak.token, refreshToken: keycloak.refreshToken, claims: keycloak.tokenParsed })');

async function stop(browser: Browser, server: Server): Promise<void> {
  await browser.close();
  server.closeAllConnections();
  await new Promise<void>((resolve) => server.close(() => resolve()));
}
