import type { CallOutcome } from '#contracts';
import type { LegEndCause } from '../../switch';
import { pickedUp } from './arrival';
import type { CallDecision, CommandOf } from './call-commands';
import { isOver, type CallState, type OfferLeg, type ThirdLeg } from './call-state';
import { callbackTaken, closingOver, isCallback } from './calling-back';
import { leaveConference } from './conference';
import { connected } from './connecting';
import { dialFailed, farAnswered, farRang, ownPhoneAnswered, ownPhoneRang } from './dialing';
import { events, here, ignore, withdrawOffers } from './decisions';
import { agentLeft, hungUp } from './ending';
import { enqueued, nobodyThere, offerFailed } from './queueing';
import { surveyAnswered, endedByAgent } from './surveying';
import { completed } from './transferring';

/** Reports about legs that are not (or no longer) part of the call are ignored: the leg is gone or will be dropped anyway. */
export function progress(state: CallState, command: CommandOf<'NoteProgress'>): CallDecision {
  const { legId } = command;
  const found = state.offers.find((offer) => offer.legId === legId);
  if (found?.stage === 'expected') {
    const { offerId, agentId, extension, lifts } = found;
    const rang = { offerId, agentId, extension, legId, ...(lifts && { lifts }) };
    return events({ type: 'CallOfferRang', data: { ...here(state, command), ...rang } });
  }
  if (legId === state.agent?.legId) return ownPhoneRang(state, command);
  if (legId === state.far?.legId) return farRang(state, command);
  if (legId === state.third?.legId && state.third.state === 'dialing') {
    const extension = state.third.party.kind === 'agent' ? state.third.party.extension : null;
    return events({ type: 'CallConsultRang', data: { ...here(state, command), legId, extension } });
  }
  return ignore;
}

export function answered(state: CallState, command: CommandOf<'NoteAnswered'>, greeting: string | null): CallDecision {
  const { legId } = command;
  if (legId === state.far?.legId) {
    if (state.phase === 'arriving') return pickedUp(state, command, greeting);
    return state.surveyOf ? surveyAnswered(state, command) : farAnswered(state, command);
  }
  if (legId === state.agent?.legId) return ownPhoneAnswered(state, command);
  const found = state.offers.find((offer) => offer.legId === legId);
  if (found) return offerAnswered(state, command, found);
  if (legId === state.third?.legId) return thirdAnswered(state, command, state.third);
  return ignore;
}

/** The first who answers has the call; everybody else's phone stops. */
function offerAnswered(state: CallState, command: CommandOf<'NoteAnswered'>, found: OfferLeg): CallDecision {
  const { agentId, extension, legId, offerId } = found;
  if (isCallback(state) && !state.far) return events(...callbackTaken(state, command, found));
  const winner = { agentId, extension, legId, workId: offerId };
  return events(...withdrawOffers(state, command.at, 'taken-by-other', legId), connected(state, command, winner));
}

function thirdAnswered(state: CallState, command: CommandOf<'NoteAnswered'>, third: ThirdLeg): CallDecision {
  if (third.state !== 'dialing' && third.state !== 'ringing') return ignore;
  const common = here(state, command);
  if (state.audio === 'transferred-out') {
    return events({
      type: 'CallSentOutAnswered',
      data: { ...common, legId: third.legId, farLegId: state.far?.legId ?? '' },
    });
  }
  if (!state.agent) return ignore;
  const answer = {
    type: 'CallConsultAnswered',
    data: { ...common, legId: third.legId, agentLegId: state.agent.legId },
  } as const;
  if (third.party.kind !== 'agent' || !third.offerId) return events(answer);
  return events(answer, {
    type: 'CallColleagueJoined',
    data: { ...common, agentId: third.party.agentId, workId: third.offerId },
  });
}

type Ended = CommandOf<'NoteEnded'>;

export function ended(state: CallState, command: Ended): CallDecision {
  if (isOver(state)) return ignore;
  const { legId } = command;
  if (legId === state.far?.legId) return farEnded(state, command);
  if (legId === state.agent?.legId) return agentEnded(state, command);
  const found = state.offers.find((offer) => offer.legId === legId);
  if (found) return offerFailed(state, found, { ...command, cause: missCause(command.cause), hangUp: false });
  if (legId === state.third?.legId) return thirdEnded(state, command, state.third);
  return ignore;
}

/** Why an agent's phone did not take it: was it he, or could it not be rung? */
export function missCause(cause: LegEndCause): 'no-answer' | 'declined' | 'unreachable' {
  if (cause === 'busy' || cause === 'rejected') return 'declined';
  return ['not-registered', 'unknown-extension', 'unavailable', 'network-failure', 'congestion', 'failed'].includes(
    cause,
  )
    ? 'unreachable'
    : 'no-answer';
}

