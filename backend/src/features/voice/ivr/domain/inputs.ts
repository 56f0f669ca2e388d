import type { FlowNodeOf, Spoken } from '#contracts';
import { fits } from './digits-rule';
import type { DigitsWanted, IvrEvent } from './ivr-events';
import type { Step, Walk } from './walk';

type EventOf<Type extends IvrEvent['type']> = Extract<IvrEvent, { type: Type }>;
type Asking = FlowNodeOf<'menu' | 'digits'>;

/** Asks for an entry; what was typed ahead counts first. */
export function ask(walk: Walk, node: Asking): Step {
  const { kept } = walk.state;
  if (kept === '') return askFor(walk, node, node.prompts);
  if (node.kind === 'menu' || complete(node, kept)) {
    walk.note<EventOf<'IvrDigitsKept'>>('IvrDigitsKept', { digits: '' });
    return entered(walk, node, kept);
  }
  return askFor(walk, node, []);
}

const complete = (node: FlowNodeOf<'digits'>, digits: string): boolean => digits.length >= node.maximum;

function askFor(walk: Walk, node: Asking, prompts: readonly Spoken[]): Step {
  const timeoutMs = node.timeoutSeconds * 1000;
  const wanted: DigitsWanted =
    node.kind === 'menu'
      ? { maximum: 1, timeoutMs, interDigitMs: 1000, terminators: '' }
      : {
          maximum: node.maximum - walk.state.kept.length,
          timeoutMs,
          interDigitMs: node.interDigitSeconds * 1000,
          terminators: node.terminator === 'none' ? '' : node.terminator,
        };
  askAgain(walk, prompts, wanted);
  return 'waits';
}

export function askAgain(walk: Walk, prompts: readonly Spoken[], wanted: DigitsWanted): void {
  walk.note<EventOf<'IvrDigitsAwaited'>>('IvrDigitsAwaited', {
    askId: walk.askId,
    place: walk.place,
    prompts,
    wanted,
    try: walk.state.failedTries + 1,
  });
}

/** The caller's entry, empty when he was silent: the branch it means, or the next try. */
export function answerInput(walk: Walk, node: Asking, digits: string): Step {
  const { kept } = walk.state;
  if (kept !== '') walk.note<EventOf<'IvrDigitsKept'>>('IvrDigitsKept', { digits: '' });
  return entered(walk, node, kept + digits);
}

function entered(walk: Walk, node: Asking, digits: string): Step {
  if (digits === '') return tryAgain(walk, node, 'no-input');
  if (node.kind === 'menu') {
    const known = node.options.some(({ digit }) => digit === digits);
    return known ? { take: `digit:${digits}` } : tryAgain(walk, node, 'invalid');
  }
  if (digits.length < node.minimum || digits.length > node.maximum || !fits(node.rule, digits))
    return tryAgain(walk, node, 'invalid');
  if (node.variable !== null) walk.set({ [node.variable]: digits }, node.secret);
  return { take: 'next' };
}

function tryAgain(walk: Walk, node: Asking, because: 'invalid' | 'no-input'): Step {
  const tried = walk.state.failedTries + 1;
  walk.note<EventOf<'IvrTryFailed'>>('IvrTryFailed', { place: walk.place, because, try: tried });
  if (tried >= node.attempts) return { take: because };
  return askFor(walk, node, [...(because === 'invalid' ? node.invalidPrompts : node.silencePrompts), ...node.prompts]);
}
