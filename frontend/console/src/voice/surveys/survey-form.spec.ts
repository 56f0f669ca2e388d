import { surveyDocumentSchema, surveyRuleSchema, type Survey } from '#contracts';
import { documentOf, freshQuestionId, questionRow, ruleRow, rulesOf, showSurvey, surveyForm } from './survey-form';

const survey: Survey = {
  id: '00000000-0000-4000-8000-000000000001',
  name: 'Po rozmowie',
  liveVersion: 1,
  changed: false,
  queueIds: [],
  updatedAt: '2026-11-30T10:00:00.000Z',
  version: 3,
  draftVersion: 2,
  findings: [],
  rules: [{ ...ruleRow().getRawValue(), queueId: '00000000-0000-4000-8000-000000000002' }],
  draft: {
    schema: 1,
    languages: ['pl', 'en'],
    greeting: { pl: [{ kind: 'text', template: 'Cześć' }], en: [{ kind: 'text', template: 'Hi' }] },
    goodbye: {
      pl: [{ kind: 'prompt', promptId: '00000000-0000-4000-8000-000000000003' }],
      en: [{ kind: 'text', template: 'Bye' }],
    },
    timeoutSeconds: 6,
    attempts: 2,
    questions: [
      {
        kind: 'choice',
        id: 'q1',
        name: 'Skąd',
        texts: { pl: [{ kind: 'text', template: 'Skąd?' }], en: [{ kind: 'text', template: 'How?' }] },
        options: [{ digit: '1', name: 'Internet' }],
        branches: [{ answers: ['1', '2'], to: null }],
      },
      {
        kind: 'open',
        id: 'why',
        name: 'Dlaczego',
        texts: { pl: [{ kind: 'text', template: 'Dlaczego?' }], en: [{ kind: 'text', template: 'Why?' }] },
        branches: [],
        maximumSeconds: 45,
        retentionDays: null,
      },
    ],
  },
};

describe('the form of a survey', () => {
  it('gives back what it was shown', () => {
    const form = surveyForm();
    showSurvey(form, survey);
    expect(documentOf(form)).toEqual(survey.draft);
    expect(rulesOf(form)).toEqual(survey.rules);
    expect(surveyRuleSchema.safeParse(rulesOf(form)[0]).success).toBe(true);
  });

  it('names new questions as none was named before, and drops languages that are not chosen', () => {
    const form = surveyForm();
    showSurvey(form, survey);
    expect(freshQuestionId(form)).toBe('q2');
    form.controls.questions.push(questionRow('q2'));
    form.patchValue({ languages: ['en'] });
    const document = documentOf(form);
    expect(document.greeting).toEqual({ en: [{ kind: 'text', template: 'Hi' }] });
    expect(surveyDocumentSchema.safeParse(document).success).toBe(false);
    form.controls.questions.at(2).patchValue({ name: 'Ocena' });
    expect(surveyDocumentSchema.safeParse(documentOf(form)).success).toBe(true);
  });
});
