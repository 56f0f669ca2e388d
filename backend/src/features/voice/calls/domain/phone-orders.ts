import type { CallId, Media } from '../../switch';
import type { CallEvent } from './call-events';
import { originate, type Order } from './originate-order';
import type { SwitchPaths } from './switch-orders';

/** What phones of ours that call, ring together or dial a code demand of the switch; null: the event is another's. */
export function phoneOrders(event: CallEvent, callId: CallId, paths: SwitchPaths): Order[] | null {
  switch (event.type) {
    case 'CallRingBegun':
    case 'CallRingUnanswered':
      return [{ type: 'Play', legId: event.data.legId, media: RINGBACK, interrupt: true }];
    case 'CallTold': {
      const { legId, text, language } = event.data;
      return [{ type: 'Play', legId, media: [{ kind: 'say', text, voice: paths.voice(language) }] }];
    }
    case 'CallPickUpAsked':
      return taken(event.data.offer.legId, callId);
    case 'CallDialed':
      return event.data.arrived ? taken(event.data.agentLegId, callId) : null;
    case 'CallOwnPhoneAnswered': {
      const { legId, ring, ringback } = event.data;
      return [...(ringback ? [{ type: 'Play', legId, media: RINGBACK } as const] : []), originate(ring, callId)];
    }
    default:
      return null;
  }
}

/** A phone of ours that called us is part of this call. */
const taken = (legId: string, callId: CallId): Order[] => [
  { type: 'SetVariables', legId, callId },
  { type: 'AnswerLeg', legId },
];

/** Whoever waits for a phone hears that it rings, for as long as one may: one second in five. */
const RINGBACK: readonly Media[] = Array.from({ length: 24 }, () => [
  { kind: 'tone', frequencies: [425], ms: 1000 } as const,
  { kind: 'silence', ms: 4000 } as const,
]).flat();
