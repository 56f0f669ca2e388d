import { createHash, randomBytes } from 'node:crypto';

export interface SignedIn {
  readonly accessToken: string;
  readonly refreshToken: string;
  readonly idToken: string;
  readonly cookies: CookieJar;
}

export interface SignInRequest {
  /** Where the application listens: `http://127.0.0.1:port`. */
  readonly url: string;
  /** Where browsers reach the console (CENTRALA_PUBLIC_URL). */
  readonly consoleUrl: string;
  readonly login: string;
  readonly password: string;
  /** The provider's realm address when it is not the application itself (a Keycloak). */
  readonly realmUrl?: string;
  readonly cookies?: CookieJar;
}

/** The cookies of one browser, as far as one host needs them. */
export class CookieJar {
  private readonly values = new Map<string, string>();

  take(response: Response): void {
    for (const line of response.headers.getSetCookie()) {
      const [pair = '', ...attributes] = line.split(';');
      const name = pair.slice(0, pair.indexOf('='));
      const gone = attributes.some((each) => /expires=Thu, 01 Jan 1970|max-age=0/i.test(each));
      if (gone) this.values.delete(name);
      else this.values.set(name, pair.slice(name.length + 1));
    }
  }

  header(): string {
    return [...this.values].map(([name, value]) => `${name}=${value}`).join('; ');
  }
}

/** The answer to a sign-in that did not go through: the page's status and text. */
export class SignInRefused extends Error {
  constructor(
    readonly status: number,
    readonly page: string,
  ) {
    super(`Sign-in refused with ${status}`);
  }
}

/** Signs in as a browser does (authorization code with PKCE, login page, cookies), without one. Works on Keycloak's page too. */
export async function signIn(request: SignInRequest): Promise<SignedIn> {
  const cookies = request.cookies ?? new CookieJar();
  const realm = request.realmUrl ?? `${request.url}/realms/centrala`;
  const verifier = randomBytes(32).toString('base64url');
  const redirectUri = `${request.consoleUrl}/`;
  const query = new URLSearchParams({
    client_id: 'console',
    response_type: 'code',
    scope: 'openid',
    redirect_uri: redirectUri,
    state: 'state',
    nonce: 'nonce',
    code_challenge: createHash('sha256').update(verifier).digest('base64url'),
    code_challenge_method: 'S256',
  });
  const visit = visitor(request, cookies);
  const first = await visit(`${realm}/protocol/openid-connect/auth?${query.toString()}`);
  const landed = typeof first === 'string' ? first : await submit(first, request, visit);
  const code = new URL(landed).searchParams.get('code');
  if (!code) throw new SignInRefused(400, landed);
  const body = new URLSearchParams({
    grant_type: 'authorization_code',
    client_id: 'console',
    code,
    redirect_uri: redirectUri,
    code_verifier: verifier,
  });
  const response = await fetch(`${realm}/protocol/openid-connect/token`, { method: 'POST', body });
  const tokens = (await response.json()) as Record<string, string>;
  if (!response.ok) throw new SignInRefused(response.status, JSON.stringify(tokens));
  return {
    accessToken: tokens['access_token'] ?? '',
    refreshToken: tokens['refresh_token'] ?? '',
    idToken: tokens['id_token'] ?? '',
    cookies,
  };
}

interface LoginForm {
  readonly action: string;
  readonly address: string;
}

type Visit = (address: string, form?: URLSearchParams) => Promise<string | LoginForm>;

async function submit(form: LoginForm, { login, password }: SignInRequest, visit: Visit): Promise<string> {
  const fields = new URLSearchParams({ username: login, password });
  const landed = await visit(new URL(form.action, form.address).href, fields);
  if (typeof landed === 'string') return landed;
  throw new SignInRefused(200, 'the login form came back');
}

/** Follows redirects until the console's own address (a string) or a login form. */
function visitor({ url, consoleUrl }: SignInRequest, cookies: CookieJar): Visit {
  return async (start, form) => {
    let address = start;
    let body = form;
    for (let hops = 0; hops < 10; hops += 1) {
      const response = await fetch(address.replace(consoleUrl, url), {
        method: body ? 'POST' : 'GET',
        redirect: 'manual',
        headers: { cookie: cookies.header(), accept: 'text/html' },
        ...(body && { body }),
      });
      cookies.take(response);
      const location = response.headers.get('location');
      if (!location) return loginForm(response, address, body !== undefined);
      address = new URL(location, address).href;
      body = undefined;
      if (address.startsWith(`${consoleUrl}/?`)) return address;
    }
    throw new Error('Too many redirects');
  };
}

async function loginForm(response: Response, address: string, submitted: boolean): Promise<LoginForm> {
  const page = await response.text();
  const action = /<form[^>]*\saction="([^"]+)"/.exec(page)?.[1];
  if (!action || submitted || response.status !== 200) throw new SignInRefused(response.status, page);
  return { action: action.replaceAll('&amp;', '&'), address };
}
