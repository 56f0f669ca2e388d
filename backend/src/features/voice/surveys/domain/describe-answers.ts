import type { SurveyDocument, SurveyQuestion, SurveyRun, SurveySpeech } from '#contracts';
import { digitsOf } from './survey-flow';

/** Questions that were ever asked: each as the newest version has it, in that order, and after them those that are gone. */
export function questionsOf(versionsNewestFirst: readonly SurveyDocument[]): SurveyQuestion[] {
  const known = new Map<string, SurveyQuestion>();
  for (const { questions } of versionsNewestFirst)
    for (const question of questions) if (!known.has(question.id)) known.set(question.id, question);
  return [...known.values()];
}

/** What a digit meant; `yes` and `no` are words of the reader's language, which screens put in. */
export function labelOf(question: SurveyQuestion, value: string): string {
  switch (question.kind) {
    case 'rating':
      return value;
    case 'yes-no':
      return value === '1' ? 'yes' : 'no';
    case 'choice':
      return question.options.find(({ digit }) => digit === value)?.name ?? value;
    case 'open':
      return '';
  }
}

/** Answers in the order of the questions. */
export const answersOf = (
  questions: readonly SurveyQuestion[],
  given: Readonly<Record<string, string>>,
  said: Readonly<Record<string, SurveySpeech>> = {},
): SurveyRun['answers'] =>
  questions.flatMap((question): SurveyRun['answers'] => {
    const { id: questionId, name } = question;
    const speech = said[questionId] ?? null;
    const value = speech ? '' : given[questionId];
    return value === undefined ? [] : [{ questionId, name, value, label: labelOf(question, value), speech }];
  });

export interface AnswerCount {
  readonly questionId: string;
  readonly value: string;
  readonly count: number;
}

/** How often each answer of a question was given, none left out, and the average of a rating. */
export function distributionOf(question: SurveyQuestion, counts: readonly AnswerCount[]) {
  const of = counts.filter(({ questionId }) => questionId === question.id);
  const { id, name, kind } = question;
  if (kind === 'open') return { id, name, kind, answers: of[0]?.count ?? 0, average: null, distribution: [] };
  // A digit that only an earlier version had is counted too.
  const values = [...new Set([...digitsOf(question), ...of.map(({ value }) => value)])];
  const distribution = values.map((value) => ({
    value,
    label: labelOf(question, value),
    count: of.find((each) => each.value === value)?.count ?? 0,
  }));
  const answers = distribution.reduce((sum, { count }) => sum + count, 0);
  const total = distribution.reduce((sum, { value, count }) => sum + Number(value) * count, 0);
  const average = kind === 'rating' && answers > 0 ? total / answers : null;
  return { id, name, kind, answers, average, distribution };
}
