import type { FlowNodeOf, Spoken } from '#contracts';
import { holds, openAt } from './condition';
import { fill } from './flow-template';
import { offerCallback } from './callback-node';
import { ask, askAgain } from './inputs';
import type { IvrEvent } from './ivr-events';
import type { SessionNode } from './session-node';
import type { Step, Walk } from './walk';

type EventOf<Type extends IvrEvent['type']> = Extract<IvrEvent, { type: Type }>;

/** What a node does when the caller comes to it. */
export function enterNode(walk: Walk, node: SessionNode): Step {
  switch (node.kind) {
    case 'start':
      return { take: 'next' };
    case 'announcement':
      return announce(walk, node);
    case 'menu':
    case 'digits':
      return ask(walk, node);
    case 'speech':
      return say(walk, node.prompts, { tone: true });
    case 'callback':
      return offerCallback(walk, node);
    case 'hours':
      return { take: openAt(node.hours, walk.at) ? 'open' : 'closed' };
    case 'condition':
      return { take: choose(walk, node) };
    case 'set-variable':
      for (const { variable, value } of node.assignments) walk.set({ [variable]: fill(value, walk.variables()) });
      return { take: 'next' };
    case 'language':
      walk.note<EventOf<'IvrLanguageChosen'>>('IvrLanguageChosen', { language: node.language });
      return { take: 'next' };
    case 'data-dip':
      walk.note<EventOf<'IvrDipRequested'>>('IvrDipRequested', {
        askId: walk.askId,
        place: walk.place,
        timeoutMs: node.timeoutMs,
      });
      return 'waits';
    case 'record-lookup':
      return lookUp(walk, fill(node.phone, walk.variables()).trim());
    default:
      return leaveBy(walk, node);
  }
}

type Leaving = FlowNodeOf<'queue' | 'voicemail' | 'survey' | 'transfer' | 'sub-flow' | 'return' | 'hang-up'>;

function leaveBy(walk: Walk, node: Leaving): Step {
  switch (node.kind) {
    case 'queue':
      if (node.queueId === null) return { take: 'unavailable' };
      return walk.leave(
        {
          kind: 'queue',
          queueId: node.queueId,
          skills: node.skills,
          priority: node.priority,
          unserved: returnsBy(walk, 'unserved'),
        },
        returnsBy(walk, 'unavailable'),
      );
    case 'voicemail': {
      const { boxId, prompts } = node;
      return walk.leave(
        boxId === null ? { kind: 'hang-up', because: 'flow-missing' } : { kind: 'voicemail', boxId, prompts },
      );
    }
    case 'survey':
      return walk.leave(
        node.surveyId === null
          ? { kind: 'hang-up', because: 'flow-missing' }
          : { kind: 'survey', surveyId: node.surveyId },
      );
    case 'transfer':
      return transfer(walk, node);
    case 'sub-flow':
      return enterSubFlow(walk, node);
    case 'return':
      return goBack(walk);
    case 'hang-up':
      return sayGoodbye(walk, node);
  }
}

const returnsBy = (walk: Walk, branch: string): boolean => walk.graph()?.next(walk.place.nodeId, branch) !== undefined;

function announce(walk: Walk, node: FlowNodeOf<'announcement'>): Step {
  if (node.prompts.length === 0) return { take: 'next' };
  if (!node.interruptible) return say(walk, node.prompts);
  // A digit typed during it is kept for what follows; hence an entry of one digit that is not waited for.
  askAgain(walk, node.prompts, { maximum: 1, timeoutMs: 100, interDigitMs: 100, terminators: '' });
  return 'waits';
}

function choose(walk: Walk, node: FlowNodeOf<'condition'>): string {
  const variables = walk.variables();
  const found = node.cases.find(({ match, tests }) =>
    match === 'all' ? tests.every((test) => holds(test, variables)) : tests.some((test) => holds(test, variables)),
  );
  return found ? `case:${found.id}` : 'otherwise';
}

function lookUp(walk: Walk, phone: string): Step {
  if (phone === '') return { take: 'not-found' };
  walk.note<EventOf<'IvrLookupRequested'>>('IvrLookupRequested', { askId: walk.askId, place: walk.place, phone });
  return 'waits';
}

function transfer(walk: Walk, { target, ringSeconds }: FlowNodeOf<'transfer'>): Step {
  const returns = returnsBy(walk, 'unanswered');
  switch (target.kind) {
    case 'agent':
      if (target.agentId === null) return { take: 'unanswered' };
      return walk.leave({ kind: 'agent', agentId: target.agentId, ringSeconds }, returns);
    case 'extension':
      return walk.leave({ kind: 'extension', extension: target.extension, ringSeconds }, returns);
    case 'number': {
      const number = fill(target.number, walk.variables()).trim();
      return number === '' ? { take: 'unanswered' } : walk.leave({ kind: 'number', number, ringSeconds }, returns);
    }
  }
}

function enterSubFlow(walk: Walk, { flowId }: FlowNodeOf<'sub-flow'>): Step {
  const found = flowId === null ? null : walk.graphOf(flowId);
  if (!found?.graph.start || flowId === null) return walk.leave({ kind: 'hang-up', because: 'flow-missing' });
  const place = walk.place;
  walk.note<EventOf<'IvrSubFlowEntered'>>('IvrSubFlowEntered', { place, flowId, version: found.version });
  const own = found.graph.document.variables.filter(({ name }) => walk.state.variables[name] === undefined);
  walk.set(Object.fromEntries(own.map(({ name, initial }) => [name, initial])));
  return { take: 'start' };
}

function goBack(walk: Walk): Step {
  const back = walk.state.stack.at(-1);
  if (!back) return walk.leave({ kind: 'hang-up', because: 'hang-up' });
  walk.note<EventOf<'IvrSubFlowLeft'>>('IvrSubFlowLeft', { place: back });
  return { take: 'next' };
}

function sayGoodbye(walk: Walk, node: FlowNodeOf<'hang-up'>): Step {
  if (node.prompts.length === 0) return walk.leave({ kind: 'hang-up', because: 'hang-up' });
  return say(walk, node.prompts);
}

function say(walk: Walk, prompts: readonly Spoken[], more: { tone?: true } = {}): Step {
  const { askId, place } = walk;
  walk.note<EventOf<'IvrPromptRequested'>>('IvrPromptRequested', { askId, place, prompts, ...more });
  return 'waits';
}
