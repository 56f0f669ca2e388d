import { parsePhoneNumber } from '../../../../kernel/phone-number';
import type { CallDecision, CommandOf } from './call-commands';
import type { CallbackCallEvent, CallEvent } from './call-events';
import type { CallbackDialog, CallState, OfferLeg } from './call-state';
import { callbackWords, type CallbackWords } from './callback-words';
import { events, here, ignore, withdrawOffers } from './decisions';
import { hungUp } from './ending';

/** Wrong entries of a number before he is left to wait. */
const MOST_TRIES = 3;

/** A key pressed while waiting: the queue's own one begins the question. */
export function keyPressed(state: CallState, command: CommandOf<'NoteKey'>): CallDecision {
  const { digit, language } = command;
  if (!waitsWithLine(state) || state.dialog || state.policy.callbackDigit !== digit) return ignore;
  const known = numberOf(state.number ?? '');
  const asked =
    known === null ? ({ step: 'number', number: '' } as const) : ({ step: 'confirm', number: known } as const);
  return events(ask(state, command, { ...asked, tries: 0 }, language));
}

/** What he entered; empty when he said nothing. */
export function callbackAnswered(state: CallState, command: CommandOf<'NoteCallbackDigits'>): CallDecision {
  const { dialog } = state;
  const { digits, language, playbackId } = command;
  if (!dialog || dialog.playbackId !== playbackId || !waitsWithLine(state)) return ignore;
  if (dialog.step === 'closing') return events(...accepted(state, command, dialog.number));
  if (dialog.step === 'confirm') {
    if (digits === '1')
      return events(ask(state, command, { step: 'closing', number: dialog.number, tries: 0 }, language));
    if (digits === '2')
      return events(ask(state, command, { step: 'number', number: dialog.number, tries: 0 }, language));
    return events(declined(state, command));
  }
  const number = numberOf(digits);
  if (number !== null) return events(ask(state, command, { step: 'confirm', number, tries: dialog.tries }, language));
  const tries = dialog.tries + 1;
  if (digits === '' || tries >= MOST_TRIES) return events(declined(state, command));
  return events(ask(state, command, { step: 'number', number: dialog.number, tries }, language));
}

/** From a flow: he keeps the place that he would have taken now. */
export function callbackFromFlow(
  state: CallState,
  at: number,
  to: { queueId: string; number: string; demand: CallState['demand'] },
): CallEvent[] {
  const { queueId, number } = to;
  return [
    taken(state, at, { queueId, number, queuedAt: at, from: 'flow', demand: to.demand ?? null }),
    ...over(state, at),
  ];
}

/** An attempt to call somebody back begins: it waits like a caller, with his place. */
export function queueCallback(state: CallState, command: CommandOf<'QueueCallback'>): CallDecision {
  if (state.phase !== 'none') return ignore;
  const { at, freshId, nodeId, callbackId, number, contact, ownNumber, policy, queuedAt, demand } = command;
  return events({
    type: 'CallCallbackQueued',
    data: {
      ...{ nodeId, at, callbackId, number, contact, ownNumber, policy, demand },
      stay: { workId: freshId, queuedAt: at, originalQueuedAt: queuedAt },
    },
  });
}

/** An agent's phone was taken: he has it, and the customer is dialled now. */
export function callbackTaken(
  state: CallState,
  command: { at: number },
  { agentId, extension, legId, offerId }: OfferLeg,
): CallEvent[] {
  return [
    ...withdrawOffers(state, command.at, 'taken-by-other', legId),
    {
      type: 'CallCallbackTaken',
      data: {
        ...here(state, command),
        ...{ agentId, extension, agentLegId: legId, workId: offerId },
        queueWorkId: state.stay?.workId ?? '',
        queueId: state.policy.queueId,
      },
    },
  ];
}

export function dialBack(state: CallState, command: CommandOf<'DialBack'>): CallDecision {
  const { at, to } = command;
  if (!isCallback(state) || state.phase !== 'dialing' || state.far) return ignore;
  if (to.ok) return events({ type: 'CallDialedBack', data: { ...here(state, command), ring: to.ring } });
  return events(...hungUp(state, { at, outcome: 'failed', endedBy: 'system', because: `callback:${to.because}` }));
}

