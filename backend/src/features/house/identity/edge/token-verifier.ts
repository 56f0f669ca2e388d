import { Inject, Injectable } from '@nestjs/common';
import { createRemoteJWKSet, customFetch, errors, exportSPKI, jwtVerify, type CryptoKey } from 'jose';
import KeycloakConnect from 'keycloak-connect';
import type { Instant } from '../../../../kernel/clock';
import { ProblemException } from '../../../../platform/http';
import { API_AUDIENCE, REALM } from '../identity.config';
import { IDENTITY_PROVIDER, type IdentityProvider } from '../port/identity-provider';

/** A token that holds: who it speaks for, and until when. */
export interface VerifiedToken {
  readonly subject: string;
  /** Claim `sid`: the sign-in that it belongs to. */
  readonly signIn: string;
  readonly expiresAt: Instant;
  hasRole(role: string): boolean;
}

export interface VerifierTiming {
  /** A key that is not known makes the keys be fetched again, at most so often. */
  readonly cooldownMs: number;
}

export const VERIFIER_TIMING = Symbol('VerifierTiming');
export const verifierTiming: VerifierTiming = { cooldownMs: 5_000 };

const FETCH_MS = 4_000;
const KEYS_LIVE_MS = 10 * 60_000;
const TOLERANCE_SECONDS = 5;
const OLDEST = '13h';
const KEYCLOAKS = 4;

/**
 * Verifies access tokens in two steps. jose is strict: algorithm, issuer, audience, expiry, signature. keycloak-connect then reads
 * the roles; alone it would take tokens without expiry, and it is given the key that jose has used, so that it never fetches.
 */
@Injectable()
export class TokenVerifier {
  private readonly keys: ReturnType<typeof createRemoteJWKSet>;
  private readonly keycloaks = new Map<string, KeycloakConnect.Keycloak>();

  constructor(
    @Inject(IDENTITY_PROVIDER) private readonly provider: IdentityProvider,
    @Inject(VERIFIER_TIMING) timing: VerifierTiming,
  ) {
    this.keys = createRemoteJWKSet(new URL(`${provider.issuer}/protocol/openid-connect/certs`), {
      timeoutDuration: FETCH_MS,
      cooldownDuration: timing.cooldownMs,
      cacheMaxAge: KEYS_LIVE_MS,
      [customFetch]: (_url, { signal }) => this.provider.signingKeys(signal),
    });
  }

  /** Throws 401 `token-expired` or `token-invalid`; 503 `identity-unavailable` when the keys cannot be had. */
  async verify(token: string): Promise<VerifiedToken> {
    const { payload, key, protectedHeader } = await this.strict(token);
    const keycloak = await this.keycloakFor(protectedHeader.kid ?? '', key);
    const { access_token: granted } = await keycloak.grantManager
      .createGrant({ access_token: token } as never)
      .catch((error: unknown) => refuse(String(error).includes('expired') ? 'token-expired' : 'token-invalid'));
    if (!granted) return refuse('token-invalid');
    return {
      subject: String(payload.sub),
      signIn: String(payload['sid']),
      expiresAt: Number(payload.exp) * 1000,
      hasRole: (role) => granted.hasRole(`realm:${role}`),
    };
  }

  private async strict(token: string) {
    try {
      return await jwtVerify(token, this.keys, {
        issuer: this.provider.issuer,
        audience: API_AUDIENCE,
        algorithms: ['RS256'],
        requiredClaims: ['exp', 'iat', 'sub', 'sid'],
        clockTolerance: TOLERANCE_SECONDS,
        maxTokenAge: OLDEST,
      });
    } catch (error) {
      if (error instanceof errors.JWTExpired) return refuse('token-expired');
      if (isTokensFault(error)) return refuse('token-invalid');
      throw new ProblemException(503, 'identity-unavailable', { retryAfter: 5 });
    }
  }

  private async keycloakFor(kid: string, key: CryptoKey | Uint8Array): Promise<KeycloakConnect.Keycloak> {
    const known = this.keycloaks.get(kid);
    if (known) return known;
    const made = new KeycloakConnect({}, keycloakConfig(this.provider.issuer, await publicKeyText(key as CryptoKey)));
    if (this.keycloaks.size >= KEYCLOAKS) this.keycloaks.clear();
    this.keycloaks.set(kid, made);
    return made;
  }
}

/** Anything else that jose throws (a time-out, a key set that is none) is the provider's fault, not the token's. */
const isTokensFault = (error: unknown): boolean =>
  error instanceof errors.JWTClaimValidationFailed ||
  error instanceof errors.JWTInvalid ||
  error instanceof errors.JWSInvalid ||
  error instanceof errors.JWSSignatureVerificationFailed ||
  error instanceof errors.JOSEAlgNotAllowed ||
  error instanceof errors.JOSENotSupported ||
  error instanceof errors.JWKSNoMatchingKey ||
  error instanceof errors.JWKSMultipleMatchingKeys;

const refuse = (code: 'token-expired' | 'token-invalid'): never => {
  throw new ProblemException(401, code);
};

async function publicKeyText(key: CryptoKey): Promise<string> {
  return (await exportSPKI(key)).replace(/-----[A-Z ]+-----|\s/g, '');
}

const keycloakConfig = (issuer: string, publicKey: string): KeycloakConnect.KeycloakConfig =>
  ({
    realm: REALM,
    'auth-server-url': issuer.slice(0, -`/realms/${REALM}`.length),
    'realm-public-key': publicKey,
    resource: API_AUDIENCE,
    'bearer-only': true,
    'ssl-required': 'none',
    'confidential-port': 0,
    'verify-token-audience': true,
  }) as KeycloakConnect.KeycloakConfig;
