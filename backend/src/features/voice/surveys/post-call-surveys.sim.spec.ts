import type { FlowDocument, Survey, SurveyDocument, SurveyResults, SurveyRule, SurveyRun } from '#contracts';
import { FileStore } from '../../../platform/files';
import { CallWorld, RECORDING_BYTES, type Agent } from '../../../testing/call-world';
import { FlowCallers } from '../../../testing/flow-callers';
import { open, rating, rule, says, survey, yesNo } from './domain/survey.fixture';

const opinion = survey([
  rating('consultant', { branches: [{ answers: ['1', '2'], to: 'solved' }] }),
  rating('wait'),
  yesNo('solved'),
]);

describe('post-call-surveys: callers say what they think of the conversation', () => {
  let world: CallWorld;
  let callers: FlowCallers;
  let chief: Agent;
  let anna: Agent;
  let surveys = 0;

  beforeAll(async () => {
    world = await CallWorld.start();
    [chief, anna] = [await world.hire('administrator'), await world.hire()];
    callers = new FlowCallers(world, chief);
    await world.ready(anna);
  });
  afterAll(() => world.close());

  async function publish(document: SurveyDocument): Promise<Survey> {
    const name = `Ankieta ${(surveys += 1)}`;
    const created = (await world.as(chief).post('/surveys', { name, document })).body as Survey;
    const published = await world.as(chief).post(`/surveys/${created.id}/publish`, { draftVersion: 1 });
    if (published.status !== 201) throw new Error(JSON.stringify([published.body, created.findings]));
    return created;
  }
  const usual = async () => (known ??= await asked());
  let known: Awaited<ReturnType<typeof asked>> | null = null;
  /** A queue of anna's with a survey of its own. */
  async function asked(more: Partial<SurveyRule> = {}, document = opinion) {
    const queueId = await world.queue([anna], { wrapUpSeconds: 0 });
    const { id } = await publish(document);
    const saved = await world.as(chief).patch(`/surveys/${id}`, { version: 1, rules: [rule(queueId, more)] });
    if (saved.status !== 200) throw new Error(JSON.stringify(saved.body));
    return { id, queueId, call: await callers.leadTo({ queueId }) };
  }
  const run = async (): Promise<{ state: string; reason: string | null; via: string; call_id: string }> => {
    const [row] = await world.sql<{ state: string; reason: string | null; via: string; call_id: string }>(
      'select * from survey_run order by at desc, call_ended_at desc limit 1',
    );
    if (!row) throw new Error('No run');
    return row;
  };
  const runs = async (id: string): Promise<SurveyRun[]> =>
    ((await world.as(chief).get(`/surveys/${id}/runs?from=2026-01-01&to=2027-12-31`)).body as { items: SurveyRun[] })
      .items;
  const lastNumber = async (): Promise<string> =>
    (await world.sql<{ number: string }>('select number from call order by started_at desc limit 1'))[0]?.number ?? '';
  const resultsOf = async (id: string): Promise<SurveyResults> => {
    const day = new Date(world.clock.now()).toISOString().slice(0, 10);
    return (await world.as(chief).get(`/surveys/${id}/results?from=${day}&to=${day}`)).body as SurveyResults;
  };
  /** Talks for so long and hangs up at the desk. */
  async function talk(seconds: number): Promise<void> {
    await world.press(anna, 'answer');
    await world.wait(seconds);
    await world.press(anna, 'hang-up');
  }
  const metered = async (): Promise<number> =>
    Number(
      (
        await world.sql<{ n: string }>(
          `select coalesce(sum(amount), 0) as n from meter_entry where meter = 'post-call-surveys'`,
        )
      )[0]?.n,
    );

  it('keeps the caller when the agent hangs up and asks him, while the agent is free again', async () => {
    const { id, call } = await asked();
    const leg = await call();
    await talk(20);
    expect(await world.status(anna)).toBe('ready');
    const [conversation, asking] = (await world.calls()).slice(-2);
    expect(conversation).toMatchObject({ state: 'ended', outcome: 'answered', ended_by: 'agent', agent_id: anna.id });
    expect(asking).toMatchObject({ state: 'ivr', agent_id: null });
    await world.wait(3);
    for (const digit of ['5', '4', '1']) await callers.press(leg, digit);
    await world.wait(3);
    expect(await run()).toMatchObject({ state: 'completed', via: 'after-call', call_id: conversation?.id });
    expect(await world.legs()).toEqual([]);
    const results = await resultsOf(id);
    expect(results).toMatchObject({ launched: 1, completed: 1, brokenOff: 0, notLaunched: [] });
    expect(results.questions.map(({ average, answers }) => [average, answers])).toEqual([
      [5, 1],
      [4, 1],
      [null, 1],
    ]);
    expect(results.byAgent).toEqual([
      { id: anna.id, name: anna.name, launched: 1, completed: 1, averages: { consultant: 5, wait: 4 } },
    ]);
    const told = await world.as(chief).get(`/calls/${conversation?.id ?? ''}`);
    const types = (told.body as { timeline: { type: string }[] }).timeline.map(({ type }) => type);
    expect(types).toContain('CallPassedToSurvey');
    const [onCall] = (await world.as(chief).get(`/calls/${conversation?.id ?? ''}/surveys`)).body as SurveyRun[];
    expect(onCall?.answers.map(({ questionId, label }) => `${questionId} ${label}`)).toEqual([
      'consultant 5',
      'wait 4',
      'solved yes',
    ]);
    const history = (await world.as(chief).get('/calls')).body as { items: { id: string }[] };
    expect(history.items.map((each) => each.id)).not.toContain(asking?.id);
    expect(await metered()).toBe(1);
  });

  it('branches on an answer, goes on without one, and keeps what was said before he hangs up', async () => {
    const { id, call } = await asked();
    const leg = await call();
    await talk(20);
    await world.wait(3);
    await callers.press(leg, '1');
    const nodes = await callers.path();
    expect(nodes.at(-1)).toBe('1:ask_solved');
    await world.callerHangsUp(leg);
    expect(await run()).toMatchObject({ state: 'broken-off', reason: null });
    expect((await world.calls()).at(-1)).toMatchObject({ state: 'ended', outcome: 'self-service', ended_by: 'caller' });
    const silent = await call();
    await talk(20);
    await world.wait(60);
    expect(await run()).toMatchObject({ state: 'completed' });
    expect(await world.legs()).not.toContainEqual(expect.objectContaining({ legId: silent }));
    const { questions, launched, completed } = await resultsOf(id);
    expect([launched, completed, ...questions.map(({ answers }) => answers)]).toEqual([2, 1, 1, 0, 0]);
  });

  it('ends the recording with the conversation', async () => {
    const { call } = await usual();
    const leg = await call();
    await talk(20);
    const [recording] = await world.sql<{ state: string }>(
      'select state from recording order by started_at desc limit 1',
    );
    expect(recording?.state).toBe('stored');
    await world.callerHangsUp(leg);
  });

  it('says why somebody is not asked', async () => {
    const reasons: (string | null)[] = [];
    const unpublished = (await world.as(chief).post('/surveys', { name: 'Szkic', document: opinion })).body as Survey;
    const bare = await world.queue([anna], { wrapUpSeconds: 0 });
    await world.as(chief).patch(`/surveys/${unpublished.id}`, { version: 1, rules: [rule(bare)] });
    await (
      await callers.leadTo({ queueId: bare })
    )();
    await talk(20);
    reasons.push((await run()).reason);
    await (await usual()).call();
    await talk(5);
    reasons.push((await run()).reason);
    const gone = await (await usual()).call();
    await world.press(anna, 'answer');
    await world.wait(20);
    await world.callerHangsUp(gone);
    reasons.push((await run()).reason);
    const { id, queueId } = await asked({ quietDays: 30 });
    const own = '+48221009900';
    await world.number(queueId, own);
    const first = await world.callFrom('+48501777000', {}, own);
    await talk(20);
    await world.callerHangsUp(first);
    expect((await run()).state).toBe('broken-off');
    await world.callFrom('+48501777000', {}, own);
    await talk(20);
    reasons.push((await run()).reason);
    expect(reasons).toEqual(['not-published', 'talk-too-short', 'caller-hung-up', 'asked-lately']);
    expect((await resultsOf(id)).notLaunched).toEqual([{ reason: 'asked-lately', count: 1 }]);
    const journalled = await world.sql(`select 1 from journal where type = 'SurveyNotLaunched'`);
    expect(journalled).toHaveLength(4);
    expect(await world.legs()).toEqual([]);
  });

  it('keeps what is said after the tone, lets it be heard, and lets it go in time or with the person', async () => {
    const reason = open('why', { maximumSeconds: 20, retentionDays: 1 });
    const { id, call } = await asked({}, survey([reason, yesNo('solved')]));
    const [before, spoken] = [(await world.app.get(FileStore).usage()).used, async () => (await runs(id))[0]?.answers];
    const leg = await call();
    await talk(20);
    await untilHeSpeaks();
    await world.wait(7);
    await callers.press(leg, '#');
    await callers.press(leg, '1');
    await world.wait(3);
    const [why, solved] = (await spoken()) ?? [];
    expect([why?.speech?.state, solved?.label]).toEqual(['kept', 'yes']);
    expect(why?.speech?.durationMs).toBeGreaterThan(5000);
    const audio = `/surveys/speech/${why?.speech?.id}/audio`;
    expect(await world.as(chief).get(audio)).toMatchObject({
      status: 200,
      headers: { 'content-length': String(RECORDING_BYTES) },
    });
    expect((await world.as(anna).get(audio)).status).toBe(403);
    expect((await world.app.get(FileStore).usage()).used - before).toBe(2 * RECORDING_BYTES);
    expect((await resultsOf(id)).questions[0]).toMatchObject({ kind: 'open', answers: 1, distribution: [] });

    // Silent, then gone in the middle of his answer: what he said until then counts.
    const silent = await call();
    await talk(20);
    await untilHeSpeaks();
    await callers.press(silent, '#');
    await callers.press(silent, '2');
    await world.wait(3);
    expect((await spoken())?.map(({ questionId }) => questionId)).toEqual(['solved']);
    const gone = await call();
    await talk(20);
    await untilHeSpeaks();
    await world.wait(6);
    await world.callerHangsUp(gone);
    expect((await run()).state).toBe('broken-off');
    expect((await spoken())?.map(({ speech }) => speech?.state)).toEqual(['kept']);
    const only = `/surveys/${id}/runs?from=2026-01-01&to=2027-12-31&questionId=why`;
    expect(((await world.as(chief).get(only)).body as { items: unknown[] }).items).toHaveLength(2);

    const [, , first] = await runs(id);
    const person = { lastName: 'Wnioskująca', phones: [first?.number] };
    const { id: contactId } = (await world.as(chief).post('/contacts', person)).body as { id: string };
    expect((await world.as(chief).post(`/contacts/${contactId}/erasure`, { reason: 'Wniosek' })).status).toBe(200);
    await world.sql(`update survey_speech set expires_at = expires_at - interval '1 day' where state = 'kept'`);
    await world.wait(3700);
    const left = await runs(id);
    expect(left.map(({ answers }) => answers[0]?.speech?.state)).toEqual(['deleted', undefined, 'deleted']);
    expect(left[2]?.number).toBeNull();
    expect((await world.as(chief).get(audio)).status).toBe(409);
    expect((await world.app.get(FileStore).usage()).used - before).toBe(2 * RECORDING_BYTES);
    const [journalled] = await world.sql<{ types: string }>(
      `select string_agg(type, ' ' order by type) as types from journal where type in ('SurveySpeechHeard', 'SurveySpeechDeleted')`,
    );
    expect(journalled?.types).toBe('SurveySpeechDeleted SurveySpeechDeleted SurveySpeechHeard');
  });
  async function untilHeSpeaks(): Promise<void> {
    for (let waited = 0; waited < 20; waited += 0.5) {
      const open = await world.sql(`select 1 from survey_speech where state = 'recording'`);
      if (open.length > 0) return;
      await world.wait(0.5);
    }
    throw new Error('Nobody was asked to speak');
  }

  it('calls later, again after a while when nobody answers, and then no more', async () => {
    const later = { when: 'later', delayMinutes: 30, intervalMinutes: 15, attempts: 2 } as const;
    const { id, call } = await asked(later);
    const { world: people } = world.line.simulated;
    const leg = await call();
    await world.press(anna, 'answer');
    await world.wait(20);
    await world.callerHangsUp(leg);
    const number = await lastNumber();
    expect(await run()).toMatchObject({ state: 'scheduled', via: 'later' });
    people.setPerson(number, { kind: 'refuses', status: 486, afterMs: [500, 500] });
    await world.wait(30 * 60 + 5);
    expect(await run()).toMatchObject({ state: 'scheduled', attempts: 2 });
    people.setPerson(number, { kind: 'answers', afterMs: [2000, 2000] });
    await world.wait(15 * 60 + 5);
    const asking = (await world.calls()).at(-1);
    expect(asking).toMatchObject({ state: 'ivr', agent_id: null, direction: 'outbound' });
    const [far] = (await world.legs()).filter(({ callId }) => callId === asking?.id);
    for (const digit of ['2', '2']) await callers.press(far?.legId ?? '', digit);
    await world.wait(5);
    expect(await run()).toMatchObject({ state: 'completed' });
    expect((await resultsOf(id)).launched).toBe(1);

    people.setPerson(number, { kind: 'refuses', status: 486, afterMs: [500, 500] });
    const blocked = await call();
    const other = await lastNumber();
    people.setPerson(other, { kind: 'refuses', status: 486, afterMs: [500, 500] });
    await world.press(anna, 'answer');
    await world.wait(20);
    await world.callerHangsUp(blocked);
    await world.wait(50 * 60);
    expect(await run()).toMatchObject({ state: 'not-launched', reason: 'not-reached' });
    expect(await world.legs()).toEqual([]);
  });

  it('does not call whom the blacklist names', async () => {
    const { call } = await asked({ when: 'later' });
    const leg = await call();
    const number = await lastNumber();
    await world.press(anna, 'answer');
    await world.wait(20);
    await world.callerHangsUp(leg);
    const entry = {
      kind: 'number',
      value: number,
      direction: 'outbound',
      reason: 'Prosi',
      expiresAt: null,
    };
    expect((await world.as(chief).post('/blacklist', entry)).status).toBe(201);
    await world.wait(31 * 60);
    expect(await run()).toMatchObject({ state: 'not-launched', reason: 'number-blacklisted' });
  });

  it('is where an IVR node leads', async () => {
    const { id } = await publish(survey([rating('flow')], { languages: ['pl'], goodbye: says('Dzięki') }));
    const position = { x: 0, y: 0 };
    const document: FlowDocument = {
      schema: 1,
      language: 'pl',
      variables: [],
      nodes: [
        { kind: 'start', id: 'start', name: '', position },
        { kind: 'survey', id: 'ask', name: '', position, surveyId: id },
      ],
      edges: [{ from: 'start', branch: 'next', to: 'ask' }],
    };
    const leg = await (await callers.leadTo({ flowId: (await callers.publish('Do ankiety', document)).id }))();
    await world.wait(3);
    await callers.press(leg, '3');
    await world.wait(3);
    expect(await callers.path()).toEqual(['1:start', '1:ask', '2:start', '2:hello', '2:ask_flow', '2:bye']);
    expect(await run()).toMatchObject({ state: 'completed', via: 'flow' });
    expect((await world.as(chief).delete(`/surveys/${id}`)).status).toBe(409);
  });

  it.each([0, 10, 40])('is asked when our process dies, %i turns after the agent has hung up', async (turns) => {
    const { call } = await usual();
    const leg = await call();
    await world.press(anna, 'answer');
    await world.wait(20);
    await world.dieDuring(() => world.press(anna, 'hang-up'), turns);
    const [desk] = await world.desk(anna);
    if (desk) await world.press(anna, 'hang-up');
    await world.wait(4);
    for (const digit of ['5', '5', '1']) await callers.press(leg, digit);
    await world.wait(4);
    expect(await run()).toMatchObject({ state: 'completed' });
    expect(await world.legs()).toEqual([]);
  });

  it('is asked anew when the switch was out of sight', async () => {
    const { call } = await usual();
    const leg = await call();
    await talk(20);
    world.line.simulated.dropConnections(60_000);
    await world.wait(0);
    await world.wait(60);
    await world.connected();
    await world.wait(4);
    for (const digit of ['5', '5', '1']) await callers.press(leg, digit);
    await world.wait(4);
    expect(await run()).toMatchObject({ state: 'completed' });
  });
});
