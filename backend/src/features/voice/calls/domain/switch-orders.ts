import type { Media, SwitchCommand } from '../../switch';
import type { CallEvent, CallRepaired } from './call-events';
import type { CallId } from '../../switch';
import { callbackOrders } from './callback-orders';
import { flowOrders } from './flow-orders';
import { voicemailOrders } from './voicemail-orders';
import { originate, type Order } from './originate-order';
import { phoneOrders } from './phone-orders';

/** Where prompts and recordings lie on the switch's machine. */
export interface SwitchPaths {
  prompt(name: string): Media;
  recording(path: string): string;
  /** Voice of announcements that are spoken in a language; null is the installation's own. */
  voice(language: string | null): string;
}

/**
 * What the switch has to do because of an event. Pure: the same event gives the same commands with the same ids
 * (`idOf(n)` of the event's own place in the journal), so sending them again does nothing.
 */
export function switchOrders(
  event: CallEvent,
  callId: CallId,
  paths: SwitchPaths,
  idOf: (index: number) => string,
): SwitchCommand[] {
  const { nodeId } = event.data;
  return ordersFor(event, callId, paths).map((order, index) => ({
    ...order,
    id: playbackIdOf(event) ?? idOf(index),
    nodeId,
  }));
}

/** A playback is known by the id that the call waits for. */
const playbackIdOf = (event: CallEvent): string | null =>
  event.type === 'CallerAsked'
    ? event.data.ask.playbackId
    : event.type === 'CallCallbackAsked'
      ? event.data.dialog.playbackId
      : spokenIdOf(event);

const spokenIdOf = (event: CallEvent): string | null =>
  event.type === 'CallVoicemailGreeted' ||
  event.type === 'CallVoicemailStarted' ||
  (event.type === 'CallPickedUp' && event.data.greeting !== null) ||
  event.type === 'CallAnnounced' ||
  event.type === 'CallTold' ||
  (event.type === 'CallOverflowed' && event.data.say !== null)
    ? event.data.playbackId
    : null;

function ordersFor(event: CallEvent, callId: CallId, paths: SwitchPaths): Order[] {
  switch (event.type) {
    case 'CallArrived':
      return event.data.policy === null
        ? []
        : [
            {
              type: 'SetVariables',
              legId: event.data.legId,
              callId,
              ...(event.data.policy.queueId && { queueId: event.data.policy.queueId }),
            },
            { type: 'AnswerLeg', legId: event.data.legId },
          ];
    case 'CallPickedUp':
      return event.data.greeting === null
        ? []
        : [{ type: 'Play', legId: event.data.legId, media: [paths.prompt(event.data.greeting)] }];
    case 'CallQueued':
      return [{ type: 'StartMusic', legId: event.data.legId, stream: event.data.policy.music }];
    case 'CallerAsked':
    case 'CallFlowLeft':
      return flowOrders(event, (path) => paths.recording(path));
    case 'CallVoicemailGreeted':
    case 'CallVoicemailStarted':
      return voicemailOrders(event, (path) => paths.recording(path));
    case 'CallAnnounced':
      return [
        {
          type: 'Play',
          legId: event.data.legId,
          media: [{ kind: 'say', text: event.data.text, voice: paths.voice(event.data.language ?? null) }],
          interrupt: true,
        },
      ];
    case 'CallOverflowed':
      return overflowOrders(event.data, paths);
    case 'CallCallbackAsked':
    case 'CallCallbackDeclined':
      return callbackOrders(event, paths.voice(event.type === 'CallCallbackAsked' ? event.data.language : null));
    case 'CallMusicResumed':
      return [{ type: 'StartMusic', legId: event.data.legId, stream: event.data.music }];
    default:
      return ringOrders(event, callId, paths);
  }
}

/** Another queue's music, or the last word; who is sent to a number goes on hearing what he hears. */
function overflowOrders(
  { kind, legId, say, language = null, policy }: Extract<CallEvent, { type: 'CallOverflowed' }>['data'],
  paths: SwitchPaths,
): Order[] {
  if (say !== null)
    return [
      { type: 'Play', legId, media: [{ kind: 'say', text: say, voice: paths.voice(language) }], interrupt: true },
    ];
  return kind === 'queue' ? [{ type: 'StartMusic', legId, stream: policy.music }] : [];
}

const recordingOrders = (
  { recording, farLegId: legId }: Extract<CallEvent, { type: 'CallConnected' }>['data'],
  paths: SwitchPaths,
): Order[] => (recording ? [{ type: 'StartRecording', legId, path: paths.recording(recording.path) }] : []);

function ringOrders(event: CallEvent, callId: CallId, paths: SwitchPaths): Order[] {
  const ofPhones = phoneOrders(event, callId, paths);
  if (ofPhones) return ofPhones;
  switch (event.type) {
    case 'CallOffered':
    case 'CallOwnPhoneAnswered':
    case 'CallSentOut':
    case 'CallRerouted':
    case 'CallSurveyDialed':
    case 'CallDialedBack':
      return [originate(event.data.ring, callId)];
    case 'CallDialed':
      return [
        originate(
          {
            legId: event.data.agentLegId,
            party: { kind: 'agent', agentId: event.data.agentId, extension: event.data.extension },
            trunk: null,
            callerId: { number: event.data.number ?? event.data.callerId.number },
            ringSeconds: event.data.ringSeconds,
          },
          callId,
        ),
      ];
    case 'CallPlaced': {
      const { farLegId: legId, to: party, trunk, callerId, ringSeconds } = event.data;
      return [originate({ legId, party, trunk, callerId, ringSeconds }, callId)];
    }
    case 'CallOfferFailed':
      return event.data.hangUp ? [{ type: 'HangUp', legId: event.data.legId, reason: 'cancelled' }] : [];
    case 'CallOfferWithdrawn':
      return [{ type: 'HangUp', legId: event.data.legId, reason: 'cancelled' }];
    case 'CallConnected':
      return [
        { type: 'BridgeLegs', legId: event.data.farLegId, withLegId: event.data.agentLegId },
        ...recordingOrders(event.data, paths),
      ];
    case 'CallHungUp':
      return event.data.legIds.map((legId) => ({ type: 'HangUp', legId, reason: event.data.reason }));
    case 'CallRepaired':
      return repair(event.data);
    default:
      return talkOrders(event, callId, paths);
  }
}

