import type { CallDecision, CommandOf } from './call-commands';
import type { CallEvent } from './call-events';
import type { CallState } from './call-state';
import { closingOver } from './calling-back';
import { events, here, ignore } from './decisions';
import { flowBegun } from './flow-entered';
import { letGo } from './overflowing';
import { enqueued } from './queueing';
import { voicemailPlayed } from './voicemail';
import { ringBegun, told, toldEnds } from './ringing';

/** A number of ours is taken, greeted and queued; anything else is told so and kept in the history. */
export function arrive(state: CallState, command: CommandOf<'Arrive'>): CallDecision {
  if (state.phase !== 'none') return ignore;
  const { at, nodeId, legId, ani, number, displayName, dnis, trunk, contact, route, caller } = command;
  const common = { nodeId, at };
  const arrived: CallEvent = {
    type: 'CallArrived',
    data: {
      ...common,
      legId,
      ani,
      number,
      displayName,
      dnis,
      trunk,
      contact,
      ownNumber: route.ok ? route.ownNumber : null,
      policy: route.ok ? route.policy : null,
      greeting: route.ok ? route.greeting : null,
      flowId: route.ok ? route.flowId : null,
      ...(caller && { caller }),
      ...(route.ok && route.ring && { ring: route.ring }),
      ...(route.ok && route.notice && { notice: route.notice }),
    },
  };
  if (route.ok) return events(arrived);
  const { blocked } = route;
  return events(
    arrived,
    ...(blocked ? [{ type: 'CallBlocked', data: { ...common, number, entry: blocked } } as const] : []),
    {
      type: 'CallHungUp',
      data: {
        ...common,
        outcome: 'rejected',
        endedBy: 'system',
        because: route.because,
        legIds: [legId],
        reason: route.reason,
        queueWorkId: null,
        queueId: null,
        agentId: null,
        answered: false,
        talkMs: 0,
        waitMs: 0,
      },
    },
    { type: 'CallClosed', data: { ...common, agentId: null, workId: null, classified: false, by: 'system' } },
  );
}

/** Where the number leads. */
function goesOn(state: CallState, command: { at: number; freshId: string }): CallEvent {
  if (state.notice) return told(state, command, state.notice);
  if (state.ring) return ringBegun(state, command, state.ring);
  return state.flow ? flowBegun(state, command, state.flow.flowId) : enqueued(state, command, 'arrival');
}

/** Somebody of ours who calls is busy with it, like an agent who was called. */
function joins(state: CallState, command: { at: number }): CallEvent[] {
  const { far } = state;
  if (far?.party.kind !== 'agent' || !far.offerId) return [];
  const { agentId } = far.party;
  return [{ type: 'CallColleagueJoined', data: { ...here(state, command), agentId, workId: far.offerId } }];
}

/** The switch took the call: greet, or queue at once. */
export function pickedUp(
  state: CallState,
  command: { at: number; freshId: string; legId: string },
  greeting: string | null,
): CallDecision {
  const answered: CallEvent = {
    type: 'CallPickedUp',
    data: { ...here(state, command), legId: command.legId, greeting, playbackId: command.freshId },
  };
  if (greeting !== null) return events(answered, ...joins(state, command));
  return events(answered, ...joins(state, command), goesOn(state, command));
}

/** The greeting is over; a greeting that could not be played is over too. */
export function playbackEnded(state: CallState, command: CommandOf<'NotePlayback'>): CallDecision {
  const calledBack = closingOver(state, command);
  if (calledBack) return events(...calledBack);
  if (command.playbackId !== state.playbackId) return ignore;
  if (state.notice) return events(...toldEnds(state, command.at));
  if (state.phase === 'greeting') return events(goesOn(state, command));
  if (state.phase === 'voicemail') return voicemailPlayed(state, command);
  if (state.overflowed === 'hang-up') return events(...letGo(state, command.at));
  if (state.audio !== 'music' || !state.far) return ignore;
  return events({
    type: 'CallMusicResumed',
    data: { ...here(state, command), legId: state.far.legId, music: state.policy.music },
  });
}
