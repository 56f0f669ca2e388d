import type { DomainEvent } from '../../../../kernel/journal';

/** The switch has written what the caller said. */
export type VoicemailRecorded = DomainEvent<'VoicemailRecorded', { messageId: string; durationMs: number }>;
/** `people`: whose inbox it came to; each of them is told. */
export type VoicemailReceived = DomainEvent<
  'VoicemailReceived',
  {
    messageId: string;
    boxId: string;
    box: string;
    callId: string;
    number: string | null;
    durationMs: number;
    people: readonly string[];
  }
>;
/** He said nothing, or next to nothing; the sound is gone. */
export type VoicemailTooShort = DomainEvent<
  'VoicemailTooShort',
  { messageId: string; boxId: string; callId: string; durationMs: number }
>;
export type VoicemailLost = DomainEvent<
  'VoicemailLost',
  { messageId: string; boxId: string; callId: string; reason: string }
>;
export type VoicemailHeard = DomainEvent<'VoicemailHeard', { messageId: string; boxId: string }>;
export type VoicemailHandled = DomainEvent<'VoicemailHandled', { messageId: string; boxId: string; note: string }>;
export type VoicemailReopened = DomainEvent<'VoicemailReopened', { messageId: string; boxId: string }>;
/** `by-retention`: it was handled long enough ago. */
export type VoicemailDeleted = DomainEvent<
  'VoicemailDeleted',
  { messageId: string; boxId: string; number: string | null; because: 'deleted' | 'by-retention' | 'erasure' }
>;
export type VoicemailBoxSaved = DomainEvent<'VoicemailBoxSaved', { boxId: string; box: object }>;
export type VoicemailBoxDeleted = DomainEvent<'VoicemailBoxDeleted', { boxId: string; name: string }>;

export type VoicemailEvent =
  | VoicemailRecorded
  | VoicemailReceived
  | VoicemailTooShort
  | VoicemailLost
  | VoicemailHeard
  | VoicemailHandled
  | VoicemailReopened
  | VoicemailDeleted
  | VoicemailBoxSaved
  | VoicemailBoxDeleted;

export const VOICEMAIL_EVENT_TYPES = [
  'VoicemailRecorded',
  'VoicemailReceived',
  'VoicemailTooShort',
  'VoicemailLost',
  'VoicemailHeard',
  'VoicemailHandled',
  'VoicemailReopened',
  'VoicemailDeleted',
  'VoicemailBoxSaved',
  'VoicemailBoxDeleted',
] as const satisfies readonly VoicemailEvent['type'][];