/** What became of a call whose caller has hung up. */
export function outcomeOf(state: CallState): CallOutcome {
  if (state.surveyOf) return 'self-service';
  if (state.audio === 'transferred-out' && !state.agent) return 'transferred-out';
  if (state.phase === 'voicemail') return state.voicemail?.speaks ? 'voicemail' : 'abandoned';
  return state.everAnswered && state.phase !== 'queued' && state.phase !== 'offered' ? 'answered' : 'abandoned';
}

function farEnded(state: CallState, command: Ended): CallDecision {
  if (state.phase === 'dialing') return dialFailed(state, command);
  const calledBack = closingOver(state, { at: command.at, gone: command.legId });
  if (calledBack) return events(...calledBack);
  const outcome = outcomeOf(state);
  const because = command.cause === 'normal' ? 'caller-hung-up' : `far:${command.cause}`;
  return events(
    ...withdrawOffers(state, command.at, 'abandoned'),
    ...hungUp({ ...state, offers: [] }, { at: command.at, outcome, endedBy: 'caller', because, gone: command.legId }),
  );
}

/** Lines that broke rather than were hung up; the customer must not pay for them. */
const BROKEN: readonly LegEndCause[] = ['media-lost', 'network-failure', 'switch-shutdown', 'failed'];

function agentEnded(state: CallState, command: Ended): CallDecision {
  const { at, legId, cause } = command;
  if (state.phase === 'dialing') return dialFailed(state, command);
  if (state.phase === 'conference' && state.third?.state === 'talking')
    return events(...leaveConference(state, at, 'agent', false));
  if (state.phase === 'consulting' && state.third?.state === 'talking') return events(...completed(state, at));
  const keeps = BROKEN.includes(cause) || state.phase === 'consulting';
  if (keeps && state.policy.queueId !== null && state.agent)
    return events(...agentLost(state, command, state.agent.agentId));
  const because = cause === 'normal' ? 'agent-hung-up' : `agent:${cause}`;
  const { freshId } = command;
  return events(...endedByAgent(state, { at, freshId, outcome: 'answered', endedBy: 'agent', because, gone: legId }));
}

/** The customer goes back to the queue with the place he had. */
function agentLost(state: CallState, command: Ended, agentId: string) {
  const { at, legId, cause } = command;
  const third = state.third && state.third.state !== 'failed' ? state.third : null;
  const dropped = third
    ? [
        {
          type: 'CallConsultFailed',
          data: {
            ...here(state, command),
            legId: third.legId,
            offerId: third.offerId,
            agentId: third.party.kind === 'agent' ? third.party.agentId : null,
            cause: 'agent-lost',
            miss: null,
          },
        } as const,
      ]
    : [];
  return [
    ...dropped,
    agentLeft(state, at, null),
    { type: 'CallAgentLost', data: { ...here(state, command), agentId, legId, cause } } as const,
    enqueued(state, command, 'agent-lost'),
  ];
}

function thirdEnded(state: CallState, command: Ended, third: ThirdLeg): CallDecision {
  const { at, legId, cause } = command;
  if (third.state === 'failed') return ignore;
  if (state.phase === 'conference' && state.agent) return events(...leaveConference(state, at, 'third', false));
  if (state.audio === 'transferred-out' || state.phase === 'conference') {
    if (third.state === 'talking')
      return events(
        ...hungUp(state, { at, outcome: 'transferred-out', endedBy: 'caller', because: 'third-hung-up', gone: legId }),
      );
    return events(...nobodyThere({ ...state, third: null }, command));
  }
  const common = here(state, command);
  const agentId = third.party.kind === 'agent' ? third.party.agentId : null;
  const joined = third.state === 'talking';
  const failed = {
    type: 'CallConsultFailed',
    data: { ...common, legId, offerId: third.offerId, agentId, cause, miss: joined ? null : missCause(cause) },
  } as const;
  if (!joined || !agentId || !third.offerId) return events(failed);
  return events(failed, { type: 'CallAgentLeft', data: { ...common, agentId, workId: third.offerId, wrapUp: null } });
}

/** An ordered leg of which nothing was heard in time: its report was lost with the connection. */
export function legTimeout(state: CallState, command: CommandOf<'LegTimeout'>): CallDecision {
  const { legId } = command;
  const pending =
    state.offers.some((offer) => offer.legId === legId) ||
    (state.far?.legId === legId && state.far.stage !== 'up' && state.phase === 'dialing') ||
    (state.agent?.legId === legId && state.agent.stage !== 'up') ||
    (state.third?.legId === legId && (state.third.state === 'dialing' || state.third.state === 'ringing'));
  if (!pending) return ignore;
  const decision = ended(state, {
    ...command,
    type: 'NoteEnded',
    cause: 'no-answer',
    rawCause: 'nothing heard in time',
    farSide: false,
  });
  if (!decision.ok) return decision;
  return events(...decision.value, {
    type: 'CallRepaired',
    data: {
      ...here(state, command),
      fix: 'drop-leg',
      legIds: [legId],
      music: state.policy.music,
      found: 'nothing-heard',
    },
  });
}
