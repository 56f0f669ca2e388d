import type { Role } from '#contracts';
import { accepted, refused, type Outcome } from '../../../../kernel/outcome';

/** An open session, as far as the decision needs it. */
export interface OpenSession {
  readonly id: string;
  readonly signIn: string;
}

export interface WorkstationRequest {
  readonly role: Role;
  /** Claim `sid` of the caller's token. */
  readonly signIn: string;
  readonly takeOver: boolean;
  /** This user's open session, if any. */
  readonly own: OpenSession | null;
  readonly ownHasLiveCall: boolean;
  /** Open sessions of everybody, this user's included. */
  readonly open: number;
  readonly openAdministrators: number;
  readonly licences: number;
}

export type WorkstationDecision =
  | { readonly kind: 'keep'; readonly sessionId: string }
  | { readonly kind: 'open' }
  | { readonly kind: 'take-over'; readonly endSessionId: string };

export type WorkstationRefusal =
  | { readonly code: 'session-elsewhere'; readonly busy: boolean }
  | { readonly code: 'licences-exhausted'; readonly limit: number };

/**
 * Whether a sign-in gets a workstation. One user has one: a second is offered to end the first, never while that one is in a call.
 * A licence is one open session; past the count nobody but the first administrator is admitted, so that somebody can always mend it.
 */
export function openWorkstation(request: WorkstationRequest): Outcome<WorkstationDecision, WorkstationRefusal> {
  const { own } = request;
  if (own && own.signIn === request.signIn) return accepted({ kind: 'keep', sessionId: own.id });
  if (own && (request.ownHasLiveCall || !request.takeOver)) {
    return refused({ code: 'session-elsewhere', busy: request.ownHasLiveCall });
  }
  if (own) return accepted({ kind: 'take-over', endSessionId: own.id });
  const firstAdministrator = request.role === 'administrator' && request.openAdministrators === 0;
  if (request.open >= request.licences && !firstAdministrator) {
    return refused({ code: 'licences-exhausted', limit: request.licences });
  }
  return accepted({ kind: 'open' });
}
