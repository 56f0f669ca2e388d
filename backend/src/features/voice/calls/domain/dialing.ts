import type { CallOutcome } from '#contracts';
import type { LegEndCause } from '../../switch';
import type { CallDecision, CommandOf } from './call-commands';
import type { CallState } from './call-state';
import { connected } from './connecting';
import { events, here, ignore } from './decisions';
import { hungUp } from './ending';
import { ledOn } from './ringing';
import { placedAnswered } from './placing';

/** The agent's own phone first, the other side when he is there. */
export function dial(state: CallState, command: CommandOf<'Dial'>): CallDecision {
  if (state.phase !== 'none') return ignore;
  const { type: _type, freshId: _freshId, ...rest } = command;
  return events({
    type: 'CallDialed',
    data: { ...rest, direction: command.to.kind === 'agent' || command.lead ? 'internal' : 'outbound' },
  });
}

export function ownPhoneRang(state: CallState, command: { at: number }): CallDecision {
  if (state.phase !== 'dialing' || state.agent?.stage !== 'expected') return ignore;
  const { agentId, extension, legId } = state.agent;
  return events({ type: 'CallOwnPhoneRang', data: { ...here(state, command), agentId, extension, legId } });
}

export function ownPhoneAnswered(state: CallState, command: { at: number }): CallDecision {
  const { agent, far } = state;
  if (state.phase !== 'dialing' || !agent || !far || agent.stage === 'up') return ignore;
  if (state.lead) return events(ledOn(state, command, state.lead));
  const number = far.party.kind === 'agent' ? agent.extension : (state.ownNumber ?? '');
  const ring = { legId: far.legId, party: far.party, trunk: far.trunk, callerId: { number }, ringSeconds: 45 };
  return events({
    type: 'CallOwnPhoneAnswered',
    data: {
      ...here(state, command),
      agentId: agent.agentId,
      legId: agent.legId,
      ring,
      ...(agent.arrived && { ringback: true }),
    },
  });
}

export function farRang(state: CallState, command: { at: number }): CallDecision {
  if (state.phase !== 'dialing' || state.far?.stage !== 'expected') return ignore;
  return events({ type: 'CallFarRang', data: { ...here(state, command), legId: state.far.legId } });
}

/** The other side took the call. */
export function farAnswered(state: CallState, command: { at: number; freshId: string }): CallDecision {
  const { agent, far } = state;
  if (state.phase !== 'dialing' || !far) return ignore;
  if (!agent) return placedAnswered(state, command);
  const joined =
    far.party.kind === 'agent' && far.offerId
      ? [
          {
            type: 'CallColleagueJoined',
            data: { ...here(state, command), agentId: far.party.agentId, workId: far.offerId },
          } as const,
        ]
      : [];
  return events(connected(state, command, agent), ...joined);
}

/** The other side is tried by another trunk; the agent goes on waiting. */
export function reroute(state: CallState, command: CommandOf<'Reroute'>): CallDecision {
  const { failed, cause, ring } = command;
  if (state.phase !== 'dialing' || state.far?.legId !== failed || state.far.stage === 'up') return ignore;
  return events({ type: 'CallRerouted', data: { ...here(state, command), failed, cause, ring } });
}

const OUTCOMES: Partial<Record<LegEndCause, CallOutcome>> = {
  busy: 'busy',
  rejected: 'busy',
  'no-answer': 'no-answer',
  unavailable: 'no-answer',
  'not-registered': 'no-answer',
};

/** One side of a call being dialled is gone: the other one goes too. */
export function dialFailed(
  state: CallState,
  command: { at: number; freshId: string; legId: string; cause: LegEndCause; rawCause: string },
): CallDecision {
  const ownPhone = command.legId === state.agent?.legId;
  const hungUpByAgent = ownPhone && command.cause === 'normal';
  const outcome = hungUpByAgent ? 'abandoned' : ownPhone ? 'failed' : (OUTCOMES[command.cause] ?? 'failed');
  const endedBy = hungUpByAgent ? 'agent' : ownPhone ? 'system' : 'caller';
  const because = `${ownPhone ? 'own-phone' : 'far'}:${command.cause}`;
  return events(...hungUp(state, { at: command.at, outcome, endedBy, because, gone: command.legId }));
}
