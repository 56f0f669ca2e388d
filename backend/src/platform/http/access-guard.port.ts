import type { Instant } from '../../kernel/clock';
import type { Principal } from './principal';

/** What a caller shows, taken from an HTTP request or a socket handshake. */
export interface Credentials {
  /** The whole value: `Bearer …`, or another scheme the guard knows. */
  readonly authorization: string | null;
  readonly ip: string;
  readonly userAgent: string | null;
  readonly requestId: string;
}

export interface Admission {
  readonly principal: Principal;
  /** When the token ends; sockets are closed then. */
  readonly expiresAt: Instant;
}

/**
 * Verifies credentials; written by the identity feature and bound to `ACCESS_GUARD`.
 * `need: 'session'` asks for an open workstation session too, `'token'` for a valid token only.
 * Refuses with a ProblemException: 401 `not-signed-in`, `token-invalid`, `token-expired`; 403 `session-required`, `address-not-allowed` …
 */
export interface AccessGuard {
  admit(credentials: Credentials, need: 'session' | 'token'): Promise<Admission>;
}

export const ACCESS_GUARD = Symbol('AccessGuard');

/** Who a user is when he does not ask himself; written by the identity feature and bound to `PRINCIPALS`. */
export interface PrincipalSource {
  /** With what he may see and do at this moment; null: he may not come in any more. */
  of(userId: string): Promise<Principal | null>;
}

export const PRINCIPALS = Symbol('Principals');

/** Answers whether the Order contains a feature; written by licensing and bound to `FEATURE_GATE`. */
export interface FeatureGate {
  allows(feature: string): Promise<boolean>;
}

export const FEATURE_GATE = Symbol('FeatureGate');
