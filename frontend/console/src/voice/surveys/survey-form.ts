import { FormArray, FormControl, FormGroup, Validators, type ValidatorFn } from '@angular/forms';
import type { Spoken, Survey, SurveyDocument, SurveyQuestion, SurveyRule, SurveyTexts } from '#contracts';
import { numberOrNone } from '../../work/queues/queue-form';

/** Languages that a survey may be asked in; those that the speech engine and the prompts speak most often. */
export const SURVEY_LANGUAGES = ['pl', 'en', 'uk', 'de', 'cs', 'sk', 'lt', 'ru', 'fr', 'es'] as const;

const text = (value = '', ...validators: ValidatorFn[]) => new FormControl(value, { nonNullable: true, validators });
const whole = (value: number, min: number, max: number) =>
  new FormControl(value, {
    nonNullable: true,
    validators: [Validators.required, Validators.min(min), Validators.max(max)],
  });

/** One language: a prompt of the library, or else a text that is turned into speech. */
function spokenGroup(said: readonly Spoken[] = []) {
  const [first] = said;
  return new FormGroup({
    promptId: text(first?.kind === 'prompt' ? first.promptId : ''),
    template: text(first?.kind === 'text' ? first.template : ''),
  });
}
export type SpokenGroup = ReturnType<typeof spokenGroup>;

export function textsGroup(texts: SurveyTexts = {}) {
  return new FormGroup(
    Object.fromEntries(SURVEY_LANGUAGES.map((language) => [language, spokenGroup(texts[language])])) as Record<
      (typeof SURVEY_LANGUAGES)[number],
      SpokenGroup
    >,
  );
}
export type TextsGroup = ReturnType<typeof textsGroup>;

function textsOf(group: TextsGroup, languages: readonly string[]): SurveyTexts {
  const value = group.getRawValue();
  return Object.fromEntries(
    SURVEY_LANGUAGES.filter((language) => languages.includes(language)).map((language) => {
      const { promptId, template } = value[language];
      return [
        language,
        promptId === '' ? [{ kind: 'text', template } as const] : [{ kind: 'prompt', promptId } as const],
      ];
    }),
  );
}

export const branchRow = (given?: SurveyQuestion['branches'][number]) =>
  new FormGroup({
    answers: text(
      given?.answers.join(', ') ?? '',
      Validators.required,
      Validators.pattern(/^\s*\d{1,2}(\s*,\s*\d{1,2})*\s*$/),
    ),
    to: new FormControl<string | null>(given?.to ?? null),
  });
export const optionRow = (given?: { digit: string; name: string }) =>
  new FormGroup({
    digit: text(given?.digit ?? '', Validators.required, Validators.pattern(/^\d$/)),
    name: text(given?.name ?? '', Validators.required, Validators.maxLength(80)),
  });

export function questionRow(id: string, given?: SurveyQuestion) {
  const options = given?.kind === 'choice' ? given.options : [];
  return new FormGroup({
    id: text(id),
    kind: new FormControl<SurveyQuestion['kind']>(given?.kind ?? 'rating', { nonNullable: true }),
    name: text(given?.name ?? '', Validators.required, Validators.maxLength(80)),
    from: whole(given?.kind === 'rating' ? given.from : 1, 0, 1),
    to: whole(given?.kind === 'rating' ? given.to : 5, 2, 10),
    maximumSeconds: whole(given?.kind === 'open' ? given.maximumSeconds : 60, 5, 300),
    retentionDays: new FormControl<number | null>(given?.kind === 'open' ? given.retentionDays : 90, [
      Validators.min(1),
      Validators.max(3650),
    ]),
    texts: textsGroup(given?.texts),
    options: new FormArray(options.map(optionRow)),
    branches: new FormArray((given?.branches ?? []).map(branchRow)),
  });
}
export type QuestionRow = ReturnType<typeof questionRow>;

