import type { Spoken } from '#contracts';
import type { Instant } from '../../../../kernel/clock';
import type { DomainEvent } from '../../../../kernel/journal';
import type { LegId, NodeId } from '../../switch';

type Of<Type extends string, Data> = DomainEvent<Type, Data & { readonly nodeId: NodeId; readonly at: Instant }>;

/** What a call takes from a box's settings when it comes to it. */
export interface VoicemailPlan {
  readonly boxId: string;
  readonly name: string;
  /** Empty: a plain request to speak after the tone. */
  readonly greeting: readonly Spoken[];
  readonly language: string;
  readonly maximumSeconds: number;
}

/** Nobody takes the call now: the caller may leave a message. `from`: how he came there. */
export type CallVoicemailEntered = Of<
  'CallVoicemailEntered',
  { legId: LegId; messageId: string; box: VoicemailPlan; from: 'flow' | 'overflow' | 'ring' | 'transfer' }
>;
/** He hears `files` and the tone. */
export type CallVoicemailGreeted = Of<
  'CallVoicemailGreeted',
  { legId: LegId; messageId: string; playbackId: string; files: readonly string[]; milliseconds: number }
>;
/** He speaks; the switch writes it to `path`. */
export type CallVoicemailStarted = Of<
  'CallVoicemailStarted',
  {
    legId: LegId;
    messageId: string;
    boxId: string;
    playbackId: string;
    path: string;
    maximumSeconds: number;
  }
>;

export type VoicemailCallEvent = CallVoicemailEntered | CallVoicemailGreeted | CallVoicemailStarted;
export const VOICEMAIL_CALL_EVENTS = [
  'CallVoicemailEntered',
  'CallVoicemailGreeted',
  'CallVoicemailStarted',
] as const satisfies readonly VoicemailCallEvent['type'][];
