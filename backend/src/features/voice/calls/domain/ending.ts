import type { CallOutcome } from '#contracts';
import type { HangUpReason } from '../../switch';
import type { CallDecision, CommandOf } from './call-commands';
import type { CallEvent } from './call-events';
import { liveLegs, type CallState } from './call-state';
import { events, here, ignore, refuse } from './decisions';

export interface Ending {
  readonly at: number;
  readonly outcome: CallOutcome;
  readonly endedBy: 'caller' | 'agent' | 'system';
  readonly because: string;
  readonly reason?: HangUpReason;
  /** The leg that has ended already. */
  readonly gone?: string;
  /** The caller's leg, when he does not go with the agent. */
  readonly kept?: string;
}

/** The conversation is over: every leg goes, the agent closes the call or is free, offers have been withdrawn by the caller of this. */
export function hungUp(state: CallState, ending: Ending): CallEvent[] {
  const { at, outcome, endedBy, because } = ending;
  const common = here(state, { at });
  const waits = state.phase === 'queued' || state.phase === 'offered';
  const from = state.stay?.originalQueuedAt ?? state.startedAt;
  const end: CallEvent = {
    type: 'CallHungUp',
    data: {
      ...common,
      outcome,
      endedBy,
      because,
      legIds: liveLegs(state).filter((legId) => legId !== ending.gone && legId !== ending.kept),
      reason: ending.reason ?? 'normal',
      queueWorkId: waits ? (state.stay?.workId ?? null) : null,
      queueId: state.policy.queueId,
      agentId: state.agent?.agentId ?? null,
      answered: state.everAnswered,
      talkMs: state.answeredAt === null ? 0 : Math.max(0, at - state.answeredAt),
      waitMs: state.phase === 'ivr' ? 0 : Math.max(0, (state.answeredAt ?? at) - from),
    },
  };
  return [...partners(state, at), end, ...afterwards(state, at)];
}

/** Colleagues who took part beside the agent: they have no after-call work. */
function partners(state: CallState, at: number): CallEvent[] {
  const common = here(state, { at });
  const gone = (agentId: string, workId: string): CallEvent => ({
    type: 'CallAgentLeft',
    data: { ...common, agentId, workId, wrapUp: null },
  });
  const { far, third } = state;
  const called =
    far?.party.kind === 'agent' && far.offerId
      ? // Who calls from his own phone is at work from the first moment; nothing has to be withdrawn from him.
        [
          leftOrWithdrawn(
            state,
            at,
            far.party.agentId,
            far.offerId,
            far.legId,
            far.stage === 'up' || far.offerId === far.legId,
          ),
        ]
      : [];
  if (third?.party.kind !== 'agent' || !third.offerId || third.state === 'failed') return called;
  if (third.state === 'talking') return [...called, gone(third.party.agentId, third.offerId)];
  return [...called, leftOrWithdrawn(state, at, third.party.agentId, third.offerId, third.legId, false)];
}

// eslint-disable-next-line centrala/max-params
function leftOrWithdrawn(
  state: CallState,
  at: number,
  agentId: string,
  offerId: string,
  legId: string,
  joined: boolean,
): CallEvent {
  const common = here(state, { at });
  if (joined) return { type: 'CallAgentLeft', data: { ...common, agentId, workId: offerId, wrapUp: null } };
  return {
    type: 'CallOfferWithdrawn',
    data: { ...common, offerId, agentId, legId, kind: 'direct', because: 'call-over' },
  };
}

function afterwards(state: CallState, at: number): CallEvent[] {
  const common = here(state, { at });
  const { agent, policy } = state;
  const talked = state.everAnswered && agent !== null && state.direction !== 'internal';
  const needed = talked && (policy.wrapUpSeconds > 0 || (policy.classifierRequired && state.classifierId === null));
  const until = at + policy.wrapUpSeconds * 1000;
  const left: CallEvent[] = agent ? [agentLeft(state, at, needed ? until : null)] : [];
  if (agent && needed)
    return [
      ...left,
      { type: 'CallWrapUpStarted', data: { ...common, agentId: agent.agentId, workId: agent.workId, until } },
    ];
  return [
    ...left,
    {
      type: 'CallClosed',
      data: {
        ...common,
        agentId: agent?.agentId ?? null,
        workId: agent?.workId ?? null,
        classified: state.classifierId !== null,
        by: 'system',
      },
    },
  ];
}

/** The handling agent's part is over; with `until` he has after-call work, open-ended while a classifier is owed. */
export function agentLeft(state: CallState, at: number, until: number | null, owesClassifier = true): CallEvent {
  const { agent, policy } = state;
  if (!agent) throw new Error('No agent to leave');
  const owed = owesClassifier && policy.classifierRequired && state.classifierId === null;
  const wrapUp = until === null ? null : ({ until, closing: owed ? 'explicit' : 'timer' } as const);
  return {
    type: 'CallAgentLeft',
    data: { ...here(state, { at }), agentId: agent.agentId, workId: agent.workId, wrapUp },
  };
}

export function classify(state: CallState, command: CommandOf<'Classify'>): CallDecision {
  const { classifierId, note, agentId } = command;
  const mine = state.agent?.agentId === agentId || state.wrapUp?.agentId === agentId;
  if (!mine) return refuse(state.phase === 'ended' ? 'call-over' : 'not-your-call');
  const classified: CallEvent = {
    type: 'CallClassified',
    data: { ...here(state, command), classifierId, note, agentId },
  };
  const overdue = state.wrapUp?.overdue === true || (state.wrapUp !== null && state.wrapUp.until <= command.at);
  return overdue ? events(classified, closed(state, command, 'agent', true)) : events(classified);
}

export function finishWrapUp(state: CallState, command: CommandOf<'FinishWrapUp'>): CallDecision {
  if (state.phase !== 'wrap-up') return refuse(state.phase === 'ended' ? 'call-over' : 'action-not-possible');
  if (state.wrapUp?.agentId !== command.agentId) return refuse('not-your-call');
  if (state.policy.classifierRequired && state.classifierId === null) return refuse('classifier-required');
  return events(closed(state, command, 'agent', state.classifierId !== null));
}

export function wrapUpOverdue(state: CallState, command: CommandOf<'WrapUpOverdue'>): CallDecision {
  const { wrapUp } = state;
  if (wrapUp?.workId !== command.workId || wrapUp.overdue) return ignore;
  if (state.classifierId !== null) return events(closed(state, command, 'timer', true));
  return events({ type: 'CallWrapUpOverdue', data: { ...here(state, command), agentId: wrapUp.agentId } });
}

/** The agent's after-call work is over on his side; when a classifier is still owed, the call is closed without one. */
export function agentClosed(state: CallState, command: CommandOf<'AgentClosed'>): CallDecision {
  if (state.wrapUp?.workId !== command.workId) return ignore;
  return events(closed(state, command, 'timer', state.classifierId !== null));
}

function closed(
  state: CallState,
  command: { at: number },
  by: 'agent' | 'timer' | 'system',
  classified: boolean,
): CallEvent {
  const { wrapUp } = state;
  return {
    type: 'CallClosed',
    data: { ...here(state, command), agentId: wrapUp?.agentId ?? null, workId: wrapUp?.workId ?? null, classified, by },
  };
}
