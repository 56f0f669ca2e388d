import type { CallOutcome, OverflowTarget } from '#contracts';
import type { Instant } from '../../../../kernel/clock';
import type { DomainEvent } from '../../../../kernel/journal';
import type { LegId, NodeId } from '../../switch';
import type { CallerAsk, HandlingPolicy, QueueStay, WorkDemand } from './call-state';

type Of<Type extends string, Data> = DomainEvent<Type, Data & { readonly nodeId: NodeId; readonly at: Instant }>;

export type CallQueued = Of<
  'CallQueued',
  {
    legId: LegId;
    stay: QueueStay;
    policy: HandlingPolicy;
    because: 'arrival' | 'campaign' | 'flow' | 'transfer' | 'agent-lost' | 'target-unreachable' | 'overflow-failed';
    /** Asked of whoever takes it; absent: as the queue has it. */
    demand?: WorkDemand | null;
    /** He comes back into his flow when the queue cannot serve him. */
    returns?: boolean;
  }
>;
/** Out of the queue, and not to its end: back into the flow that he came from. */
export type CallQueueLeft = Of<'CallQueueLeft', { legId: LegId; workId: string; because: string }>;
/** `because`: why he came back into it; null at the beginning. `session`: which of the call's flows, from 1; absent: the first. */
export type CallFlowEntered = Of<
  'CallFlowEntered',
  { legId: LegId; flowId: string; because: string | null; session?: number }
>;
export type CallerAsked = Of<'CallerAsked', { legId: LegId; ask: CallerAsk }>;
export type CallerAnswered = Of<'CallerAnswered', { askId: string; playbackId: string }>;
/** To a person or a number; to a queue he goes with `CallQueued`. */
export type CallFlowLeft = Of<'CallFlowLeft', { legId: LegId; music: string; returns: boolean }>;
export type CallAnnounced = Of<
  'CallAnnounced',
  { legId: LegId; position: number; text: string; language?: string | null; playbackId: string }
>;
/** The queue could not serve the caller: `policy` is the one that he is under now, `say` what he hears before he is let go. */
export type CallOverflowed = Of<
  'CallOverflowed',
  {
    legId: LegId;
    fromQueueId: string | null;
    kind: 'queue' | 'number' | 'agent' | 'voicemail' | 'flow' | 'hang-up';
    policy: HandlingPolicy;
    stay: QueueStay;
    say: string | null;
    /** Of what is said; absent or null: the installation's. */
    language?: string | null;
    playbackId: string;
    /** Of a call that is let go; absent: rejected. */
    outcome?: CallOutcome;
  }
>;
/**
 * Where the rule leads nobody could be reached; he comes back into his queue for good. `reason`: why the target was refused
 * (`target-not-found`, `number-blacklisted` …) or how the attempt ended (`busy` …). `workId`: the place that he loses with it.
 */
export type CallOverflowFailed = Of<
  'CallOverflowFailed',
  { target: OverflowTarget | null; reason: string; workId: string | null }
>;
export type CallMusicResumed = Of<'CallMusicResumed', { legId: LegId; music: string }>;
