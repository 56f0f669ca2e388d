import fc from 'fast-check';
import { fold } from '../../../../kernel/decider';
import { branchesOf } from '#contracts';
import { callTime } from './call-time';
import { distributionOf, questionsOf } from './describe-answers';
import { drawOf } from './draw';
import type { SurveyRunEvent } from './run-events';
import { answersIn, digitsOf, surveyFlow } from './survey-flow';
import { surveyRun, type RunOrder } from './survey-run';
import { open, rating, rule, says, survey, yesNo } from './survey.fixture';
import { validateSurvey } from './validate-survey';

const NEXT = { name: 'next', required: true };
const facts = { prompts: new Map<string, string[]>(), isTemplate: (text: string) => !text.includes('{{ }}') };
const codes = (...of: Parameters<typeof validateSurvey>) =>
  validateSurvey(...of).map(({ code, questionId, language }) => [code, questionId, language].filter(Boolean).join(' '));

describe('a survey', () => {
  it('says what keeps it from being asked', () => {
    expect(codes(survey([]), facts)).toEqual(['questions-missing']);
    const twice = survey([rating('a', { branches: [{ answers: ['7'], to: 'a' }] }), rating('a')], {
      languages: ['pl', 'de'],
      greeting: { pl: [{ kind: 'prompt', promptId: 'p' }], de: [{ kind: 'text', template: '{{ }}' }] },
      goodbye: says('Pa'),
    });
    expect(codes(twice, { ...facts, prompts: new Map([['p', ['en']]]) })).toEqual([
      'question-twice a',
      'prompt-language-missing pl',
      'template-not-valid de',
      'text-missing de',
      'text-missing a de',
      'branch-answer-unknown a',
      'text-missing a de',
    ]);
    const choice = { ...rating('c'), kind: 'choice' as const, options: [{ digit: '1', name: 'tak' }] };
    expect(codes(survey([open('e', { branches: [{ answers: ['1'], to: null }] })]), facts)).toEqual([
      'branch-answer-unknown e',
    ]);
    expect(codes(survey([choice, yesNo('d', { branches: [{ answers: ['1'], to: 'c' }] })]), facts)).toEqual([
      'options-missing c',
      'branch-not-later d',
    ]);
  });

  it('is a flow whose every way ends and whose branches all lead somewhere', () => {
    const ids = fc.uniqueArray(fc.stringMatching(/^[a-z]{1,6}$/), { minLength: 1, maxLength: 6 });
    fc.assert(
      fc.property(ids, fc.infiniteStream(fc.nat(9)), (names, draws) => {
        const questions = names.map((id, at) => {
          const later = names.slice(at + 1);
          const to = later[(draws.next().value as number) % (later.length + 1)] ?? null;
          if ((draws.next().value as number) === 0) return open(id);
          return rating(id, { branches: [{ answers: ['1'], to }] });
        });
        const document = surveyFlow(survey(questions), 'en');
        const nodeIds = new Set(document.nodes.map(({ id }) => id));
        expect(document.edges.every(({ from, to }) => nodeIds.has(from) && nodeIds.has(to))).toBe(true);
        for (const node of document.nodes)
          for (const { name, required } of node.kind === 'speech' ? [NEXT] : branchesOf(node))
            if (required)
              expect(document.edges.filter(({ from, branch }) => from === node.id && branch === name)).toHaveLength(1);
        const order = document.nodes.map(({ id }) => id);
        expect(document.edges.every(({ from, to }) => order.indexOf(to) > order.indexOf(from))).toBe(true);
      }),
    );
  });

  it('speaks the language that it has, or its first', () => {
    expect(surveyFlow(survey([]), 'en').language).toBe('en');
    expect(surveyFlow(survey([]), 'uk').language).toBe('pl');
    expect(answersIn({ answer_a: '5', answer_b: '', 'call.id': 'x' })).toEqual({ a: '5' });
    expect(digitsOf(rating('a', { from: 0, to: 10 }))).toHaveLength(11);
  });
});

