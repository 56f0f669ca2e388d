import type {
  Calibration,
  Evaluation,
  EvaluationListItem,
  EvaluationTask,
  QualityReportRow,
  SamplingRule,
  Scorecard,
} from '#contracts';
import { aMeta } from '../../../testing/builders';
import { CallWorld, type Agent } from '../../../testing/call-world';
import { problemLine } from '../../../testing/walk-pages';
import { criterion, scorecard, scored, section } from './domain/quality.fixture';
import { Sampling } from './use-cases/sampling';

describe('quality-assurance', () => {
  let world: CallWorld;
  let [chief, boss, other, anna, boris]: Agent[] = [];
  let card: Scorecard;

  const of = (agent: Agent | undefined): Agent => agent as Agent;
  const as = (agent: Agent | undefined) => world.as(of(agent));
  const begin = (who: Agent | undefined, callId: string, agent = anna) =>
    as(who).post('/evaluations', { callId, agentId: agent?.id, scorecardId: card.id });
  const save = (who: Agent | undefined, id: string, points: Readonly<Record<string, number | null>>, finish = true) =>
    as(who).put(`/evaluations/${id}`, { scores: scored(points), comment: 'Spokojnie', finish });
  const list = async (who: Agent | undefined, query = '') =>
    ((await as(who).get(`/evaluations${query}`)).body as { items: EvaluationListItem[] }).items;
  const tasks = async (who: Agent | undefined) =>
    ((await as(who).get('/evaluation-tasks?limit=100')).body as { items: EvaluationTask[] }).items;

  async function talked(agent: Agent | undefined, seconds = 90): Promise<string> {
    await world.callFrom('+48601000000');
    await world.press(of(agent), 'answer');
    await world.wait(seconds);
    const [call] = await world.desk(of(agent));
    await world.press(of(agent), 'hang-up');
    await as(agent).post(`/calls/${call?.id}/finish-wrap-up`);
    await world.wait(5);
    return call?.id ?? '';
  }

  async function finished(
    who: Agent | undefined,
    points: Readonly<Record<string, number | null>>,
  ): Promise<Evaluation> {
    const callId = await talked(anna);
    const { id } = (await begin(who, callId)).body as Evaluation;
    return (await save(who, id, points)).body as Evaluation;
  }

  beforeAll(async () => {
    world = await CallWorld.start();
    [chief, boss, other] = [
      await world.hire('administrator'),
      await world.hire('supervisor'),
      await world.hire('supervisor'),
    ];
    [anna, boris] = [await world.hire(), await world.hire()];
    await world.number(await world.queue([of(anna)]));
    await world.supervises(of(boss), await world.group(of(anna)));
    await world.supervises(of(other), await world.group(of(boris)));
    await world.ready(of(anna));
    const document = scorecard(
      section('talk', [criterion('hello'), criterion('needs', { weight: 3 })]),
      section('law', [criterion('consent', { points: 1, knockOut: true })]),
    );
    card = (await as(boss).post('/scorecards', { name: 'Karta', document })).body as Scorecard;
    await as(boss).post(`/scorecards/${card.id}/publish`, { draftVersion: 1 });
  });
  afterAll(() => world?.close());

  it('scores a conversation, which only its agent and his supervisors then see', async () => {
    const callId = await talked(anna);
    expect(problemLine(await begin(other, callId))).toBe('404 conversation-not-found');
    expect(problemLine(await begin(boss, callId, boris))).toBe('404 conversation-not-found');
    const draft = (await begin(boss, callId)).body as Evaluation;
    expect(draft).toMatchObject({
      state: 'draft',
      percent: null,
      may: ['score'],
      recording: { durationMs: expect.any(Number) },
    });
    expect(((await begin(boss, callId)).body as Evaluation).id).toBe(draft.id);
    expect((await save(boss, draft.id, { hello: 5 }, false)).body).toMatchObject({ percent: 100, state: 'draft' });
    expect(await list(anna)).toEqual([]);
    expect((await as(anna).get(`/evaluations/${draft.id}`)).status).toBe(404);
    expect(problemLine(await save(boss, draft.id, { hello: 5, needs: 3 }))).toMatch(
      /^422 scores-not-valid scores.consent/,
    );
    const done = (await save(boss, draft.id, { hello: 5, needs: 3, consent: 1 })).body as Evaluation;
    expect(done).toMatchObject({ state: 'finished', percent: 85, knockedOut: false, may: [] });
    expect((await list(anna)).map(({ id }) => id)).toEqual([draft.id]);
    expect(await list(boris)).toEqual([]);
    expect(await list(other)).toEqual([]);
    expect((await as(boris).get(`/evaluations/${draft.id}`)).status).toBe(404);
    expect(problemLine(await save(boss, draft.id, { hello: 1, needs: 1, consent: 1 }))).toBe('409 evaluation-finished');
  });

  it('is answered by its agent: read, or appealed and decided', async () => {
    const { id } = await finished(boss, { hello: 5, needs: 5, consent: 0 });
    const reply = (who: Agent | undefined, appeal: boolean, text = '') =>
      as(who).post(`/evaluations/${id}/reply`, { text, appeal });
    expect(problemLine(await reply(anna, true))).toMatch(/^400 validation-failed text/);
    expect(problemLine(await reply(boss, false))).toBe('403 evaluation-not-yours');
    expect((await reply(anna, true, 'Zapytałam o zgodę')).body).toMatchObject({ state: 'appealed', percent: 0 });
    const body = { answer: 'Racja', scores: scored({ hello: 5, needs: 5, consent: 1 }) };
    expect((await as(boss).post(`/evaluations/${id}/decide`, body)).body).toMatchObject({
      state: 'decided',
      percent: 100,
      answer: 'Racja',
      knockedOut: false,
    });
    expect(problemLine(await as(boss).post(`/evaluations/${id}/decide`, body))).toBe('409 appeal-not-open');
    const read = await finished(boss, { hello: 5, needs: 5, consent: 1 });
    expect(
      (await as(anna).post(`/evaluations/${read.id}/reply`, { text: 'Dzięki', appeal: false })).body,
    ).toMatchObject({
      state: 'acknowledged',
    });
  });

  it('compares two scorers of one conversation by one version, the second of whom was blind', async () => {
    const first = await finished(boss, { hello: 5, needs: 5, consent: 1 });
    await as(chief).put(`/scorecards/${card.id}/draft`, {
      document: scorecard(section('one', [criterion('only')])),
      draftVersion: 1,
    });
    await as(chief).post(`/scorecards/${card.id}/publish`, { draftVersion: 2 });
    const second = (await begin(chief, first.callId)).body as Evaluation;
    expect(second.version).toBe(1);
    expect((await as(chief).get(`/evaluations/${first.id}`)).status).toBe(404);
    await save(chief, second.id, { hello: 2, needs: 5, consent: 1 });
    const compared = (await as(boss).get(`/evaluations/${first.id}/calibration`)).body as Calibration;
    expect(compared).toMatchObject({ spread: 7.5 });
    expect(compared.criteria.map(({ id, points, spread }) => `${id} ${points.join('/')} ${spread}`)).toEqual([
      'hello 5/2 3',
      'needs 5/5 0',
      'consent 1/1 0',
    ]);
    await as(chief).post(`/scorecards/${card.id}/versions/1/activate`);
  });

  it('draws so many conversations of each agent and week, the same ones again', async () => {
    await talked(anna, 10);
    const given = { name: 'Dwie tygodniowo', scorecardId: card.id, perAgent: 2, minTalkSeconds: 60 };
    const rule = (await as(boss).post('/sampling-rules', given)).body as SamplingRule;
    expect((await as(boss).post(`/sampling-rules/${rule.id}/draw`)).body).toEqual({ drawn: 2 });
    expect((await as(boss).post(`/sampling-rules/${rule.id}/draw`)).body).toEqual({ drawn: 0 });
    const drawn = await tasks(boss);
    expect(drawn.every(({ talkSeconds, agent }) => talkSeconds >= 60 && agent.id === anna?.id)).toBe(true);
    expect(await tasks(other)).toEqual([]);
    const calls = new Set(drawn.map(({ callId }) => callId));
    await as(boss).delete(`/sampling-rules/${rule.id}`);
    const again = (await as(boss).post('/sampling-rules', { ...given, perAgent: 4 })).body as SamplingRule;
    await world.sql(`update call set started_at = started_at - interval '7 days'`);
    await world.app.get(Sampling).drawWeek(aMeta({ at: world.clock.now() }));
    const later = await tasks(boss);
    expect(later).toHaveLength(4);
    expect(later.every(({ rule: by }) => by.id === again.id)).toBe(true);
    expect(calls.size).toBe(2);
  });

  it('is added up by agent, scorer, criterion and week', async () => {
    const report = async (who: Agent | undefined, by: string) =>
      (await as(who).get(`/evaluations/report?by=${by}`)).body as QualityReportRow[];
    const [row] = await report(boss, 'agent');
    expect(row).toMatchObject({ key: anna?.id, evaluations: 5, knockedOut: 0 });
    expect(row?.average).toBeCloseTo((85 + 100 + 100 + 100 + 92.5) / 5, 1);
    expect((await report(boss, 'scorer')).map(({ evaluations }) => evaluations).sort()).toEqual([1, 4]);
    expect((await report(boss, 'criterion')).map(({ name, average }) => `${name} ${average}`)).toEqual([
      'Karta: Kryterium consent 100',
      'Karta: Kryterium hello 88',
      'Karta: Kryterium needs 92',
    ]);
    expect(await report(boss, 'week')).toHaveLength(1);
    expect(await report(other, 'agent')).toEqual([]);
    expect((await as(boss).csv('/evaluations/report?by=agent')).text).toContain(of(anna).name);
    expect((await as(boss).csv('/evaluations')).text).toContain('Karta');
    expect((await as(anna).get('/evaluations/report?by=agent')).status).toBe(403);
  });
});
