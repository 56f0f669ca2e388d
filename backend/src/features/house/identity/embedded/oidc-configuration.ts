import type { AccessToken, Configuration, JWK, KoaContextWithOIDC, RefreshToken, Session } from 'oidc-provider';
import type { Database } from '../../../../platform/database';
import { API_AUDIENCE, CONSOLE_CLIENT, REALM } from '../identity.config';
import type { AccountStore, StoredAccount } from './account.store';
import { logoutPage, problemPage } from './pages';
import { PayloadAdapter } from './payload.adapter';

export interface OidcSettings {
  readonly publicUrl: string;
  /** Origins that the console may be served from. */
  readonly origins: readonly string[];
  readonly keys: readonly JWK[];
  readonly cookieSecret: string;
  readonly database: Database;
  readonly accounts: AccountStore;
  /** Shorter in tests of expiry. */
  readonly accessTokenSeconds?: number | undefined;
}

const MINUTE = 60;
/** A shift with overtime; Keycloak's "SSO session max". */
export const SIGN_IN_SECONDS = 12 * 60 * MINUTE;
/** Without any renewal of tokens; Keycloak's "SSO session idle". */
const IDLE_SECONDS = 60 * MINUTE;
const ACCESS_TOKEN_SECONDS = 5 * MINUTE;
const LOGIN_SECONDS = 30 * MINUTE;
/** The API as a resource: makes access tokens JWTs for our audience. */
const RESOURCE = 'urn:centrala:api';
const SCOPES = 'openid profile email roles';
const P = '/protocol/openid-connect';

/** Routes, claims and lifetimes as Keycloak has them, so that the console and the guard need not know which one it is. */
export function oidcConfiguration(settings: OidcSettings): Configuration {
  return {
    adapter: (model: string) => new PayloadAdapter(settings.database, model),
    jwks: { keys: settings.keys },
    routes: {
      authorization: `${P}/auth`,
      token: `${P}/token`,
      jwks: `${P}/certs`,
      userinfo: `${P}/userinfo`,
      end_session: `${P}/logout`,
      revocation: `${P}/revoke`,
    },
    clients: [consoleClient(settings)],
    clientBasedCORS: (_ctx, origin) => settings.origins.includes(origin),
    pkce: { required: () => true },
    scopes: SCOPES.split(' '),
    claims: {
      openid: ['sub', 'sid'],
      profile: ['preferred_username', 'name', 'given_name', 'family_name'],
      email: ['email', 'email_verified'],
      roles: ['realm_access'],
    },
    conformIdTokenClaims: false,
    cookies: {
      keys: [settings.cookieSecret],
      long: { signed: true, sameSite: 'lax' },
      short: { signed: true, sameSite: 'lax' },
    },
    interactions: { url: (_ctx, interaction) => `/realms/${REALM}/login/${interaction.uid}` },
    findAccount: async (_ctx, subject) => {
      const account = await settings.accounts.bySubject(subject);
      return account?.enabled
        ? { accountId: subject, claims: () => ({ sub: subject, ...claimsOf(account) }) }
        : undefined;
    },
    loadExistingGrant: grantEverything,
    issueRefreshToken: (_ctx, client) => Promise.resolve(client.grantTypeAllowed('refresh_token')),
    rotateRefreshToken: true,
    expiresWithSession: () => Promise.resolve(true),
    ttl: lifetimes,
    features: features(settings),
    formats: {
      customizers: { jwt: (_ctx, token, jwt) => keycloakClaims(settings.accounts, token as AccessToken, jwt) },
    },
    renderError: (ctx, out) => {
      ctx.type = 'html';
      ctx.body = problemPage(ctx, { code: out.error, consoleUrl: settings.publicUrl });
    },
  };
}

const consoleClient = ({ publicUrl }: OidcSettings) => ({
  client_id: CONSOLE_CLIENT,
  token_endpoint_auth_method: 'none' as const,
  application_type: 'web' as const,
  grant_types: ['authorization_code', 'refresh_token'],
  response_types: ['code' as const],
  redirect_uris: [`${publicUrl}/`],
  post_logout_redirect_uris: [`${publicUrl}/`],
});

const features = ({
  publicUrl,
  origins,
  accessTokenSeconds = ACCESS_TOKEN_SECONDS,
}: OidcSettings): Configuration['features'] => ({
  devInteractions: { enabled: false },
  revocation: { enabled: true },
  rpInitiatedLogout: {
    enabled: true,
    logoutSource: (ctx, form) => {
      ctx.body = logoutPage(ctx, form, origins);
    },
    postLogoutSuccessSource: (ctx) => ctx.redirect(`${publicUrl}/`),
  },
  resourceIndicators: {
    enabled: true,
    defaultResource: () => RESOURCE,
    useGrantedResource: () => true,
    getResourceServerInfo: () => ({
      scope: 'roles',
      audience: API_AUDIENCE,
      accessTokenFormat: 'jwt',
      accessTokenTTL: accessTokenSeconds,
      jwt: { sign: { alg: 'RS256' } },
    }),
  },
});

const now = (): number => Math.floor(Date.now() / 1000);
const left = (since: number | undefined): number => Math.max(1, (since ?? now()) + SIGN_IN_SECONDS - now());

const lifetimes: Configuration['ttl'] = {
  AccessToken: (_ctx, token) => token.resourceServer?.accessTokenTTL ?? ACCESS_TOKEN_SECONDS,
  AuthorizationCode: MINUTE,
  IdToken: ACCESS_TOKEN_SECONDS,
  Interaction: LOGIN_SECONDS,
  Grant: SIGN_IN_SECONDS,
  Session: (_ctx: KoaContextWithOIDC, session: Session) => left(session.loginTs),
  RefreshToken: (_ctx: KoaContextWithOIDC, token: RefreshToken) => Math.min(IDLE_SECONDS, left(token.iiat)),
};

/** Our own console needs nobody's consent. */
const grantEverything: NonNullable<Configuration['loadExistingGrant']> = async (ctx) => {
  const { client, session, provider } = ctx.oidc;
  if (!client || !session?.accountId) return undefined;
  const known = session.grantIdFor(client.clientId);
  const existing = known ? await provider.Grant.find(known) : undefined;
  if (existing) return existing;
  const grant = new provider.Grant({ clientId: client.clientId, accountId: session.accountId });
  grant.addOIDCScope(SCOPES);
  grant.addResourceScope(RESOURCE, 'roles');
  await grant.save();
  return grant;
};

const claimsOf = (account: StoredAccount) => ({
  preferred_username: account.login,
  name: `${account.firstName} ${account.lastName}`,
  given_name: account.firstName,
  family_name: account.lastName,
  email: account.email,
  email_verified: true,
  realm_access: { roles: [account.role] },
});

/** What Keycloak puts into an access token: keycloak-connect and the console read these. */
async function keycloakClaims(
  accounts: AccountStore,
  token: AccessToken,
  jwt: { payload: Record<string, unknown> },
): Promise<void> {
  const account = await accounts.bySubject(token.accountId);
  if (!account) throw new Error('A token was asked for an account that is gone');
  const { sessionUid } = token as { sessionUid?: string };
  Object.assign(jwt.payload, { typ: 'Bearer', azp: token.clientId, sid: sessionUid, ...claimsOf(account) });
}
