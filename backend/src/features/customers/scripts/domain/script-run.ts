import {
  brokenRule,
  pathOf,
  type FieldError,
  type ScriptAnswer,
  type ScriptAnswers,
  type ScriptDocument,
} from '#contracts';
import type { Instant } from '../../../../kernel/clock';
import type { Decider } from '../../../../kernel/decider';
import type { DomainEvent } from '../../../../kernel/journal';
import { accepted, refused, type Outcome, type Refusal } from '../../../../kernel/outcome';

/** Beside which conversation the script is, and in which version. */
export interface RunOf {
  readonly scriptId: string;
  readonly version: number;
  readonly callId: string;
  readonly queueId: string | null;
  readonly campaignId: string | null;
  readonly agentId: string;
  readonly contactId: string | null;
  readonly number: string | null;
}

export type ScriptStarted = DomainEvent<
  'ScriptStarted',
  RunOf & { readonly firstStepId: string | null; readonly at: Instant }
>;
/** `answers`: those given or changed now; `contactId`: whom the answers of the contact's fields went to. */
export type ScriptStepSaved = DomainEvent<
  'ScriptStepSaved',
  {
    readonly callId: string;
    readonly agentId: string;
    readonly contactId: string | null;
    readonly answers: ScriptAnswers;
    readonly stepId: string | null;
    readonly outcomeId: string | null;
  }
>;
export type ScriptFinished = DomainEvent<
  'ScriptFinished',
  {
    readonly callId: string;
    readonly scriptId: string;
    readonly outcomeId: string | null;
    readonly classifierId: string | null;
    /** Of the steps that were gone through. */
    readonly answers: ScriptAnswers;
    readonly at: Instant;
  }
>;
export type ScriptRunEvent = ScriptStarted | ScriptStepSaved | ScriptFinished;
export const SCRIPT_RUN_EVENT_TYPES = [
  'ScriptStarted',
  'ScriptStepSaved',
  'ScriptFinished',
] as const satisfies readonly ScriptRunEvent['type'][];

export interface RunState {
  readonly phase: 'none' | 'open' | 'finished';
  readonly of: RunOf | null;
  readonly answers: ScriptAnswers;
  readonly stepId: string | null;
  readonly outcomeId: string | null;
  readonly classifierId: string | null;
  readonly at: Instant;
  readonly finishedAt: Instant | null;
}

/** What the desk says: answers to add, where the agent is, and whether that was all. */
export interface Given {
  readonly agentId: string;
  readonly contactId: string | null;
  readonly document: ScriptDocument;
  readonly answers: ScriptAnswers;
  readonly stepId: string | null;
  readonly outcomeId: string | null;
  readonly finish: boolean;
}

type Command = { readonly at: Instant } & (
  | { readonly type: 'Start'; readonly of: RunOf; readonly firstStepId: string | null }
  | ({ readonly type: 'Save' } & Given)
);

/**
 * - `script-run-not-found`, `script-run-finished`
 * - `script-answer-not-valid`: `fields` name each answer and rule
 * - `script-step-not-reached`: these answers do not lead there
 * - `script-outcome-missing`, `script-outcome-unknown`
 */
export type RunRefusal =
  | Refusal<
      | 'script-run-not-found'
      | 'script-run-finished'
      | 'script-step-not-reached'
      | 'script-outcome-missing'
      | 'script-outcome-unknown'
    >
  | (Refusal<'script-answer-not-valid'> & { readonly fields: readonly FieldError[] });

/** One script beside one call. Saying the same again does nothing, so a desk that lost its line sends what it has. */
export const scriptRun: Decider<RunState, Command, ScriptRunEvent, RunRefusal> = {
  kind: 'script-run',
  stateVersion: 1,
  initialState: {
    phase: 'none',
    of: null,
    answers: {},
    stepId: null,
    outcomeId: null,
    classifierId: null,
    at: 0,
    finishedAt: null,
  },
  decide,
  evolve,
};

function decide(state: RunState, command: Command): Outcome<readonly ScriptRunEvent[], RunRefusal> {
  if (command.type === 'Save') return save(state, command);
  const { of, firstStepId, at } = command;
  return accepted(state.phase === 'none' ? [{ type: 'ScriptStarted', data: { ...of, firstStepId, at } }] : []);
}

