import fc from 'fast-check';
import { brokenRule, pathOf, type ScriptAnswers } from '#contracts';
import { answersShown, contactChange } from './contact-answers';
import { filledIn } from './fill-in';
import { scriptRun, type RunOf } from './script-run';
import { branch, field, outcome, says, script, step } from './script.fixture';
import { validateScript, type ScriptFacts } from './validate-script';

const OF: RunOf = {
  scriptId: 's',
  version: 1,
  callId: 'c',
  queueId: null,
  campaignId: null,
  agentId: 'a',
  contactId: null,
  number: null,
};

const asked = script(
  [
    step('s1', [field('interest', { kind: 'choice', options: ['tak', 'nie', 'może'], required: true })], {
      branches: [branch('interest', 'nie', 's3'), { operator: 'is', fieldId: 'interest', value: 'może', to: null }],
    }),
    step('s2', [field('amount', { kind: 'number', min: 1, max: 100, required: true })], {
      branches: [{ operator: 'always', fieldId: null, value: '', to: null }],
    }),
    step('s3', [field('why', { kind: 'many', options: ['cena', 'czas'] })]),
  ],
  [outcome('sold', '00000000-0000-4000-8000-00000000000c'), outcome('lost')],
);

const FACTS: ScriptFacts = {
  contactFields: [{ key: 'pesel', type: 'pesel', choices: [] }],
  classifierIds: new Set(['00000000-0000-4000-8000-00000000000c']),
  pictureIds: new Set(),
  variables: new Set(['contact.lastName']),
  refusedAddresses: new Set(['https://zle.pl/']),
};