function talkOrders(event: CallEvent, callId: CallId, paths: SwitchPaths): Order[] {
  switch (event.type) {
    case 'CallHeld':
      return [{ type: 'HoldLeg', legId: event.data.legId, stream: event.data.music }];
    case 'CallResumed':
      return [{ type: 'ResumeLeg', legId: event.data.legId }];
    case 'CallMuted':
      return [{ type: 'MuteLeg', legId: event.data.legId }];
    case 'CallUnmuted':
      return [{ type: 'UnmuteLeg', legId: event.data.legId }];
    case 'CallDigitsSent':
      return [{ type: 'SendDigits', legId: event.data.legId, digits: event.data.digits }];
    case 'CallRecordingStarted':
      return [{ type: 'StartRecording', legId: event.data.legId, path: paths.recording(event.data.path) }];
    case 'CallRecordingPaused':
      return [{ type: 'MaskRecording', legId: event.data.legId, path: paths.recording(event.data.path) }];
    case 'CallRecordingResumed':
      return [{ type: 'UnmaskRecording', legId: event.data.legId, path: paths.recording(event.data.path) }];
    case 'CallPassedToSurvey':
      return event.data.recording === null
        ? []
        : [{ type: 'StopRecording', legId: event.data.legId, path: paths.recording(event.data.recording) }];
    case 'CallSurveyBegan':
      // In the new call's own order, so that nothing is played into the old bridge.
      return [
        { type: 'SetVariables', legId: event.data.legId, callId },
        { type: 'UnbridgeLeg', legId: event.data.legId },
      ];
    default:
      return handOverOrders(event, callId);
  }
}

function handOverOrders(event: CallEvent, callId: CallId): Order[] {
  switch (event.type) {
    case 'CallTakenBack':
      return [
        { type: 'UnbridgeLeg', legId: event.data.farLegId },
        { type: 'HangUp', legId: event.data.agentLegId, reason: 'normal' },
      ];
    case 'CallTransferred':
      return [
        { type: 'UnbridgeLeg', legId: event.data.farLegId },
        { type: 'HangUp', legId: event.data.agentLegId, reason: 'normal' },
        // A call that goes to a queue gets its music there: music started twice plays on inside the next conversation.
        ...(event.data.target.kind === 'queue'
          ? []
          : [{ type: 'StartMusic', legId: event.data.farLegId, stream: event.data.music } as const]),
      ];
    case 'CallConsultStarted':
      return [
        { type: 'UnbridgeLeg', legId: event.data.farLegId },
        { type: 'StartMusic', legId: event.data.farLegId, stream: event.data.music },
        originate(event.data.ring, callId),
      ];
    case 'CallConsultAnswered':
      return [{ type: 'BridgeLegs', legId: event.data.agentLegId, withLegId: event.data.legId }];
    case 'CallSentOutAnswered':
      return [{ type: 'BridgeLegs', legId: event.data.farLegId, withLegId: event.data.legId }];
    case 'CallConsultFailed':
      return [{ type: 'HangUp', legId: event.data.legId, reason: 'cancelled' }];
    case 'CallReturnedToCaller':
      return [
        { type: 'BridgeLegs', legId: event.data.farLegId, withLegId: event.data.agentLegId },
        ...(event.data.thirdLegId ? [{ type: 'HangUp', legId: event.data.thirdLegId, reason: 'normal' } as const] : []),
      ];
    case 'CallTransferCompleted':
      return [
        { type: 'BridgeLegs', legId: event.data.farLegId, withLegId: event.data.thirdLegId },
        { type: 'HangUp', legId: event.data.agentLegId, reason: 'normal' },
      ];
    case 'CallConferenced':
      return event.data.legIds.map((legId) => ({
        type: 'JoinConference',
        legId,
        conferenceId: event.data.conferenceId,
      }));
    case 'CallConferenceLeft':
      return event.data.hangUp ? [{ type: 'HangUp', legId: event.data.legId, reason: 'normal' }] : [];
    default:
      return [];
  }
}

function repair({ fix, legIds, music }: CallRepaired['data']): Order[] {
  const [first, second] = legIds;
  if (!first) return [];
  switch (fix) {
    case 'bridge':
      return second ? [{ type: 'BridgeLegs', legId: first, withLegId: second }] : [];
    case 'music':
      return [{ type: 'StartMusic', legId: first, stream: music }];
    case 'hold':
      return [{ type: 'HoldLeg', legId: first, stream: music }];
    case 'conference':
      return [];
    case 'drop-leg':
      return legIds.map((legId) => ({ type: 'HangUp', legId, reason: 'cancelled' }));
  }
}