function save(
  state: RunState,
  command: Extract<Command, { type: 'Save' }>,
): Outcome<readonly ScriptRunEvent[], RunRefusal> {
  if (!state.of) return refused({ code: 'script-run-not-found' });
  const { document, stepId, outcomeId, finish, at } = command;
  const changed = changedAnswers(state.answers, command.answers);
  const answers = merged(state.answers, changed);
  const moved = stepId !== state.stepId || outcomeId !== state.outcomeId;
  if (state.phase === 'finished')
    return moved || Object.keys(changed).length > 0 ? refused({ code: 'script-run-finished' }) : accepted([]);
  const wrong = judge(command, { changed, answers });
  if (wrong) return refused(wrong);
  const { callId, scriptId } = state.of;
  const events: ScriptRunEvent[] = [];
  if (moved || Object.keys(changed).length > 0)
    events.push({
      type: 'ScriptStepSaved',
      data: { callId, agentId: command.agentId, contactId: command.contactId, answers: changed, stepId, outcomeId },
    });
  const outcome = document.summary.outcomes.find(({ id }) => id === outcomeId);
  if (finish)
    events.push({
      type: 'ScriptFinished',
      data: {
        callId,
        scriptId,
        outcomeId,
        classifierId: outcome?.classifierId ?? null,
        answers: answersOnPath(document, answers),
        at,
      },
    });
  return accepted(events);
}

function judge(
  { document, stepId, outcomeId, finish }: Given,
  { changed, answers }: { changed: ScriptAnswers; answers: ScriptAnswers },
): RunRefusal | null {
  const broken = brokenAnswers(document, changed);
  if (broken.length > 0) return { code: 'script-answer-not-valid', fields: broken };
  const path = pathOf(document, answers);
  if (stepId !== null && !path.steps.some(({ id }) => id === stepId)) return { code: 'script-step-not-reached' };
  if ((stepId === null || finish) && !path.complete) {
    const missing = path.steps.at(-1)?.fields.filter((field) => brokenRule(field, answers[field.id]) !== null) ?? [];
    return { code: 'script-answer-not-valid', fields: missing.map(({ id }) => fieldError(id, 'required')) };
  }
  const { outcomes } = document.summary;
  if (outcomeId !== null && !outcomes.some(({ id }) => id === outcomeId)) return { code: 'script-outcome-unknown' };
  if (finish && outcomes.length > 0 && outcomeId === null) return { code: 'script-outcome-missing' };
  return null;
}

const fieldError = (id: string, rule: string): FieldError => ({
  field: `answers.${id}`,
  rule,
  message: `The answer breaks the rule ${rule}`,
});

function brokenAnswers({ steps }: ScriptDocument, changed: ScriptAnswers): FieldError[] {
  const fields = new Map(steps.flatMap((step) => step.fields.map((field) => [field.id, field])));
  return Object.entries(changed).flatMap(([id, answer]) => {
    const field = fields.get(id);
    const rule = field ? brokenRule({ ...field, required: false }, answer) : 'unknown-field';
    return rule === null ? [] : [fieldError(id, rule)];
  });
}

const same = (one: ScriptAnswer | undefined, other: ScriptAnswer): boolean =>
  JSON.stringify(one ?? '') === JSON.stringify(other.length === 0 ? '' : other);

const changedAnswers = (before: ScriptAnswers, given: ScriptAnswers): ScriptAnswers =>
  Object.fromEntries(Object.entries(given).filter(([id, answer]) => !same(before[id], answer)));

/** An empty answer takes away what was there. */
const merged = (before: ScriptAnswers, given: ScriptAnswers): ScriptAnswers =>
  Object.fromEntries(Object.entries({ ...before, ...given }).filter(([, answer]) => answer.length > 0));

/** Answers on steps that these answers lead through; what was said on a way that was left does not count. */
export function answersOnPath(document: ScriptDocument, answers: ScriptAnswers): ScriptAnswers {
  const ids = pathOf(document, answers).steps.flatMap(({ fields }) => fields.map(({ id }) => id));
  return Object.fromEntries(
    ids.flatMap((id) => {
      const answer = answers[id];
      return answer === undefined ? [] : [[id, answer]];
    }),
  );
}

function evolve(state: RunState, event: ScriptRunEvent): RunState {
  switch (event.type) {
    case 'ScriptStarted': {
      const { at, firstStepId, ...of } = event.data;
      return { ...state, phase: 'open', of, stepId: firstStepId, at };
    }
    case 'ScriptStepSaved': {
      const { agentId, contactId, answers, stepId, outcomeId } = event.data;
      const of = state.of && { ...state.of, agentId, contactId };
      return { ...state, of, answers: merged(state.answers, answers), stepId, outcomeId };
    }
    case 'ScriptFinished': {
      const { answers, outcomeId, classifierId, at } = event.data;
      return { ...state, phase: 'finished', answers, outcomeId, classifierId, stepId: null, finishedAt: at };
    }
  }
}