describe('a script beside a call', () => {
  const ids = (answers: ScriptAnswers) => pathOf(asked, answers).steps.map(({ id }) => id);

  it('leads by its answers, forward to the summary', () => {
    expect(pathOf(asked, {})).toMatchObject({ complete: false });
    expect(ids({ interest: 'tak' })).toEqual(['s1', 's2']);
    expect(pathOf(asked, { interest: 'tak', amount: '5' }).complete).toBe(true);
    expect(ids({ interest: 'nie' })).toEqual(['s1', 's3']);
    expect(ids({ interest: 'może' })).toEqual(['s1']);
  });

  it('never loops and never leaves the document, whatever its branches say', () => {
    const key = fc.constantFrom('a', 'b', 'c', 'd');
    const anyStep = fc.record({ id: key, to: fc.option(key), is: fc.boolean() });
    fc.assert(
      fc.property(fc.uniqueArray(anyStep, { selector: ({ id }) => id, maxLength: 4 }), fc.boolean(), (steps, yes) => {
        const made = script(
          steps.map(({ id, to, is }) =>
            step(id, [field(`f_${id}`, { kind: 'yes-no' })], { branches: [branch(`f_${id}`, String(is), to)] }),
          ),
        );
        const answers = Object.fromEntries(steps.map(({ id }) => [`f_${id}`, String(yes)]));
        const path = pathOf(made, answers).steps.map(({ id }) => id);
        expect(new Set(path).size).toBe(path.length);
        expect(path.every((id) => steps.some((each) => each.id === id))).toBe(true);
      }),
    );
  });

  it.each([
    [field('a', { required: true }), undefined, 'required'],
    [field('a', { max: 3 }), 'abcd', 'length'],
    [field('a', { kind: 'number', min: 2 }), '1', 'range'],
    [field('a', { kind: 'number' }), '1,5', null],
    [field('a', { kind: 'number' }), 'x', 'number'],
    [field('a', { kind: 'date' }), '2026-13-01', 'date'],
    [field('a', { kind: 'choice', options: ['x'] }), 'y', 'oneOf'],
    [field('a', { kind: 'many', options: ['x', 'y'] }), ['x', 'y'], null],
    [field('a', { kind: 'yes-no' }), 'true', null],
  ])('checks an answer: %j %j', (of, answer, rule) => {
    expect(brokenRule(of, answer)).toBe(rule);
  });

  const start = () => {
    const started = scriptRun.decide(scriptRun.initialState, { type: 'Start', of: OF, firstStepId: 's1', at: 1 });
    return started.ok ? started.value.reduce(scriptRun.evolve, scriptRun.initialState) : scriptRun.initialState;
  };
  const save = (state: ReturnType<typeof start>, answers: ScriptAnswers, more: object = {}) => {
    const given = { agentId: 'a', contactId: null, document: asked, stepId: 's1', outcomeId: null, finish: false };
    const saved = scriptRun.decide(state, { type: 'Save', at: 2, ...given, answers, ...more });
    if (!saved.ok) return { refused: saved.refusal.code, state };
    return {
      events: saved.value.map(({ type }) => type),
      state: saved.value.reduce(scriptRun.evolve, state),
    };
  };

  it('keeps each step, does nothing the second time, and refuses what the answers do not lead to', () => {
    const first = save(start(), { interest: 'tak' }, { stepId: 's2' });
    expect(first.events).toEqual(['ScriptStepSaved']);
    expect(save(first.state, { interest: 'tak' }, { stepId: 's2' }).events).toEqual([]);
    expect(save(start(), {}, { stepId: 's2' }).refused).toBe('script-step-not-reached');
    expect(save(start(), { interest: 'tak' }, { stepId: null }).refused).toBe('script-answer-not-valid');
    expect(save(start(), { unheard: 'x' }).refused).toBe('script-answer-not-valid');
  });

  it('ends with an outcome, counts only the way that was gone, and stays ended', () => {
    const away = save(start(), { interest: 'tak', amount: '5' }, { stepId: 's2' });
    const back = save(away.state, { interest: 'nie', why: ['cena'] }, { stepId: 's3' });
    expect(save(back.state, {}, { stepId: null, finish: true }).refused).toBe('script-outcome-missing');
    expect(save(back.state, {}, { stepId: null, outcomeId: 'x', finish: true }).refused).toBe('script-outcome-unknown');
    const done = save(back.state, {}, { stepId: null, outcomeId: 'lost', finish: true });
    expect(done.events).toEqual(['ScriptStepSaved', 'ScriptFinished']);
    expect(done.state).toMatchObject({ phase: 'finished', answers: { interest: 'nie', why: ['cena'] } });
    expect(save(done.state, {}, { stepId: null, outcomeId: 'lost', finish: true }).events).toEqual([]);
    expect(save(done.state, { interest: 'tak' }, { stepId: null, outcomeId: 'lost' }).refused).toBe(
      'script-run-finished',
    );
  });

  it('is not published with what would fail beside a call', () => {
    expect(validateScript(asked, FACTS)).toEqual([]);
    const wrong = script(
      [
        step('s1', [field('a', { contact: 'fields.pesel', kind: 'number' })], {
          text: says('{{contact.shoe}}', 'https://zle.pl/'),
          branches: [branch('z', '1', 's1'), { operator: 'always', fieldId: null, value: '', to: null }],
        }),
        step('s2', [field('a', { kind: 'choice', options: ['x'] })]),
      ],
      [],
    );
    expect(validateScript(wrong, FACTS).map(({ code }) => code)).toEqual([
      'field-twice',
      'variable-unknown',
      'link-not-allowed',
      'contact-field-kind',
      'branch-not-later',
      'branch-field-unknown',
      'step-unreachable',
      'options-missing',
      'outcomes-missing',
    ]);
  });

  it('fills variables and addresses in, and shows no link that may not be opened', () => {
    const shown = filledIn(script([step('s1', [], { text: says('Pani {{ contact.lastName }}', 'tpl') })]), {
      variables: { 'contact.lastName': '<b>Nowak</b>' },
      addresses: new Map(),
    });
    expect(shown.steps[0]?.text).toEqual({
      type: 'doc',
      content: [{ type: 'paragraph', content: [{ type: 'text', text: 'Pani <b>Nowak</b>', marks: [] }] }],
    });
  });

  it('shows the contact and changes of it only what was answered otherwise', () => {
    const bound = script([step('s1', [field('ln', { contact: 'lastName' }), field('p', { contact: 'fields.pesel' })])]);
    const contact = { firstName: 'A', lastName: 'Nowak', company: '', note: '', emails: [], fields: { pesel: '1' } };
    expect(answersShown(bound, { ln: 'Stara' }, contact)).toEqual({ ln: 'Nowak', p: '1' });
    expect(contactChange(bound, { ln: 'Nowak', p: '1' }, contact)).toBeNull();
    expect(contactChange(bound, { ln: 'Kowal', p: '' }, contact)).toEqual({
      lastName: 'Kowal',
      fields: { pesel: null },
    });
    expect(contactChange(bound, { p: '2' }, null)).toEqual({ fields: { pesel: '2' } });
  });
});
