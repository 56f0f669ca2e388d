import type { CallDecision, CommandOf, ResolvedTarget } from './call-commands';
import type { CallEvent } from './call-events';
import type { CallState, OfferLeg } from './call-state';
import { events, here, refuse } from './decisions';
import { agentLeft } from './ending';
import { enqueued } from './queueing';
import { voicemailEntered } from './voicemail';

const wrapUpEnd = (state: CallState, at: number): number | null =>
  state.policy.wrapUpSeconds > 0 ? at + state.policy.wrapUpSeconds * 1000 : null;

/** Blind: the agent is out at once, the customer hears music until somebody takes over. */
export function transfer(state: CallState, command: CommandOf<'Transfer'>): CallDecision {
  const { agent, far } = state;
  if (agent?.agentId !== command.agentId) return refuse('not-your-call');
  const ready = (state.phase === 'talking' || state.phase === 'held') && state.direction !== 'internal';
  if (!ready || !far) return refuse('action-not-possible');
  const { to, at } = command;
  const moved: CallEvent = {
    type: 'CallTransferred',
    data: {
      ...here(state, command),
      fromAgentId: agent.agentId,
      agentLegId: agent.legId,
      farLegId: far.legId,
      target: to.target,
      targetName: nameOf(to),
      music: state.policy.music,
    },
  };
  return events(agentLeft(state, at, wrapUpEnd(state, at), false), moved, onward(state, command));
}

function nameOf(to: ResolvedTarget): string | null {
  switch (to.kind) {
    case 'agent':
      return to.name;
    case 'queue':
      return to.policy.queueName;
    case 'voicemail':
      return to.box.name;
    case 'number':
      return to.ring.party.kind === 'number' ? to.ring.party.number : null;
  }
}

function onward(state: CallState, command: CommandOf<'Transfer'>): CallEvent {
  const { to } = command;
  const common = here(state, command);
  if (to.kind === 'queue') return enqueued(state, command, 'transfer', to.policy);
  if (to.kind === 'number') return { type: 'CallSentOut', data: { ...common, ring: to.ring } };
  if (to.kind === 'voicemail') return voicemailEntered(state, command, to.box, 'transfer');
  const offer: OfferLeg = {
    offerId: to.offerId,
    agentId: to.party.agentId,
    extension: to.party.extension,
    legId: to.ring.legId,
    stage: 'expected',
    kind: 'direct',
  };
  return { type: 'CallOffered', data: { ...common, offer, ring: to.ring, queueName: state.policy.queueName } };
}

/** The customer hears music while the agent talks with somebody else. */
export function consult(state: CallState, command: CommandOf<'Consult'>): CallDecision {
  const { agent, far } = state;
  const { to } = command;
  if (agent?.agentId !== command.agentId) return refuse('not-your-call');
  const ready = (state.phase === 'talking' || state.phase === 'held') && state.direction !== 'internal';
  if (!ready || !far || to.kind === 'queue' || to.kind === 'voicemail') return refuse('action-not-possible');
  return events({
    type: 'CallConsultStarted',
    data: {
      ...here(state, command),
      agentId: agent.agentId,
      agentLegId: agent.legId,
      farLegId: far.legId,
      ring: to.ring,
      offerId: to.kind === 'agent' ? to.offerId : null,
      target: to.target,
      targetName: to.kind === 'agent' ? to.name : null,
      music: state.policy.music,
    },
  });
}

/** The agent goes back to the customer; whoever was consulted is let go. */
export function returnToCaller(state: CallState, command: CommandOf<'ReturnToCaller'>): CallDecision {
  const { agent, far, third } = state;
  if (agent?.agentId !== command.agentId) return refuse('not-your-call');
  if (state.phase !== 'consulting' || !far) return refuse('action-not-possible');
  const alive = third && third.state !== 'failed' ? third : null;
  const offer =
    alive?.party.kind === 'agent' && alive.offerId
      ? { offerId: alive.offerId, agentId: alive.party.agentId, ringing: alive.state !== 'talking' }
      : null;
  return events({
    type: 'CallReturnedToCaller',
    data: {
      ...here(state, command),
      agentLegId: agent.legId,
      farLegId: far.legId,
      thirdLegId: alive?.legId ?? null,
      offer,
    },
  });
}

export function completeTransfer(state: CallState, command: CommandOf<'CompleteTransfer'>): CallDecision {
  if (state.agent?.agentId !== command.agentId) return refuse('not-your-call');
  if (state.phase !== 'consulting' || state.third?.state !== 'talking') return refuse('action-not-possible');
  return events(...completed(state, command.at));
}

/** Customer and third party are connected, the agent is out: by his wish, or because his line ended while consulting. */
export function completed(state: CallState, at: number): CallEvent[] {
  const { agent, far, third } = state;
  if (!agent || !far || !third) return [];
  return [
    agentLeft(state, at, wrapUpEnd(state, at), false),
    {
      type: 'CallTransferCompleted',
      data: {
        ...here(state, { at }),
        fromAgentId: agent.agentId,
        agentLegId: agent.legId,
        farLegId: far.legId,
        thirdLegId: third.legId,
        to: third.party,
        workId: third.offerId,
      },
    },
  ];
}
