import type { FlowNodeOf } from '#contracts';
import type { Instant } from '../../../../kernel/clock';
import type { Decider } from '../../../../kernel/decider';
import { accepted, type Outcome, type Refusal } from '../../../../kernel/outcome';
import { callbackEntered, takeCallback } from './callback-node';
import { dipFailed, dipSucceeded, type DipAnswer } from './dip';
import { enterNode } from './enter-node';
import { answerInput } from './inputs';
import type { IvrEvent } from './ivr-events';
import { evolveSession, INITIAL_SESSION, type IvrState } from './ivr-state';
import type { SessionNode, SpeechNode } from './session-node';
import { MOST_STEPS, Walk, type FlowLibrary, type Step } from './walk';

/** The card that a look-up found. */
export interface FoundContact {
  readonly id: string;
  readonly firstName: string;
  readonly lastName: string;
  readonly company: string;
  readonly email: string;
}

/** `freshId` names what the session waits for next; `flows` holds every version it may come to. */
interface Base {
  readonly at: Instant;
  readonly freshId: string;
  readonly flows: FlowLibrary;
}

export type IvrCommand = Base &
  (
    | {
        readonly type: 'Start';
        readonly flowId: string;
        readonly version: number;
        readonly versions: Readonly<Record<string, number>>;
        /** System variables of the call: `caller.number`, `call.dialed` … */
        readonly variables: Readonly<Record<string, string>>;
      }
    /** It was heard to its end; of speech: he has spoken. */
    | { readonly type: 'PromptEnded'; readonly askId: string }
    /** What was typed; empty when nothing came in time. */
    | { readonly type: 'Digits'; readonly askId: string; readonly digits: string }
    | {
        readonly type: 'DipAnswered';
        readonly askId: string;
        readonly answer: DipAnswer;
        readonly milliseconds: number;
      }
    | { readonly type: 'LookupAnswered'; readonly askId: string; readonly contact: FoundContact | null }
    | { readonly type: 'NotePromptFailed'; readonly askId: string; readonly reason: string }
    /** The target that the caller was sent to is not there. */
    | { readonly type: 'Return'; readonly because: string }
    | { readonly type: 'CallerHungUp' }
  );

type Decision = Outcome<readonly IvrEvent[], Refusal<never>>;
type EventOf<Type extends IvrEvent['type']> = Extract<IvrEvent, { type: Type }>;

/** A caller's way through a flow. A report that does not fit what is waited for does nothing. */
export const ivrSession: Decider<IvrState, IvrCommand, IvrEvent, Refusal<never>> = {
  kind: 'ivr',
  stateVersion: 1,
  initialState: INITIAL_SESSION,
  decide,
  evolve: evolveSession,
};

function decide(state: IvrState, command: IvrCommand): Decision {
  const walk = new Walk(state, command.at, command.freshId, command.flows);
  const step = answer(walk, command);
  if (step !== null) follow(walk, step);
  return accepted(walk.events);
}

/** What the command means for the node that the session is in; null when it means nothing. */
function answer(walk: Walk, command: IvrCommand): Step | null {
  const { phase, waiting } = walk.state;
  if (command.type === 'Start') return phase === 'none' ? start(walk, command) : null;
  if (command.type === 'Return') return phase === 'away' ? comeBack(walk, command.because) : null;
  if (phase !== 'running') return null;
  if (command.type === 'CallerHungUp') {
    walk.note<EventOf<'IvrCallerHungUp'>>('IvrCallerHungUp', { place: walk.place });
    return null;
  }
  if (waiting?.askId !== command.askId) return null;
  const node = walk.node();
  return node ? answerNode(walk, node, command) : walk.leave({ kind: 'hang-up', because: 'flow-missing' });
}

type Answer = Exclude<IvrCommand, { type: 'Start' | 'Return' | 'CallerHungUp' }>;

function answerNode(walk: Walk, node: SessionNode, command: Answer): Step | null {
  switch (command.type) {
    case 'PromptEnded':
      if (walk.state.waiting?.for === 'speech') return { take: 'next' };
      if (walk.state.waiting?.for !== 'prompt') return null;
      return promptEnded(walk, node);
    case 'Digits':
      if (walk.state.waiting?.for !== 'digits') return null;
      return digitsEntered(walk, node, command.digits);
    case 'DipAnswered':
      return node.kind === 'data-dip' ? dipAnswered(walk, node, command) : null;
    case 'LookupAnswered':
      return node.kind === 'record-lookup' ? lookedUp(walk, command.contact) : null;
    case 'NotePromptFailed':
      walk.note<EventOf<'IvrPromptFailed'>>('IvrPromptFailed', { place: walk.place, reason: command.reason });
      return null;
  }
}