/** Not needed any more; once an agent has it, it goes on. */
export function callOff(state: CallState, command: CommandOf<'CallOff'>): CallDecision {
  const { at, because } = command;
  if (!isCallback(state) || (state.phase !== 'queued' && state.phase !== 'offered')) return ignore;
  return events(
    ...withdrawOffers(state, at, 'called-off'),
    ...hungUp({ ...state, offers: [] }, { at, outcome: 'called-off', endedBy: 'system', because }),
  );
}

export const isCallback = ({ callbackId }: CallState): boolean => typeof callbackId === 'string';

const waitsWithLine = ({ phase, far, stay }: CallState): boolean =>
  (phase === 'queued' || phase === 'offered') && far !== null && stay !== null;

function numberOf(text: string): string | null {
  const parsed = parsePhoneNumber(text);
  return parsed.ok ? parsed.value.e164 : null;
}

function ask(
  state: CallState,
  command: { at: number; freshId: string },
  asked: Pick<CallbackDialog, 'step' | 'number' | 'tries'>,
  language: string | null,
): CallEvent {
  const dialog = { ...asked, playbackId: command.freshId, text: textOf(asked, callbackWords(language)) };
  return {
    type: 'CallCallbackAsked',
    data: { ...here(state, command), legId: state.far?.legId ?? '', dialog, language },
  };
}

function textOf(
  { step, number, tries }: Pick<CallbackDialog, 'step' | 'number' | 'tries'>,
  words: CallbackWords,
): string {
  if (step === 'closing') return words.closing;
  if (step === 'confirm') return words.confirm(number);
  return tries > 0 ? words.wrongNumber : words.number;
}

/** The closing sentence is over, or he did not wait for its end: what he has confirmed holds. */
export function closingOver(
  state: CallState,
  command: { at: number; playbackId?: string; gone?: string },
): CallEvent[] | null {
  const { dialog } = state;
  if (dialog?.step !== 'closing' || !waitsWithLine(state)) return null;
  if (command.playbackId !== undefined && command.playbackId !== dialog.playbackId) return null;
  return accepted(state, command, dialog.number);
}

const declined = (state: CallState, command: { at: number }): CallEvent => ({
  type: 'CallCallbackDeclined',
  data: { ...here(state, command), legId: state.far?.legId ?? '', music: state.policy.music },
});

function accepted(state: CallState, { at, gone }: { at: number; gone?: string }, number: string): CallEvent[] {
  const queuedAt = state.stay?.originalQueuedAt ?? at;
  const { queueId } = state.policy;
  if (queueId === null) return [declined(state, { at })];
  return [
    ...withdrawOffers(state, at, 'called-off'),
    taken(state, at, { queueId, number, queuedAt, from: 'queue', demand: state.demand ?? null }),
    ...over({ ...state, offers: [] }, at, gone),
  ];
}

type Accepted = Extract<CallbackCallEvent, { type: 'CallCallbackAccepted' }>['data'];

const taken = (
  state: CallState,
  at: number,
  of: Pick<Accepted, 'queueId' | 'number' | 'queuedAt' | 'from' | 'demand'>,
): CallEvent => ({
  type: 'CallCallbackAccepted',
  data: { ...here(state, { at }), ...of, contactId: state.contact?.id ?? null, ownNumber: state.ownNumber },
});

const over = (state: CallState, at: number, gone?: string): CallEvent[] =>
  hungUp(state, {
    ...{ at, outcome: 'callback', endedBy: gone === undefined ? 'system' : 'caller', because: 'callback' },
    ...(gone !== undefined && { gone }),
  });

/** State after what happens about being called back. */
export function evolveCallback(state: CallState, event: CallbackCallEvent): CallState {
  switch (event.type) {
    case 'CallCallbackAsked':
      return { ...state, dialog: event.data.dialog };
    case 'CallCallbackDeclined':
    case 'CallCallbackAccepted':
      return { ...state, dialog: null };
    case 'CallCallbackQueued': {
      const { nodeId, at, callbackId, number, contact, ownNumber, policy, stay, demand } = event.data;
      const known = { nodeId, callbackId, number, contact, ownNumber, policy, stay, demand };
      return { ...state, ...known, phase: 'queued', direction: 'outbound', startedAt: at };
    }
    case 'CallCallbackTaken': {
      const { agentLegId: legId, agentId, extension, workId } = event.data;
      return { ...state, phase: 'dialing', offers: [], agent: { legId, agentId, extension, workId, stage: 'up' } };
    }
    case 'CallDialedBack': {
      const { legId, party, trunk } = event.data.ring;
      return { ...state, far: { legId, party, trunk, stage: 'expected', offerId: null } };
    }
  }
}
