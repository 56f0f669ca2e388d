import type { BlacklistDirection, RecontactFor } from '#contracts';
import type { DomainEvent } from '../../../../kernel/journal';

interface OfCall {
  readonly callId: string;
  readonly classifierId: string;
  readonly agentId: string;
}

/** `callId` and `classifierId` are null when it was planned by hand; then `recordId` names the record that is called, if any. */
export type RecontactSet = DomainEvent<
  'RecontactSet',
  {
    readonly callId: string | null;
    readonly classifierId: string | null;
    readonly recordId?: string | null;
    readonly agentId: string;
    readonly recontactId: string;
    readonly contactId: string | null;
    readonly number: string | null;
    readonly dueAt: string;
    readonly for: RecontactFor;
  }
>;
export type RecontactChanged = DomainEvent<
  'RecontactChanged',
  { readonly recontactId: string; readonly dueAt: string; readonly state: 'open' | 'done' | 'cancelled' }
>;
/** An agent is to call again soon: he is told. */
export type RecontactNear = DomainEvent<
  'RecontactNear',
  { readonly recontactId: string; readonly agentId: string; readonly dueAt: string; readonly party: string }
>;
/** Whoever keeps the blacklist follows this; it was decided by the classifier, not by the agent. */
export type NumberBlacklistAsked = DomainEvent<
  'NumberBlacklistAsked',
  OfCall & {
    readonly number: string;
    readonly direction: BlacklistDirection;
    readonly reason: string;
    readonly expiresAt: string | null;
  }
>;
/** Whoever has the process follows this. */
export type ContactPassed = DomainEvent<
  'ContactPassed',
  OfCall & { readonly processId: string; readonly contactId: string | null; readonly number: string | null }
>;
export type ExternalUrlOpened = DomainEvent<'ExternalUrlOpened', OfCall & { readonly url: string }>;
/** The desk was told to open it beside the call. */
export type ScriptAsked = DomainEvent<'ScriptAsked', OfCall & { readonly scriptId: string }>;
/** The rules have changed since the classifier was saved. */
export type ExternalUrlRefused = DomainEvent<'ExternalUrlRefused', OfCall & { readonly because: string }>;

export type FollowUpEvent =
  | RecontactSet
  | RecontactChanged
  | RecontactNear
  | NumberBlacklistAsked
  | ContactPassed
  | ExternalUrlOpened
  | ExternalUrlRefused
  | ScriptAsked;

export const FOLLOW_UP_EVENT_TYPES = [
  'RecontactSet',
  'RecontactChanged',
  'RecontactNear',
  'NumberBlacklistAsked',
  'ContactPassed',
  'ExternalUrlOpened',
  'ExternalUrlRefused',
  'ScriptAsked',
] as const satisfies readonly FollowUpEvent['type'][];