const USUAL: SurveyRule = {
  queueId: '',
  when: 'after-call',
  active: true,
  sharePercent: 100,
  quietDays: 30,
  minimumTalkSeconds: 30,
  delayMinutes: 60,
  attempts: 2,
  intervalMinutes: 120,
  callFrom: '09:00',
  callTo: '20:00',
};

export function ruleRow(rule: SurveyRule = USUAL) {
  return new FormGroup({
    queueId: text(rule.queueId, Validators.required),
    when: new FormControl(rule.when, { nonNullable: true }),
    active: new FormControl(rule.active, { nonNullable: true }),
    sharePercent: whole(rule.sharePercent, 1, 100),
    quietDays: whole(rule.quietDays, 0, 365),
    minimumTalkSeconds: whole(rule.minimumTalkSeconds, 0, 3600),
    delayMinutes: whole(rule.delayMinutes, 1, 10_080),
    attempts: whole(rule.attempts, 1, 10),
    intervalMinutes: whole(rule.intervalMinutes, 1, 1440),
    callFrom: text(rule.callFrom, Validators.required),
    callTo: text(rule.callTo, Validators.required),
  });
}
export type RuleRow = ReturnType<typeof ruleRow>;

export function surveyForm() {
  return new FormGroup({
    name: text('', Validators.required, Validators.maxLength(80)),
    languages: new FormControl<string[]>(['pl'], { nonNullable: true, validators: Validators.required }),
    greeting: textsGroup(),
    goodbye: textsGroup(),
    timeoutSeconds: whole(6, 2, 30),
    attempts: whole(2, 1, 5),
    questions: new FormArray<QuestionRow>([]),
    rules: new FormArray<RuleRow>([]),
  });
}
export type SurveyForm = ReturnType<typeof surveyForm>;

/** The first of q1, q2 … that no question has: answers are kept under it for ever. */
export function freshQuestionId(form: SurveyForm): string {
  const taken = new Set(form.controls.questions.controls.map((row) => row.controls.id.value));
  let number = 1;
  while (taken.has(`q${number}`)) number += 1;
  return `q${number}`;
}

export function showSurvey(form: SurveyForm, { name, draft, rules }: Survey): void {
  const { controls } = form;
  const { languages, timeoutSeconds, attempts, questions } = draft;
  form.patchValue({ name, languages, timeoutSeconds, attempts });
  form.setControl('greeting', textsGroup(draft.greeting));
  form.setControl('goodbye', textsGroup(draft.goodbye));
  controls.questions.clear();
  for (const question of questions) controls.questions.push(questionRow(question.id, question));
  controls.rules.clear();
  for (const rule of rules) controls.rules.push(ruleRow(rule));
}

export function documentOf(form: SurveyForm): SurveyDocument {
  const { languages, timeoutSeconds, attempts } = form.getRawValue();
  const { greeting, goodbye, questions } = form.controls;
  return {
    schema: 1,
    languages,
    greeting: textsOf(greeting, languages),
    goodbye: textsOf(goodbye, languages),
    timeoutSeconds,
    attempts,
    questions: questions.controls.map((row) => questionOf(row, languages)),
  };
}

export const rulesOf = ({ controls }: SurveyForm): SurveyRule[] =>
  controls.rules.controls.map((row) => row.getRawValue());

function questionOf(row: QuestionRow, languages: readonly string[]): SurveyQuestion {
  const { id, kind, name, from, to, options, branches, maximumSeconds, retentionDays } = row.getRawValue();
  const common = {
    id,
    name,
    texts: textsOf(row.controls.texts, languages),
    branches: branches.map((branch) => ({
      answers: branch.answers.split(',').map((answer) => answer.trim()),
      to: branch.to,
    })),
  };
  switch (kind) {
    case 'rating':
      return { kind, ...common, from, to };
    case 'yes-no':
      return { kind, ...common };
    case 'choice':
      return { kind, ...common, options };
    case 'open':
      return { kind, ...common, branches: [], maximumSeconds, retentionDays: numberOrNone(retentionDays) };
  }
}
