import { setTimeout as pause } from 'node:timers/promises';

/** How to get a token for the Admin API: as a service account, or as a person (set-up only). */
export type AdminGrant =
  | { readonly kind: 'client'; readonly realm: string; readonly clientId: string; readonly secret: string }
  | { readonly kind: 'password'; readonly realm: string; readonly username: string; readonly password: string };

export interface KeycloakAdminOptions {
  /** Without a slash at the end: `http://127.0.0.1:8080`. */
  readonly baseUrl: string;
  readonly grant: AdminGrant;
  readonly timeoutMs?: number;
  /** Tries of one request, the first included. */
  readonly tries?: number;
}

/** Keycloak answered with something that is neither a success nor expected: `status`, and its message. */
export class KeycloakError extends Error {
  constructor(
    readonly status: number,
    readonly body: string,
    request: string,
  ) {
    super(`Keycloak answered ${request} with ${status}: ${body.slice(0, 300)}`);
  }
}

interface Token {
  readonly value: string;
  readonly until: number;
}

export interface AdminAnswer {
  readonly status: number;
  readonly body: unknown;
  /** Id of what was made, from `Location`. */
  readonly createdId: string | null;
}

/** Keycloak's Admin REST API: tokens, time-outs, and another try when the server is restarting or overloaded. */
export class KeycloakAdmin {
  private token: Token | undefined;

  constructor(private readonly options: KeycloakAdminOptions) {}

  async get<T>(path: string): Promise<T> {
    return (await this.send('GET', path)).body as T;
  }

  /** Null when there is no such thing. */
  async find<T>(path: string): Promise<T | null> {
    const answer = await this.send('GET', path, undefined, [404]);
    return answer.status === 404 ? null : (answer.body as T);
  }

  /** Statuses in `expected` are answers; every other failure throws KeycloakError. */
  async send(method: string, path: string, body?: unknown, expected: readonly number[] = []): Promise<AdminAnswer> {
    const response = await this.trying(async () => this.request(method, path, body));
    const text = await response.text();
    if (!response.ok && !expected.includes(response.status))
      throw new KeycloakError(response.status, text, `${method} ${path}`);
    const json = response.headers.get('content-type')?.includes('json') && text !== '';
    const createdId = response.headers.get('location')?.split('/').at(-1) ?? null;
    return { status: response.status, body: json ? (JSON.parse(text) as unknown) : text, createdId };
  }

  private async request(method: string, path: string, body: unknown): Promise<Response> {
    const attempt = async () =>
      fetch(`${this.options.baseUrl}/admin/realms${path}`, {
        method,
        headers: { authorization: `Bearer ${await this.bearer()}`, 'content-type': 'application/json' },
        ...(body !== undefined && { body: JSON.stringify(body) }),
        signal: AbortSignal.timeout(this.options.timeoutMs ?? 10_000),
      });
    const first = await attempt();
    if (first.status !== 401) return first;
    this.token = undefined;
    return attempt();
  }

  private async bearer(): Promise<string> {
    if (this.token && this.token.until > Date.now()) return this.token.value;
    const { grant, baseUrl, timeoutMs } = this.options;
    const fields: Record<string, string> =
      grant.kind === 'client'
        ? { grant_type: 'client_credentials', client_id: grant.clientId, client_secret: grant.secret }
        : { grant_type: 'password', client_id: 'admin-cli', username: grant.username, password: grant.password };
    const response = await fetch(`${baseUrl}/realms/${grant.realm}/protocol/openid-connect/token`, {
      method: 'POST',
      body: new URLSearchParams(fields),
      signal: AbortSignal.timeout(timeoutMs ?? 10_000),
    });
    if (!response.ok) throw new KeycloakError(response.status, await response.text(), 'the token request');
    const { access_token, expires_in } = (await response.json()) as { access_token: string; expires_in: number };
    this.token = { value: access_token, until: Date.now() + Math.max(0, expires_in - 20) * 1000 };
    return access_token;
  }

  /** Every command here sets a state, so that repeating one does no harm. */
  private async trying(work: () => Promise<Response>): Promise<Response> {
    const tries = this.options.tries ?? 3;
    for (let attempt = 1; ; attempt += 1) {
      try {
        const response = await work();
        if (response.status < 500 || attempt >= tries) return response;
      } catch (error) {
        if (attempt >= tries || (error instanceof KeycloakError && error.status < 500)) throw error;
      }
      await pause(100 * 2 ** attempt);
    }
  }
}
