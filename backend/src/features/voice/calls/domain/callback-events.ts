import type { Instant } from '../../../../kernel/clock';
import type { DomainEvent } from '../../../../kernel/journal';
import type { LegId, NodeId } from '../../switch';
import type { Ringing } from './call-events';
import type { CallbackDialog, ContactCard, HandlingPolicy, QueueStay, WorkDemand } from './call-state';

type Of<Type extends string, Data> = DomainEvent<Type, Data & { readonly nodeId: NodeId; readonly at: Instant }>;

/** While he waits the caller is asked whether and where he wants to be called back. */
export type CallCallbackAsked = Of<
  'CallCallbackAsked',
  { legId: LegId; dialog: CallbackDialog; language: string | null }
>;
/** He goes on waiting. */
export type CallCallbackDeclined = Of<'CallCallbackDeclined', { legId: LegId; music: string }>;
/** He is called back; `queuedAt` is the start of the wait whose place he keeps. The call ends with it. */
export type CallCallbackAccepted = Of<
  'CallCallbackAccepted',
  {
    queueId: string;
    number: string;
    queuedAt: Instant;
    from: 'flow' | 'queue';
    demand: WorkDemand | null;
    contactId: string | null;
    ownNumber: string | null;
  }
>;
/** An attempt to call somebody back stands in his queue, without a line of its own yet. */
export type CallCallbackQueued = Of<
  'CallCallbackQueued',
  {
    callbackId: string;
    number: string;
    contact: ContactCard | null;
    ownNumber: string | null;
    policy: HandlingPolicy;
    stay: QueueStay;
    demand: WorkDemand | null;
  }
>;
/** An agent took it: now the customer is dialled. */
export type CallCallbackTaken = Of<
  'CallCallbackTaken',
  {
    agentId: string;
    extension: string;
    agentLegId: LegId;
    workId: string;
    queueWorkId: string;
    queueId: string | null;
  }
>;
export type CallDialedBack = Of<'CallDialedBack', { ring: Ringing }>;

export type CallbackCallEvent =
  | CallCallbackAsked
  | CallCallbackDeclined
  | CallCallbackAccepted
  | CallCallbackQueued
  | CallCallbackTaken
  | CallDialedBack;
export const CALLBACK_CALL_EVENTS = [
  'CallCallbackAsked',
  'CallCallbackDeclined',
  'CallCallbackAccepted',
  'CallCallbackQueued',
  'CallCallbackTaken',
  'CallDialedBack',
] as const satisfies readonly CallbackCallEvent['type'][];
