import type { CallDecision, CommandOf } from './call-commands';
import type { CallEvent } from './call-events';
import type { CallState } from './call-state';
import { events, here, refuse, withdrawOffers } from './decisions';
import { hungUp } from './ending';
import { leaveConference } from './conference';
import { mayStartRecording } from './record-rule';
import { ended, outcomeOf } from './leg-reports';
import { endedByAgent } from './surveying';

/** What the handling agent does during the conversation. Asking for what is already so is accepted without an event. */
export function talk(
  state: CallState,
  command: CommandOf<
    'Hold' | 'Resume' | 'Mute' | 'Unmute' | 'StartRecording' | 'PauseRecording' | 'ResumeRecording' | 'SendDigits'
  >,
): CallDecision {
  const { agent, far } = state;
  if (!agent || !far || agent.agentId !== command.agentId)
    return refuse(agent ? 'not-your-call' : 'action-not-possible');
  const fact = talkFact(state, command, { agentLeg: agent.legId, farLeg: far.legId });
  return fact === null ? refuse('action-not-possible') : events(...fact);
}

type TalkCommand = Parameters<typeof talk>[1];

function talkFact(
  state: CallState,
  command: TalkCommand,
  legs: { agentLeg: string; farLeg: string },
): CallEvent[] | null {
  const common = here(state, command);
  const inTalk = ['talking', 'held', 'conference', 'consulting'].includes(state.phase);
  switch (command.type) {
    case 'Hold':
      if (state.phase === 'held') return [];
      return state.phase === 'talking'
        ? [{ type: 'CallHeld', data: { ...common, legId: legs.farLeg, music: state.policy.music } }]
        : null;
    case 'Resume':
      if (state.phase === 'talking') return [];
      return state.phase === 'held' ? [{ type: 'CallResumed', data: { ...common, legId: legs.farLeg } }] : null;
    case 'Mute':
      if (!inTalk) return null;
      return state.muted ? [] : [{ type: 'CallMuted', data: { ...common, legId: legs.agentLeg } }];
    case 'Unmute':
      if (!inTalk) return null;
      return state.muted ? [{ type: 'CallUnmuted', data: { ...common, legId: legs.agentLeg } }] : [];
    case 'SendDigits':
      return state.phase === 'talking'
        ? [{ type: 'CallDigitsSent', data: { ...common, legId: legs.farLeg, digits: command.digits } }]
        : null;
    case 'StartRecording':
      return startRecording(state, command);
    case 'PauseRecording':
    case 'ResumeRecording':
      return recordingFact(state, command);
  }
}

/** By the rule `on-demand`; what is recorded already goes on. */
function startRecording(state: CallState, command: TalkCommand): CallEvent[] | null {
  if (state.recording) return [];
  if (!mayStartRecording(state)) return null;
  const tape = { recordingId: command.freshId, path: `${command.freshId}.wav`, legId: state.far?.legId ?? '' };
  return [{ type: 'CallRecordingStarted', data: { ...here(state, command), ...tape } }];
}

function recordingFact(state: CallState, command: TalkCommand): CallEvent[] | null {
  const { recording } = state;
  if (!recording) return null;
  const { legId, path, recordingId } = recording;
  const data = { ...here(state, command), legId, path, recordingId };
  if (command.type === 'PauseRecording')
    return recording.state === 'paused' ? [] : [{ type: 'CallRecordingPaused', data }];
  return recording.state === 'on' ? [] : [{ type: 'CallRecordingResumed', data }];
}

/** The agent (or the colleague who takes part) hangs up. */
const waitsAsCaller: ReadonlySet<CallState['phase']> = new Set(['queued', 'offered', 'voicemail', 'dialing', 'ivr']);

export function hangUp(state: CallState, command: CommandOf<'HangUp'>): CallDecision {
  const { agent, far, third } = state;
  const { at } = command;
  const mine = agent?.agentId === command.agentId;
  if (mine && state.phase === 'conference' && third?.state === 'talking')
    return events(...leaveConference(state, at, 'agent', true));
  if (mine && state.phase === 'dialing')
    return events(
      ...hungUp(state, { at, outcome: 'abandoned', endedBy: 'agent', because: 'cancelled', reason: 'cancelled' }),
    );
  if (mine && ['talking', 'held', 'conference'].includes(state.phase)) {
    const { freshId } = command;
    const ending = { at, freshId, outcome: 'answered', endedBy: 'agent', because: 'agent-hung-up' } as const;
    return events(...endedByAgent(state, ending));
  }
  const colleague = far?.party.kind === 'agent' && far.party.agentId === command.agentId;
  if (colleague && state.phase === 'talking')
    return events(...hungUp(state, { at, outcome: 'answered', endedBy: 'caller', because: 'colleague-hung-up' }));
  // Who called from a desk or phone of ours, and has not been answered yet.
  if (colleague && far.stage === 'up' && waitsAsCaller.has(state.phase))
    return events(
      ...withdrawOffers(state, at, 'abandoned'),
      ...hungUp(
        { ...state, offers: [] },
        { at, outcome: outcomeOf(state), endedBy: 'caller', because: 'caller-hung-up' },
      ),
    );
  const consulted =
    third?.party.kind === 'agent' && third.party.agentId === command.agentId && third.state === 'talking';
  if (consulted && state.phase === 'conference') return events(...leaveConference(state, at, 'third', true));
  if (consulted && third) {
    const { freshId } = command;
    return ended(state, {
      type: 'NoteEnded',
      at,
      freshId,
      legId: third.legId,
      cause: 'normal',
      rawCause: 'hung up at the desk',
      farSide: false,
    });
  }
  return refuse(mine || colleague ? 'action-not-possible' : 'not-your-call');
}