function start(walk: Walk, command: Extract<IvrCommand, { type: 'Start' }>): Step {
  const { flowId, version, versions, variables, flows } = command;
  const document = flows.graph(flowId, version)?.document;
  const initial = Object.fromEntries((document?.variables ?? []).map(({ name, initial: value }) => [name, value]));
  walk.note<EventOf<'IvrStarted'>>('IvrStarted', {
    flowId,
    version,
    versions,
    language: document?.language ?? 'pl',
    variables: { ...initial, ...variables },
  });
  return { take: 'start' };
}

function comeBack(walk: Walk, because: string): Step {
  const { place, exit } = walk.state;
  walk.note<EventOf<'IvrReturned'>>('IvrReturned', { place, because });
  if (exit?.kind !== 'queue') return { take: 'unanswered' };
  return { take: because === 'target-unreachable' ? 'unavailable' : 'unserved' };
}

function promptEnded(walk: Walk, node: SessionNode): Step {
  switch (node.kind) {
    case 'speech':
      return listen(walk, node);
    case 'hang-up':
      return walk.leave({ kind: 'hang-up', because: 'hang-up' });
    case 'callback':
      return takeCallback(walk, node.queueId);
    default:
      return { take: 'next' };
  }
}

function listen(walk: Walk, { maximumSeconds }: SpeechNode): Step {
  const { askId, place } = walk;
  walk.note<EventOf<'IvrSpeechAwaited'>>('IvrSpeechAwaited', { askId, place, maximumSeconds });
  return 'waits';
}

function digitsEntered(walk: Walk, node: SessionNode, digits: string): Step | null {
  switch (node.kind) {
    case 'menu':
    case 'digits':
      return answerInput(walk, node, digits);
    case 'announcement':
      if (digits !== '') walk.note<EventOf<'IvrDigitsKept'>>('IvrDigitsKept', { digits: walk.state.kept + digits });
      return { take: 'next' };
    case 'callback':
      return callbackEntered(walk, node, digits);
    default:
      return null;
  }
}

function dipAnswered(
  walk: Walk,
  node: FlowNodeOf<'data-dip'>,
  { answer: given, milliseconds }: Extract<IvrCommand, { type: 'DipAnswered' }>,
): Step {
  const result = given.ok ? dipSucceeded(node, given) : dipFailed(given);
  const { place } = walk;
  const { ok, reason } = result;
  walk.note<EventOf<'IvrDipAnswered'>>('IvrDipAnswered', { place, ok, reason, milliseconds });
  walk.set(result.variables);
  return { take: ok ? 'next' : 'failed' };
}

function lookedUp(walk: Walk, contact: FoundContact | null): Step {
  if (!contact) return { take: 'not-found' };
  const { id, firstName, lastName, company, email } = contact;
  walk.set({
    'contact.id': id,
    'contact.firstName': firstName,
    'contact.lastName': lastName,
    'contact.company': company,
    'contact.email': email,
  });
  return { take: 'found' };
}

/** Goes on from branch to branch until something has to be waited for, or the flow is left. */
function follow(walk: Walk, first: Step): void {
  let step = first;
  while (typeof step === 'object') step = take(walk, step.take);
}

function take(walk: Walk, branch: string): Step {
  const graph = walk.graph();
  const { place } = walk;
  const from = branch === 'start' && place.nodeId === '' ? null : { nodeId: place.nodeId, branch };
  const to = from === null ? graph?.start?.id : graph?.next(place.nodeId, branch);
  const node = to === undefined ? undefined : graph?.node(to);
  if (!node) return walk.leave({ kind: 'hang-up', because: graph ? 'branch-open' : 'flow-missing' });
  if (walk.state.steps >= MOST_STEPS) return walk.leave({ kind: 'hang-up', because: 'too-many-steps' });
  walk.note<EventOf<'IvrNodeEntered'>>('IvrNodeEntered', {
    place: { ...place, nodeId: node.id },
    kind: node.kind,
    name: node.name,
    from,
  });
  return enterNode(walk, node);
}
