import type { CallDecision, CommandOf } from './call-commands';
import type { CallEvent } from './call-events';
import type { CallState } from './call-state';
import { events, here, refuse } from './decisions';
import { agentLeft } from './ending';

/** Everybody hears everybody: customer, agent and the third party. */
export function conference(state: CallState, command: CommandOf<'Conference'>): CallDecision {
  const { agent, far, third } = state;
  if (agent?.agentId !== command.agentId) return refuse('not-your-call');
  if (state.phase !== 'consulting' || third?.state !== 'talking' || !far) return refuse('action-not-possible');
  const legIds = [far.legId, agent.legId, third.legId];
  return events({
    type: 'CallConferenced',
    data: { ...here(state, command), conferenceId: `cc-${far.legId}`, legIds },
  });
}

/**
 * One of three goes, two talk on in the same room. A colleague who stays when the agent leaves takes the call over;
 * with an outside party left, the customer talks on without anybody of ours.
 */
export function leaveConference(state: CallState, at: number, who: 'agent' | 'third', hangUp: boolean): CallEvent[] {
  const { agent, third } = state;
  if (!agent || !third) return [];
  const common = here(state, { at });
  const { party, offerId } = third;
  if (who === 'third') {
    const left: CallEvent = {
      type: 'CallConferenceLeft',
      data: { ...common, legId: third.legId, hangUp, promoted: null, who },
    };
    if (party.kind !== 'agent' || !offerId) return [left];
    return [
      left,
      { type: 'CallAgentLeft', data: { ...common, agentId: party.agentId, workId: offerId, wrapUp: null } },
    ];
  }
  const promoted =
    party.kind === 'agent' && offerId
      ? { agentId: party.agentId, extension: party.extension, legId: third.legId, workId: offerId }
      : null;
  const wrapUp = state.policy.wrapUpSeconds > 0 ? at + state.policy.wrapUpSeconds * 1000 : null;
  return [
    agentLeft(state, at, wrapUp, false),
    { type: 'CallConferenceLeft', data: { ...common, legId: agent.legId, hangUp, promoted, who } },
  ];
}