describe('results', () => {
  it('count every answer of the newest question, also what only an older one had', () => {
    const [question] = questionsOf([survey([rating('a', { name: 'new' })]), survey([rating('a'), yesNo('gone')])]);
    const counted = distributionOf(question ?? rating('a'), [
      { questionId: 'a', value: '5', count: 3 },
      { questionId: 'a', value: '9', count: 1 },
      { questionId: 'gone', value: '1', count: 7 },
    ]);
    expect(counted).toMatchObject({ name: 'new', answers: 4, average: 6 });
    expect(counted.distribution.map(({ value, count }) => `${value}:${count}`)).toEqual([
      '1:0',
      '2:0',
      '3:0',
      '4:0',
      '5:3',
      '9:1',
    ]);
  });
});

describe('whom a survey asks', () => {
  const asked = {
    surveyId: 's',
    callId: 'c',
    queueId: 'q',
    agentId: 'a',
    contactId: null,
    number: '+48501',
    language: 'pl',
  };
  const usual = { published: true, allowed: true, askedLately: false, draw: 0 };
  const told = (orders: readonly RunOrder[], at = 0): SurveyRunEvent[] => {
    let state = surveyRun.initialState;
    return orders.flatMap((order, index) => {
      const outcome = surveyRun.decide(state, { ...order, at: at + index });
      const events = outcome.ok ? outcome.value : [];
      state = fold(surveyRun, state, events);
      return [...events];
    });
  };
  const types = (...of: Parameters<typeof told>) =>
    told(...of).map(({ type, data }) => ('reason' in data ? `${type} ${data.reason}` : type));
  const ended = (more: object = {}): RunOrder => ({
    type: 'EndConversation',
    talkMs: 60_000,
    endedBy: 'agent',
    outcome: 'answered',
    ...more,
  });
  const planned = (more: object = {}, of: object = {}): RunOrder => ({
    type: 'Plan',
    asked: { ...asked, ...of },
    rule: rule('q', { sharePercent: 50, ...more }),
    facts: usual,
  });

  it('is settled once, with the reason', () => {
    const kept: RunOrder = { type: 'Keep', surveyCallId: 'x' };
    expect(
      types([planned(), kept, ended(), ended(), { type: 'NoteCallEnded', surveyCallId: 'x', because: 'gone' }]),
    ).toEqual(['SurveyPlanned', 'SurveyCallerKept', 'SurveyNotLaunched lost']);
    expect(types([planned(), ended({ endedBy: 'caller' })]).at(-1)).toBe('SurveyNotLaunched caller-hung-up');
    expect(types([planned(), ended({ talkMs: 1000 })]).at(-1)).toBe('SurveyNotLaunched talk-too-short');
    expect(types([planned({ when: 'later' }, { number: null }), ended()]).at(-1)).toBe(
      'SurveyNotLaunched number-withheld',
    );
    const late = { ...planned(), facts: { ...usual, draw: 50 } } as RunOrder;
    expect(types([late, ended()]).at(-1)).toBe('SurveyNotLaunched not-in-share');
    expect(types([ended(), { type: 'Finish', completed: true, answers: {} }])).toEqual([]);
  });

  it('is called as often as the rule says', () => {
    const failed: RunOrder = { type: 'Call', placed: { ok: false, reason: 'no-trunk', again: true } };
    expect(types([planned({ when: 'later', attempts: 2 }), ended(), failed, failed, failed])).toEqual([
      'SurveyPlanned',
      'SurveyScheduled',
      'SurveyAttemptFailed',
      'SurveyScheduled',
      'SurveyAttemptFailed',
      'SurveyNotLaunched no-trunk',
    ]);
  });

  it('is drawn evenly, and the same for the same call', () => {
    const draws = Array.from({ length: 10_000 }, (_, at) =>
      drawOf(`0193${at.toString(16).padStart(8, '0')}-7aaa-4bbb`),
    );
    for (const share of [10, 50, 90])
      expect(Math.abs(draws.filter((each) => each < share).length / 10_000 - share / 100)).toBeLessThan(0.03);
    expect(drawOf('a')).toBe(drawOf('a'));
  });

  it('is not called at night', () => {
    const night = Date.parse('2026-03-03T22:00:00+01:00');
    const hours = { callFrom: '09:00', callTo: '20:00' };
    expect(new Date(callTime(hours, night)).toISOString()).toBe('2026-03-04T08:00:00.000Z');
    const noon = Date.parse('2026-03-03T12:00:00+01:00');
    expect(callTime(hours, noon)).toBe(noon);
  });
});
