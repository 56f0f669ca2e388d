import type { CallDecision, CommandOf } from './call-commands';
import type { CallEvent, CallVoicemailEntered, VoicemailCallEvent, VoicemailPlan } from './call-events';
import type { CallState } from './call-state';
import { events, here, ignore } from './decisions';
import { hungUp } from './ending';

/** The name of the file that the switch writes; what has this form is a message, not a recorded conversation. */
export const messagePath = (messageId: string): string => `message-${messageId}.wav`;

/** He may leave a message in this box. */
export const voicemailEntered = (
  state: CallState,
  command: { at: number; freshId: string },
  box: VoicemailPlan,
  from: CallVoicemailEntered['data']['from'],
): CallEvent => ({
  type: 'CallVoicemailEntered',
  data: { ...here(state, command), legId: state.far?.legId ?? '', messageId: command.freshId, box, from },
});

/** What he hears has been made: it is played, with the tone behind it. */
export function greetCaller(state: CallState, command: CommandOf<'GreetCaller'>): CallDecision {
  const { messageId, files, milliseconds, freshId } = command;
  if (state.phase !== 'voicemail' || !state.far || state.voicemail?.messageId !== messageId) return ignore;
  if (state.playbackId !== null) return ignore;
  return events({
    type: 'CallVoicemailGreeted',
    data: {
      ...here(state, command),
      legId: state.far.legId,
      messageId,
      playbackId: freshId,
      files,
      milliseconds,
    },
  });
}

/** After the tone he speaks; after his message the call is over. */
export function voicemailPlayed(state: CallState, command: { at: number; freshId: string }): CallDecision {
  const { voicemail, far } = state;
  if (!voicemail || !far) return ignore;
  if (voicemail.speaks)
    return events(
      ...hungUp(state, { at: command.at, outcome: 'voicemail', endedBy: 'system', because: 'message-left' }),
    );
  const { messageId, boxId, maximumSeconds } = voicemail;
  return events({
    type: 'CallVoicemailStarted',
    data: {
      ...here(state, command),
      legId: far.legId,
      messageId,
      boxId,
      playbackId: command.freshId,
      path: messagePath(messageId),
      maximumSeconds,
    },
  });
}

/** State after what happens at a box. */
export function evolveVoicemail(state: CallState, event: VoicemailCallEvent): CallState {
  switch (event.type) {
    case 'CallVoicemailEntered': {
      const { messageId, box } = event.data;
      const { boxId, maximumSeconds } = box;
      return {
        ...state,
        phase: 'voicemail',
        audio: 'voicemail',
        playbackId: null,
        ask: null,
        agent: null,
        offers: [],
        third: null,
        muted: false,
        flow: null,
        voicemail: { messageId, boxId, maximumSeconds, speaks: false },
      };
    }
    case 'CallVoicemailGreeted':
      return { ...state, playbackId: event.data.playbackId };
    case 'CallVoicemailStarted':
      return {
        ...state,
        playbackId: event.data.playbackId,
        voicemail: state.voicemail && { ...state.voicemail, speaks: true },
      };
  }
}
