import type { Spoken, SurveyDocument, SurveyFinding, SurveyQuestion, SurveyTexts } from '#contracts';
import { digitsOf } from './survey-flow';

/** What is known of the things that a survey names. */
export interface SurveyFacts {
  /** Languages that each prompt can be heard in. */
  readonly prompts: ReadonlyMap<string, readonly string[]>;
  readonly isTemplate: (template: string) => boolean;
}

type Code = SurveyFinding['code'];
const finding = (code: Code, questionId: string | null, language: string | null = null): SurveyFinding => ({
  code,
  questionId,
  language,
});

const twice = (items: readonly string[]): string[] => [
  ...new Set(items.filter((item, at) => items.indexOf(item) !== at)),
];

/** Everything that keeps a survey from being asked. */
export function validateSurvey(document: SurveyDocument, facts: SurveyFacts): SurveyFinding[] {
  const { languages, questions, greeting, goodbye } = document;
  const texts = (of: SurveyTexts, questionId: string | null) =>
    languages.flatMap((language) => judgeText(of[language] ?? [], { questionId, language }, facts));
  return [
    ...(questions.length === 0 ? [finding('questions-missing', null)] : []),
    ...twice(languages).map((language) => finding('language-twice', null, language)),
    ...twice(questions.map(({ id }) => id)).map((id) => finding('question-twice', id)),
    ...texts(greeting, null),
    ...texts(goodbye, null),
    ...questions.flatMap((question, at) => [
      ...texts(question.texts, question.id),
      ...judgeAnswers(question),
      ...judgeBranches(question, questions.slice(at + 1)),
    ]),
  ];
}

function judgeText(
  said: readonly Spoken[],
  { questionId, language }: { questionId: string | null; language: string },
  { prompts, isTemplate }: SurveyFacts,
): SurveyFinding[] {
  if (said.length === 0) return [finding('text-missing', questionId, language)];
  return said.flatMap((each) => {
    if (each.kind === 'text') {
      if (each.template.trim() === '') return [finding('text-missing', questionId, language)];
      return isTemplate(each.template) ? [] : [finding('template-not-valid', questionId, language)];
    }
    const spoken = prompts.get(each.promptId);
    if (!spoken) return [finding('prompt-unknown', questionId, language)];
    return spoken.includes(language) ? [] : [finding('prompt-language-missing', questionId, language)];
  });
}

function judgeAnswers(question: SurveyQuestion): SurveyFinding[] {
  if (question.kind !== 'choice') return [];
  const digits = digitsOf(question);
  return [
    ...(digits.length < 2 ? [finding('options-missing', question.id)] : []),
    ...twice(digits).map(() => finding('option-twice', question.id)),
  ];
}

/** Forward only: so every survey ends. */
function judgeBranches(question: SurveyQuestion, later: readonly SurveyQuestion[]): SurveyFinding[] {
  const digits = digitsOf(question);
  return question.branches.flatMap(({ answers, to }) => [
    ...(to !== null && !later.some(({ id }) => id === to) ? [finding('branch-not-later', question.id)] : []),
    ...(answers.some((answer) => !digits.includes(answer)) ? [finding('branch-answer-unknown', question.id)] : []),
  ]);
}
