import { accepted, refused } from '../../../../kernel/outcome';
import type { CallDecision, CallRefusal } from './call-commands';
import type { CallEvent } from './call-events';
import type { CallState, OfferLeg } from './call-state';

/** Nothing to do: a repeat, a stray or a late report. Said explicitly wherever a report does not fit the state. */
export const ignore: CallDecision = accepted([]);

export const events = (...list: readonly CallEvent[]): CallDecision => accepted(list);

export const refuse = (code: CallRefusal['code']): CallDecision => refused({ code });

/** What every event of a call carries. */
export const here = (state: CallState, { at }: { at: number }) => ({ nodeId: state.nodeId, at });

/** Withdraws every offer that is open, before the call goes elsewhere. */
export function withdrawOffers(state: CallState, at: number, because: string, except?: string): CallEvent[] {
  return state.offers
    .filter(({ legId }) => legId !== except)
    .map((offer: OfferLeg) => ({
      type: 'CallOfferWithdrawn',
      data: {
        nodeId: state.nodeId,
        at,
        offerId: offer.offerId,
        agentId: offer.agentId,
        legId: offer.legId,
        kind: offer.kind,
        because,
      },
    }));
}
