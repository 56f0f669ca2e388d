import type { CallDecision, CommandOf } from './call-commands';
import type { CallEvent, CallPlaced } from './call-events';
import type { CallState } from './call-state';
import { events, here, ignore, withdrawOffers } from './decisions';
import { agentLeft } from './ending';
import { flowBegun } from './flow-entered';
import { enqueued } from './queueing';

/** A campaign calls somebody; nobody of ours is on the line yet. */
export function placed(state: CallState, command: CommandOf<'Place'>): CallDecision {
  if (state.phase !== 'none') return ignore;
  const { type: _type, freshId: _freshId, ...data } = command;
  return events({ type: 'CallPlaced', data });
}

/** He is there: a flow speaks with him, or he hears music until the campaign has given him to an agent. */
export function placedAnswered(state: CallState, command: { at: number; freshId: string }): CallDecision {
  const { far, campaign, flow } = state;
  if (!far || !campaign) return ignore;
  const answered: CallEvent = {
    type: 'CallFarAnswered',
    data: { ...here(state, command), legId: far.legId, campaign },
  };
  return events(answered, flow ? flowBegun(state, command, flow.flowId) : enqueued(state, command, 'campaign'));
}

/** Nobody of ours and no flow has to do with it any more: no after-call work, nothing to classify. A flow ends with the call. */
export function takenBack(state: CallState, command: CommandOf<'TakeBack'>): CallDecision {
  const { agent, far, campaign, phase } = state;
  const { at, because } = command;
  if (!far || !campaign) return ignore;
  if (phase === 'offered') return events(...withdrawOffers(state, at, because));
  const kept = enqueued(state, command, 'campaign');
  if (phase === 'ivr') return events({ ...kept, data: { ...kept.data, returns: true } } as CallEvent);
  if (!agent || (phase !== 'talking' && phase !== 'held')) return ignore;
  const taken: CallEvent = {
    type: 'CallTakenBack',
    data: { ...here(state, command), agentId: agent.agentId, agentLegId: agent.legId, farLegId: far.legId, because },
  };
  return events(agentLeft(state, at, null, false), taken, kept);
}

export function evolvePlaced(state: CallState, data: CallPlaced['data']): CallState {
  return {
    ...state,
    phase: 'dialing',
    direction: 'outbound',
    nodeId: data.nodeId,
    far: { legId: data.farLegId, party: data.to, trunk: data.trunk, stage: 'expected', offerId: null },
    policy: data.policy,
    contact: data.contact,
    number: data.number,
    ownNumber: data.ownNumber,
    startedAt: data.at,
    campaign: data.campaign,
    flow: data.flowId === null ? null : { flowId: data.flowId, session: 1, returns: false },
  };
}
