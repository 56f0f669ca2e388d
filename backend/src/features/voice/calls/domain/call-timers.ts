import type { Instant } from '../../../../kernel/clock';
import type { CallEvent } from './call-events';

export const CALL_TIMER = 'calls.timer';

/** What a timer of a call asks the decider when it is due. */
export type TimerOrder =
  | { readonly type: 'MaxWait'; readonly workId: string }
  | { readonly type: 'Announce'; readonly workId: string }
  | { readonly type: 'LegTimeout'; readonly legId: string }
  /** Of what a flow asked nothing was heard: the report was lost. */
  | { readonly type: 'AskOverdue'; readonly playbackId: string }
  /** Of what was asked about being called back. */
  | { readonly type: 'CallbackOverdue'; readonly playbackId: string }
  /** Of a greeting or a message nothing was heard: it is over. */
  | { readonly type: 'NotePlayback'; readonly legId: string; readonly playbackId: string };

export type TimerChange =
  { readonly set: string; readonly due: Instant; readonly order: TimerOrder } | { readonly cancel: string };

const wait = (callId: string): string => `call:${callId}:max-wait`;
const announcement = (callId: string): string => `call:${callId}:announce`;
const ask = (callId: string): string => `call:${callId}:ask`;
const message = (callId: string): string => `call:${callId}:message`;
const leg = (legId: string): string => `leg:${legId}`;

/** Longer than the switch rings: only a leg whose end was lost with the connection gets there. */
const SLACK_SECONDS = 10;
export const ASK_SLACK_MS = 15_000;

const noWait = (callId: string): TimerChange[] => [{ cancel: wait(callId) }, { cancel: announcement(callId) }];

/** Timers as a consequence of an event. */
export function timersOf(callId: string, event: CallEvent): TimerChange[] {
  switch (event.type) {
    case 'CallQueued':
      return queueTimers(callId, event.data);
    case 'CallQueueLeft':
      return noWait(callId);
    case 'CallerAsked':
    case 'CallCallbackAsked':
      return [event.type === 'CallerAsked' ? askTimer(callId, event.data) : dialogTimer(callId, event.data)];
    case 'CallCallbackDeclined':
    case 'CallerAnswered':
    case 'CallFlowLeft':
      return [{ cancel: ask(callId) }];
    case 'CallVoicemailGreeted':
    case 'CallVoicemailStarted':
      return [messageTimer(callId, event)];
    case 'CallOverflowed':
      return event.data.kind === 'queue' ? queueTimers(callId, event.data) : noWait(callId);
    case 'CallOffered':
    case 'CallOwnPhoneAnswered':
    case 'CallSurveyDialed':
    case 'CallConsultStarted':
    case 'CallSentOut':
    case 'CallRerouted':
    case 'CallDialedBack':
      return [legTimer(event.data.ring.legId, event.data.at, event.data.ring.ringSeconds)];
    case 'CallPlaced':
      return [legTimer(event.data.farLegId, event.data.at, event.data.ringSeconds)];
    case 'CallDialed':
      return [legTimer(event.data.agentLegId, event.data.at, event.data.ringSeconds)];
    case 'CallConnected': {
      const { agentLegId, farLegId } = event.data;
      return [leg(agentLegId), leg(farLegId), wait(callId), announcement(callId)].map((cancel) => ({ cancel }));
    }
    case 'CallOfferFailed':
    case 'CallOfferWithdrawn':
    case 'CallConsultAnswered':
    case 'CallConsultFailed':
    case 'CallSentOutAnswered':
    case 'CallFarAnswered':
      return [{ cancel: leg(event.data.legId) }];
    case 'CallHungUp':
      return [
        ...[ask, message, wait, announcement].map((of) => ({ cancel: of(callId) })),
        ...event.data.legIds.map((legId) => ({ cancel: leg(legId) })),
      ];
    default:
      return [];
  }
}

export const nextAnnouncement = (callId: string, workId: string, due: Instant): TimerChange => ({
  set: announcement(callId),
  due,
  order: { type: 'Announce', workId },
});

/** Later than any answer: what was asked is heard to its end, then entered digit by digit, or said. */
const askTimer = (
  callId: string,
  { ask: asked, at }: Extract<CallEvent, { type: 'CallerAsked' }>['data'],
): TimerChange => {
  const { milliseconds, wanted, playbackId, speechSeconds = 0 } = asked;
  const entering = wanted ? wanted.timeoutMs + wanted.maximum * wanted.interDigitMs : 0;
  return overdueAsk(callId, playbackId, at + milliseconds + entering + speechSeconds * 1000 + ASK_SLACK_MS);
};

/** Longer than it takes to say it, and to enter a number slowly. */
const dialogTimer = (
  callId: string,
  { dialog, at }: Extract<CallEvent, { type: 'CallCallbackAsked' }>['data'],
): TimerChange => ({
  set: ask(callId),
  due: at + dialog.text.length * 150 + 60_000,
  order: { type: 'CallbackOverdue', playbackId: dialog.playbackId },
});

export const overdueAsk = (callId: string, playbackId: string, due: Instant): TimerChange => ({
  set: ask(callId),
  due,
  order: { type: 'AskOverdue', playbackId },
});

/** Later than any greeting is heard, or any message said. */
function messageTimer(
  callId: string,
  { type, data }: Extract<CallEvent, { type: 'CallVoicemailGreeted' | 'CallVoicemailStarted' }>,
): TimerChange {
  const { legId, playbackId, at } = data;
  const longest = type === 'CallVoicemailGreeted' ? data.milliseconds : data.maximumSeconds * 1000;
  return { set: message(callId), due: at + longest + ASK_SLACK_MS, order: { type: 'NotePlayback', legId, playbackId } };
}

const legTimer = (legId: string, at: Instant, seconds: number): TimerChange => ({
  set: leg(legId),
  due: at + (seconds + SLACK_SECONDS) * 1000,
  order: { type: 'LegTimeout', legId },
});

function queueTimers(
  callId: string,
  { stay, policy, at }: Extract<CallEvent, { type: 'CallQueued' | 'CallOverflowed' }>['data'],
): TimerChange[] {
  const { maxWaitSeconds, announcePosition, announceEverySeconds } = policy;
  const latest: TimerChange =
    maxWaitSeconds === null
      ? { cancel: wait(callId) }
      : {
          set: wait(callId),
          due: stay.originalQueuedAt + maxWaitSeconds * 1000,
          order: { type: 'MaxWait', workId: stay.workId },
        };
  return [
    latest,
    announcePosition
      ? nextAnnouncement(callId, stay.workId, at + announceEverySeconds * 1000)
      : { cancel: announcement(callId) },
  ];
}
