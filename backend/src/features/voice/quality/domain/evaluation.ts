import { resultOf, type Criterion, type FieldError, type ScorecardDocument, type Scores } from '#contracts';
import type { Instant } from '../../../../kernel/clock';
import type { Decider } from '../../../../kernel/decider';
import { accepted, refused, type Outcome, type Refusal } from '../../../../kernel/outcome';
import type { EvaluationEvent, EvaluationOf } from './quality-events';

export interface EvaluationState {
  readonly phase: 'none' | 'draft' | 'finished' | 'acknowledged' | 'appealed' | 'decided';
  readonly of: EvaluationOf | null;
  readonly scores: Scores;
  readonly comment: string;
  readonly percent: number | null;
  readonly knockedOut: boolean;
  readonly reply: string;
  readonly answer: string;
  readonly at: Instant;
  readonly finishedAt: Instant | null;
}

type Command = { readonly at: Instant } & (
  | { readonly type: 'Begin'; readonly of: EvaluationOf }
  | {
      readonly type: 'Save';
      readonly id: string;
      readonly by: string;
      readonly document: ScorecardDocument;
      readonly scores: Scores;
      readonly comment: string;
      readonly finish: boolean;
    }
  | { readonly type: 'Reply'; readonly by: string; readonly text: string; readonly appeal: boolean }
  | {
      readonly type: 'Decide';
      readonly by: string;
      readonly document: ScorecardDocument;
      readonly answer: string;
      readonly scores: Scores | undefined;
    }
);

/**
 * - `evaluation-not-found`, `evaluation-not-yours`
 * - `evaluation-finished`: it is changed by an appeal only · `evaluation-replied`: the agent has said his word
 * - `appeal-not-open`: nobody appealed, or it was answered
 * - `scores-not-valid`: `fields` name each criterion and rule
 */
export type EvaluationRefusal =
  | Refusal<
      'evaluation-not-found' | 'evaluation-not-yours' | 'evaluation-finished' | 'evaluation-replied' | 'appeal-not-open'
    >
  | (Refusal<'scores-not-valid'> & { readonly fields: readonly FieldError[] });

type Decided = Outcome<readonly EvaluationEvent[], EvaluationRefusal>;

/** One conversation scored by one person. */
export const evaluation: Decider<EvaluationState, Command, EvaluationEvent, EvaluationRefusal> = {
  kind: 'evaluation',
  stateVersion: 1,
  initialState: {
    phase: 'none',
    of: null,
    scores: {},
    comment: '',
    percent: null,
    knockedOut: false,
    reply: '',
    answer: '',
    at: 0,
    finishedAt: null,
  },
  decide,
  evolve,
};

function decide(state: EvaluationState, command: Command): Decided {
  if (command.type === 'Begin') {
    const { of, at } = command;
    return accepted(state.phase === 'none' ? [{ type: 'EvaluationBegun', data: { ...of, at } }] : []);
  }
  if (!state.of) return refused({ code: 'evaluation-not-found' });
  switch (command.type) {
    case 'Save':
      return save(state, state.of, command);
    case 'Reply':
      return reply(state, state.of, command);
    case 'Decide':
      return decideAppeal(state, command);
  }
}

function save(state: EvaluationState, of: EvaluationOf, command: Extract<Command, { type: 'Save' }>): Decided {
  const { id, by, document, scores, comment, finish, at } = command;
  if (by !== of.scorerId) return refused({ code: 'evaluation-not-yours' });
  if (state.phase !== 'draft') return refused({ code: 'evaluation-finished' });
  const fields = brokenScores(document, scores, finish);
  if (fields.length > 0) return refused({ code: 'scores-not-valid', fields });
  const { percent, knockedOut } = resultOf(document, scores);
  const saved: EvaluationEvent = { type: 'EvaluationSaved', data: { scores, comment, percent, knockedOut } };
  const finished: EvaluationEvent = {
    type: 'EvaluationFinished',
    data: { ...of, evaluationId: id, percent, knockedOut, at },
  };
  return accepted(finish ? [saved, finished] : [saved]);
}

function reply(state: EvaluationState, of: EvaluationOf, command: Extract<Command, { type: 'Reply' }>): Decided {
  if (command.by !== of.agentId) return refused({ code: 'evaluation-not-yours' });
  if (state.phase === 'draft') return refused({ code: 'evaluation-not-found' });
  if (state.phase !== 'finished') return refused({ code: 'evaluation-replied' });
  const { text, appeal } = command;
  return accepted([{ type: 'EvaluationReplied', data: { text, appeal } }]);
}

function decideAppeal(state: EvaluationState, command: Extract<Command, { type: 'Decide' }>): Decided {
  if (state.phase !== 'appealed') return refused({ code: 'appeal-not-open' });
  const { by, document, answer, scores = state.scores } = command;
  const fields = brokenScores(document, scores, true);
  if (fields.length > 0) return refused({ code: 'scores-not-valid', fields });
  const { percent, knockedOut } = resultOf(document, scores);
  return accepted([{ type: 'AppealDecided', data: { by, answer, scores, percent, knockedOut } }]);
}

function brokenScores({ sections }: ScorecardDocument, scores: Scores, whole: boolean): FieldError[] {
  const criteria = new Map(sections.flatMap((section) => section.criteria.map((each) => [each.id, each])));
  const wrong = (id: string, rule: string): FieldError => ({
    field: `scores.${id}`,
    rule,
    message: `The score breaks the rule ${rule}`,
  });
  const given = Object.entries(scores).flatMap(([id, { points }]) => {
    const rule = brokenRule(criteria.get(id), points);
    return rule === null ? [] : [wrong(id, rule)];
  });
  const missing = [...criteria.values()].filter(
    ({ id, optional }) => !optional && (scores[id]?.points ?? null) === null,
  );
  return whole ? [...given, ...missing.map(({ id }) => wrong(id, 'required'))] : given;
}

function brokenRule(criterion: Criterion | undefined, points: number | null): string | null {
  if (!criterion) return 'unknown-criterion';
  return points !== null && points > criterion.points ? 'max' : null;
}

function evolve(state: EvaluationState, event: EvaluationEvent): EvaluationState {
  switch (event.type) {
    case 'EvaluationBegun': {
      const { at, ...of } = event.data;
      return { ...state, phase: 'draft', of, at };
    }
    case 'EvaluationSaved':
      return { ...state, ...event.data };
    case 'EvaluationFinished':
      return { ...state, phase: 'finished', finishedAt: event.data.at };
    case 'EvaluationReplied':
      return { ...state, phase: event.data.appeal ? 'appealed' : 'acknowledged', reply: event.data.text };
    case 'AppealDecided': {
      const { answer, scores, percent, knockedOut } = event.data;
      return { ...state, phase: 'decided', answer, scores, percent, knockedOut };
    }
  }
}
