import { Inject, Injectable } from '@nestjs/common';
import express, { type Express, type Request, type Response } from 'express';
import type { JWK } from 'jose';
import type { Client, Configuration, KoaContextWithOIDC } from 'oidc-provider';
import { Provider } from 'oidc-provider';
import { randomBytes } from 'node:crypto';
import { CLOCK, type Clock } from '../../../../kernel/clock';
import { Database } from '../../../../platform/database';
import { REALM } from '../identity.config';
import { SIGN_OUT_LISTENER, type SignOutListener } from '../port/sign-out-listener';
import { AccountStore } from './account.store';
import { EmbeddedSettings } from './embedded-settings';
import { LoginHandler } from './login-handler';
import { oidcConfiguration, SIGN_IN_SECONDS } from './oidc-configuration';
import { SigningKeys } from './signing-keys';

/** How long a process may go on with keys that another process has rotated; the old ones verify for an hour. */
const KEYS_FRESH_MS = 10_000;

interface Built {
  readonly provider: Provider;
  readonly handle: ReturnType<Provider['callback']>;
  readonly kids: string;
}

/**
 * The embedded identity provider as an HTTP handler for `/realms/centrala`. All state is in PostgreSQL, so that the provider object
 * is rebuilt whenever the keys were rotated, and any process can serve any request.
 */
@Injectable()
export class EmbeddedServer {
  private built: Promise<Built> | undefined;
  private keysReadAt = 0;

  constructor(
    private readonly database: Database,
    private readonly accounts: AccountStore,
    private readonly keys: SigningKeys,
    private readonly login: LoginHandler,
    private readonly settings: EmbeddedSettings,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(SIGN_OUT_LISTENER) private readonly signOuts: SignOutListener,
  ) {}

  /** Mount it at `/realms/centrala`. */
  handler(): Express {
    const app = express();
    app.disable('x-powered-by');
    app.get('/login/:uid', async (request, response) => this.login.show(request, response, await this.provider()));
    app.post('/login/:uid', express.urlencoded({ extended: false, limit: '8kb' }), async (request, response) =>
      this.login.submit(request, response, await this.provider()),
    );
    app.use(async (request: Request, response: Response) => {
      const { handle } = await this.current();
      unread(request);
      this.answerOwnOrigins(request, response);
      await handle(request, response);
    });
    return app;
  }

  /** keycloak-js asks with credentials, which the provider never allows by itself; seeing these headers it leaves the answer to us. */
  private answerOwnOrigins(request: Request, response: Response): void {
    const { origin = '' } = request.headers;
    if (!this.settings.origins.includes(origin)) return;
    response.set({ 'access-control-allow-origin': origin, 'access-control-allow-credentials': 'true' }).vary('Origin');
  }

  private async provider(): Promise<Provider> {
    return (await this.current()).provider;
  }

  private async current(): Promise<Built> {
    if (this.built && this.clock.now() - this.keysReadAt < KEYS_FRESH_MS) return this.built;
    this.keysReadAt = this.clock.now();
    const before = this.built;
    this.built = this.rebuild(await before?.catch(() => undefined));
    this.built.catch(() => (this.built = before));
    return this.built;
  }

  private async rebuild(before: Built | undefined): Promise<Built> {
    const keys = await this.keys.load();
    const kids = [this.settings.accessTokenSeconds, ...keys.map(({ kid }) => kid)].join();
    if (before?.kids === kids) return before;
    const { origins, issuer } = this.settings;
    const provider = new Provider(issuer, await this.configuration(keys));
    provider.proxy = true;
    allowAnyPathOf(provider, origins);
    shapeRefreshTokensAsJwt(provider, issuer);
    provider.use((ctx, next) => this.noticeSignOut(ctx as KoaContextWithOIDC, next));
    return { provider, handle: provider.callback(), kids };
  }

  private async configuration(keys: readonly JWK[]): Promise<Configuration> {
    const { publicUrl, origins, accessTokenSeconds } = this.settings;
    const cookieSecret = await this.keys.secret('cookies');
    const { database, accounts } = this;
    return oidcConfiguration({ publicUrl, origins, accessTokenSeconds, keys, cookieSecret, database, accounts });
  }

  /** Runs around the provider: by the time the browser is sent on, the workstation is free. */
  private async noticeSignOut(ctx: KoaContextWithOIDC, next: () => Promise<void>): Promise<void> {
    await next();
    const session = ctx.oidc?.route === 'end_session_confirm' ? ctx.oidc.session : undefined;
    if (!session?.accountId || !(session as { destroyed?: boolean }).destroyed) return;
    await this.signOuts.signedOut({ subject: session.accountId, signIn: session.uid });
  }
}

/** The platform's body parser has read the stream already; the provider wants to read it itself, so it gets the same bytes once more. */
function unread(request: Request & { rawBody?: Buffer }): void {
  const { rawBody } = request;
  if (!rawBody) return;
  Object.defineProperties(request, {
    readable: { value: true },
    iterator: {
      value: async function* () {
        yield rawBody;
      },
    },
  });
}

/** The console may ask to return to any of its pages, as Keycloak's `origin/*` allows. */
function allowAnyPathOf(provider: Provider, origins: readonly string[]): void {
  const allowed = (address: string): boolean => URL.canParse(address) && origins.includes(new URL(address).origin);
  const prototype = (provider.Client as unknown as { prototype: Client }).prototype;
  prototype.redirectUriAllowed = (address) => allowed(address);
  prototype.postLogoutRedirectUriAllowed = (address) => allowed(address);
}

/** keycloak-js reads the expiry out of the refresh token as if it were a JWT. To us it is an opaque handle of 256 random bits. */
function shapeRefreshTokensAsJwt(provider: Provider, issuer: string): void {
  const encode = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
  const prototype = provider.RefreshToken.prototype as unknown as { expiration?: number; generateTokenId(): string };
  prototype.generateTokenId = function generateTokenId(this: { expiration?: number }) {
    const iat = Math.floor(Date.now() / 1000);
    const body = { typ: 'Refresh', iss: issuer, iat, exp: iat + (this.expiration ?? SIGN_IN_SECONDS) };
    return [encode({ alg: 'none', typ: 'JWT' }), encode(body), randomBytes(32).toString('base64url')].join('.');
  };
}

export const EMBEDDED_PATH = `/realms/${REALM}`;
