import type { NotLaunchedReason, SurveyRule, SurveyRun } from '#contracts';
import type { Instant } from '../../../../kernel/clock';
import type { Decider } from '../../../../kernel/decider';
import { accepted, type Refusal } from '../../../../kernel/outcome';
import { callTime } from './call-time';
import type { Asked, SurveyRunEvent } from './run-events';
import { evolveRun, INITIAL_RUN, type RunState } from './run-state';

/** What is known when an agent takes the call. `draw`: from 0 to 99, of this conversation. */
export interface PlanFacts {
  readonly published: boolean;
  readonly allowed: boolean;
  readonly askedLately: boolean;
  readonly draw: number;
}

type RunCommand = { readonly at: Instant } & (
  | { readonly type: 'Plan'; readonly asked: Asked; readonly rule: SurveyRule; readonly facts: PlanFacts }
  | { readonly type: 'Keep'; readonly surveyCallId: string }
  | {
      readonly type: 'EndConversation';
      readonly talkMs: number;
      readonly endedBy: 'caller' | 'agent' | 'system' | null;
      readonly outcome: string;
    }
  | { readonly type: 'Call'; readonly placed: Placed }
  | { readonly type: 'NoteCallEnded'; readonly surveyCallId: string; readonly because: string }
  | {
      readonly type: 'Launch';
      readonly asked: Asked;
      readonly version: number;
      readonly surveyCallId: string;
    }
  | { readonly type: 'Finish'; readonly completed: boolean; readonly answers: Readonly<Record<string, string>> }
);
export type RunOrder = RunCommand extends infer C ? (C extends RunCommand ? Omit<C, 'at'> : never) : never;

/** How it went to call: `again` may help later, other reasons are for good. */
export type Placed =
  | { readonly ok: true; readonly surveyCallId: string }
  | { readonly ok: false; readonly reason: NotLaunchedReason; readonly again: boolean };

type Command<Type extends RunCommand['type']> = Extract<RunCommand, { type: Type }>;

/** The opinion on one conversation, from the moment somebody is with the caller to the last answer. Repeats do nothing. */
export const surveyRun: Decider<RunState, RunCommand, SurveyRunEvent, Refusal<never>> = {
  kind: 'survey-run',
  stateVersion: 1,
  initialState: INITIAL_RUN,
  decide: (state, command) => accepted(decide(state, command)),
  evolve: evolveRun,
};

function decide(state: RunState, command: RunCommand): SurveyRunEvent[] {
  const { at } = command;
  switch (command.type) {
    case 'Plan':
      return plan(state, command);
    case 'Keep':
      return state.phase === 'planned'
        ? [{ type: 'SurveyCallerKept', data: { at, surveyCallId: command.surveyCallId } }]
        : [];
    case 'EndConversation':
      return endConversation(state, command);
    case 'Call':
      return call(state, command);
    case 'NoteCallEnded':
      return callEnded(state, command);
    case 'Launch':
      return launch(state, command);
    case 'Finish':
      if (state.phase !== 'running') return [];
      return [{ type: 'SurveyFinished', data: { at, completed: command.completed, answers: command.answers } }];
  }
}

/** Once for each agent who takes the call: the last one's queue counts. */
function plan(state: RunState, { at, asked, rule, facts }: Command<'Plan'>): SurveyRunEvent[] {
  if (state.phase !== 'none' && state.phase !== 'planned') return [];
  return [{ type: 'SurveyPlanned', data: { at, ...asked, rule, refused: refusedBy(rule, facts) } }];
}

/** The share is the last question: of those whom everything else lets through. */
function refusedBy({ sharePercent }: SurveyRule, facts: PlanFacts): NotLaunchedReason | null {
  if (!facts.published) return 'not-published';
  if (!facts.allowed) return 'allowance-used-up';
  if (facts.askedLately) return 'asked-lately';
  return facts.draw < sharePercent ? null : 'not-in-share';
}

function endConversation(state: RunState, command: Command<'EndConversation'>): SurveyRunEvent[] {
  const { rule, asked } = state;
  if (state.phase !== 'planned' || !rule || !asked) return [];
  const { at, talkMs, outcome } = command;
  const reason = state.refused ?? (talkMs < rule.minimumTalkSeconds * 1000 ? 'talk-too-short' : null);
  if (reason) return notLaunched(state, at, reason);
  if (rule.when === 'after-call') return notLaunched(state, at, lossOf(outcome, command));
  if (asked.number === null) return notLaunched(state, at, 'number-withheld');
  const due = callTime(rule, at + rule.delayMinutes * 60_000);
  return [{ type: 'SurveyScheduled', data: { at, due, attempt: 1, endedAt: at } }];
}

/** Why nobody is there any more who could be asked at once. */
function lossOf(outcome: string, { endedBy }: Command<'EndConversation'>): NotLaunchedReason {
  if (outcome === 'transferred-out') return 'transferred-out';
  if (outcome === 'lost') return 'line-lost';
  return endedBy === 'caller' ? 'caller-hung-up' : 'lost';
}

function call(state: RunState, { at, placed }: Command<'Call'>): SurveyRunEvent[] {
  if (state.phase !== 'scheduled') return [];
  const { attempt } = state;
  if (placed.ok) return [{ type: 'SurveyCallPlaced', data: { at, surveyCallId: placed.surveyCallId, attempt } }];
  return placed.again ? tryAgain(state, at, placed.reason) : notLaunched(state, at, placed.reason);
}

function callEnded(state: RunState, { at, surveyCallId, because }: Command<'NoteCallEnded'>): SurveyRunEvent[] {
  if (state.surveyCallId !== surveyCallId) return [];
  if (state.phase === 'kept') return notLaunched(state, at, 'lost');
  return state.phase === 'calling' ? tryAgain(state, at, 'not-reached', because) : [];
}

function tryAgain(state: RunState, at: Instant, reason: NotLaunchedReason, because: string = reason): SurveyRunEvent[] {
  const { rule, attempt } = state;
  const failed: SurveyRunEvent = { type: 'SurveyAttemptFailed', data: { at, attempt, because } };
  if (!rule || attempt >= rule.attempts) return [failed, ...notLaunched(state, at, reason)];
  const due = callTime(rule, at + rule.intervalMinutes * 60_000);
  const endedAt = state.endedAt ?? at;
  return [failed, { type: 'SurveyScheduled', data: { at, due, attempt: attempt + 1, endedAt } }];
}

function launch(state: RunState, command: Command<'Launch'>): SurveyRunEvent[] {
  const { at, version, surveyCallId } = command;
  const via: SurveyRun['via'] | undefined = ({ none: 'flow', kept: 'after-call', calling: 'later' } as const)[
    state.phase as 'none'
  ];
  if (!via || (state.surveyCallId !== null && state.surveyCallId !== surveyCallId)) return [];
  const { language, agentId } = command.asked;
  const asked = state.asked ? { ...state.asked, language, agentId } : command.asked;
  return [{ type: 'SurveyLaunched', data: { at, ...asked, version, surveyCallId, via } }];
}

const notLaunched = ({ asked }: RunState, at: Instant, reason: NotLaunchedReason): SurveyRunEvent[] =>
  asked === null
    ? []
    : [{ type: 'SurveyNotLaunched', data: { at, callId: asked.callId, surveyId: asked.surveyId, reason } }];
