import type { SurveyDocument, SurveyQuestion, SurveyRule, SurveyTexts } from '#contracts';

export const says = (pl: string, en = pl): SurveyTexts => ({
  pl: [{ kind: 'text', template: pl }],
  en: [{ kind: 'text', template: en }],
});

export const rating = (id: string, extra: Partial<SurveyQuestion> = {}): SurveyQuestion =>
  ({
    kind: 'rating',
    id,
    name: id,
    texts: says(`Ocena ${id}`),
    branches: [],
    from: 1,
    to: 5,
    ...extra,
  }) as SurveyQuestion;

export const yesNo = (id: string, extra: Partial<SurveyQuestion> = {}): SurveyQuestion =>
  ({ kind: 'yes-no', id, name: id, texts: says(`Czy ${id}`), branches: [], ...extra }) as SurveyQuestion;

export const open = (id: string, extra: Partial<SurveyQuestion> = {}): SurveyQuestion =>
  ({
    kind: 'open',
    id,
    name: id,
    texts: says(`Dlaczego ${id}`),
    branches: [],
    maximumSeconds: 30,
    retentionDays: null,
    ...extra,
  }) as SurveyQuestion;

export const survey = (questions: readonly SurveyQuestion[], extra: Partial<SurveyDocument> = {}): SurveyDocument => ({
  schema: 1,
  languages: ['pl', 'en'],
  greeting: says('Prosimy o ocenę', 'Please rate us'),
  goodbye: says('Dziękujemy', 'Thank you'),
  questions: [...questions],
  timeoutSeconds: 5,
  attempts: 2,
  ...extra,
});

export const rule = (queueId: string, extra: Partial<SurveyRule> = {}): SurveyRule => ({
  queueId,
  when: 'after-call',
  active: true,
  sharePercent: 100,
  quietDays: 0,
  minimumTalkSeconds: 10,
  delayMinutes: 30,
  attempts: 2,
  intervalMinutes: 15,
  callFrom: '00:00',
  callTo: '23:59',
  ...extra,
});
