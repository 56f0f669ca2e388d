import type { CallEvent } from './call-events';
import { participants, type CallState, type Shown } from './call-state';

/** What screens show, from the event and the facts before and after it. */
export function evolveShown(before: CallState, after: CallState, event: CallEvent): Shown {
  const { shown } = before;
  const joined = participants(after).filter((id) => !shown.participants.includes(id));
  const following: Shown = {
    ...shown,
    stateSince: after.phase === before.phase ? shown.stateSince : event.data.at,
    agentId: after.agent?.agentId ?? shown.agentId,
    participants: joined.length === 0 ? shown.participants : [...shown.participants, ...joined],
  };
  return { ...following, ...told(following, event) };
}

function told(shown: Shown, event: CallEvent): Partial<Shown> {
  switch (event.type) {
    case 'CallArrived':
      return { displayName: event.data.displayName };
    case 'CallDialed':
    case 'CallSurveyBegan':
    case 'CallSurveyDialed':
      return { displayName: event.data.displayName };
    case 'CallRingBegun':
      // Until somebody takes it, it is nobody's; the dialler is the caller, whom his extension names.
      return event.data.dialler ? { displayName: null, agentId: null } : {};
    case 'CallQueued':
      return { queuedAt: event.data.stay.originalQueuedAt, agentId: null };
    case 'CallCallbackQueued':
      return { queuedAt: event.data.stay.originalQueuedAt };
    case 'CallConnected':
      return event.data.first ? { waitMs: event.data.waitedMs } : {};
    case 'CallConsultStarted':
      return { consultName: event.data.targetName };
    case 'CallHungUp':
      return {
        outcome: event.data.outcome,
        endedBy: event.data.endedBy,
        waitMs: event.data.waitMs,
        talkMs: event.data.talkMs,
      };
    case 'CallWrapUpStarted':
      return { wrapUpUntil: event.data.until };
    case 'CallClassified':
      return { note: event.data.note === '' ? shown.note : event.data.note };
    case 'CallClosed':
      return {
        wrapUpMs: shown.wrapUpUntil === null ? 0 : Math.max(0, event.data.at - shown.stateSince),
        wrapUpUntil: null,
      };
    default:
      return {};
  }
}
