import type { Instant } from '../../../../kernel/clock';
import type { DomainEvent } from '../../../../kernel/journal';
import type { RingEnd, RingTarget } from '../../pbx';
import type { LegId, NodeId } from '../../switch';
import type { OfferLeg } from './call-state';

type Of<Type extends string, Data> = DomainEvent<Type, Data & { readonly nodeId: NodeId; readonly at: Instant }>;

/** The phones of a group or of one person are to ring; `hops`: how often the call was led on before. */
export type CallRingBegun = Of<
  'CallRingBegun',
  {
    legId: LegId;
    target: RingTarget;
    name: string;
    hops: number;
    /** Dialled on a desk, by this person; `legId` is his phone. */
    dialler?: { agentId: string; extension: string };
  }
>;
/** Nobody took it at this step. */
export type CallRingUnanswered = Of<'CallRingUnanswered', { legId: LegId; step: number }>;
export type CallRingLeft = Of<
  'CallRingLeft',
  { because: RingEnd | 'loop' | 'gone'; to: 'hang-up' | 'queue' | 'number' | 'voicemail' }
>;
/** Somebody takes a call that rings at colleagues, by the code; his phone is on the line. */
export type CallPickUpAsked = Of<'CallPickUpAsked', { offer: OfferLeg }>;
/** What came of a code is said, and the line ends. */
export type CallTold = Of<'CallTold', { legId: LegId; text: string; language: string; playbackId: string }>;

export type RingEvent = CallRingBegun | CallRingUnanswered | CallRingLeft | CallPickUpAsked | CallTold;

export const RING_EVENT_TYPES = [
  'CallRingBegun',
  'CallRingUnanswered',
  'CallRingLeft',
  'CallPickUpAsked',
  'CallTold',
] as const satisfies readonly RingEvent['type'][];
