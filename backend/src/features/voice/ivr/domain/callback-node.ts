import type { FlowNodeOf } from '#contracts';
import { parsePhoneNumber } from '../../../../kernel/phone-number';
import { askAgain } from './inputs';
import type { IvrEvent } from './ivr-events';
import type { Step, Walk } from './walk';

type EventOf<Type extends IvrEvent['type']> = Extract<IvrEvent, { type: Type }>;
type Callback = FlowNodeOf<'callback'>;

/** Wrong numbers until the offer counts as declined. */
const MOST_TRIES = 3;
/** A telephone number with its country, and not more. */
const LONGEST_NUMBER = 16;

/** Who hides his number is asked for one, where the node lets him enter it. */
export function offerCallback(walk: Walk, node: Callback): Step {
  if ((walk.state.variables['caller.number'] ?? '') !== '') {
    const timeoutMs = node.timeoutSeconds * 1000;
    askAgain(walk, node.prompts, { maximum: 1, timeoutMs, interDigitMs: 1000, terminators: '' });
    return 'waits';
  }
  return node.otherDigit === null ? { take: 'no-number' } : askForNumber(walk, node);
}

export function callbackEntered(walk: Walk, node: Callback, digits: string): Step {
  const { waiting } = walk.state;
  if (waiting?.for === 'digits' && waiting.maximum > 1) return numberEntered(walk, node, digits);
  if (digits !== '' && digits === node.otherDigit) return askForNumber(walk, node);
  return digits === node.acceptDigit ? confirmed(walk, node) : { take: 'declined' };
}

/** He is called at the number that he entered, or at the one that he calls from. */
export function takeCallback(walk: Walk, queueId: string | null): Step {
  const { variables } = walk.state;
  const number = variables['callback.number'] ?? variables['caller.number'] ?? '';
  return walk.leave(
    queueId === null ? { kind: 'hang-up', because: 'flow-missing' } : { kind: 'callback', queueId, number },
  );
}

function askForNumber(walk: Walk, node: Callback): Step {
  const timeoutMs = node.timeoutSeconds * 1000;
  askAgain(walk, node.numberPrompts, { maximum: LONGEST_NUMBER, timeoutMs, interDigitMs: 4000, terminators: '#' });
  return 'waits';
}

function numberEntered(walk: Walk, node: Callback, digits: string): Step {
  const parsed = parsePhoneNumber(digits);
  if (!parsed.ok) {
    const tried = walk.state.failedTries + 1;
    const because = digits === '' ? 'no-input' : 'invalid';
    walk.note<EventOf<'IvrTryFailed'>>('IvrTryFailed', { place: walk.place, because, try: tried });
    return tried >= MOST_TRIES ? { take: 'declined' } : askForNumber(walk, node);
  }
  walk.set({ 'callback.number': parsed.value.e164 });
  return confirmed(walk, node);
}

function confirmed(walk: Walk, node: Callback): Step {
  if (node.confirmPrompts.length === 0) return takeCallback(walk, node.queueId);
  walk.note<EventOf<'IvrPromptRequested'>>('IvrPromptRequested', {
    askId: walk.askId,
    place: walk.place,
    prompts: node.confirmPrompts,
  });
  return 'waits';
}
