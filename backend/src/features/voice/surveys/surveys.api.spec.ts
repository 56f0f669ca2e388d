import type { Survey, SurveyVersion } from '#contracts';
import { CallWorld, type Agent } from '../../../testing/call-world';
import { problemLine } from '../../../testing/walk-pages';
import { rating, rule, survey } from './domain/survey.fixture';

describe('surveys', () => {
  let world: CallWorld;
  let chief: Agent;
  let agent: Agent;

  beforeAll(async () => {
    world = await CallWorld.start();
    [chief, agent] = [await world.hire('administrator'), await world.hire()];
  });
  afterAll(() => world.close());

  const create = async (name: string, document = survey([rating('first')])) =>
    (await world.as(chief).post('/surveys', { name, document })).body as Survey;

  it('begin as a draft that says what is missing', async () => {
    const created = (await world.as(chief).post('/surveys', { name: 'Pusta' })).body as Survey;
    expect(created.findings.map(({ code }) => code)).toEqual(['questions-missing', 'text-missing', 'text-missing']);
    const refused = await world.as(chief).post(`/surveys/${created.id}/publish`, { draftVersion: 1 });
    expect(problemLine(refused)).toBe('422 survey-not-valid');
    const saved = await world
      .as(chief)
      .put(`/surveys/${created.id}/draft`, { document: survey([rating('a')]), draftVersion: 1 });
    expect(saved.body).toMatchObject({ draftVersion: 2, findings: [], liveVersion: null, changed: true });
    const late = await world.as(chief).put(`/surveys/${created.id}/draft`, { document: survey([]), draftVersion: 1 });
    expect(problemLine(late)).toBe('409 changed-meanwhile');
    const published = await world.as(chief).post(`/surveys/${created.id}/publish`, { draftVersion: 2, note: 'Start' });
    expect(published.body as SurveyVersion).toMatchObject({ number: 1, note: 'Start', live: true });
    const versions = (await world.as(chief).get(`/surveys/${created.id}/versions`)).body as { items: SurveyVersion[] };
    expect(versions.items.map(({ number, live }) => `${number} ${live}`)).toEqual(['1 true']);
  });

  it('are given to queues, each of which has one', async () => {
    const queueId = await world.queue([agent]);
    const [one, two] = [await create('Pierwsza'), await create('Druga')];
    const given = await world.as(chief).patch(`/surveys/${one.id}`, { version: 1, rules: [rule(queueId)] });
    expect(given.body).toMatchObject({ queueIds: [queueId], version: 2 });
    const patch = (version: number, rules: unknown[]) =>
      world.as(chief).patch(`/surveys/${two.id}`, { version, rules });
    expect(problemLine(await patch(1, [rule(queueId)]))).toBe('409 queue-has-survey rules unique');
    expect(problemLine(await patch(1, [rule('00000000-0000-4000-8000-000000000000')]))).toBe(
      '422 queue-unknown rules exists',
    );
    expect(problemLine(await patch(1, [rule(queueId), rule(queueId)]))).toMatch(/^400 validation-failed rules/);
    expect(problemLine(await patch(1, [rule(queueId, { callFrom: '20:00', callTo: '09:00' })]))).toMatch(
      /from-before-to/,
    );
    expect(problemLine(await world.as(chief).delete(`/surveys/${one.id}`))).toBe('409 survey-in-use');
    expect((await world.as(chief).delete(`/surveys/${two.id}`)).status).toBe(204);
    expect(problemLine(await world.as(chief).get(`/surveys/${two.id}`))).toBe('404 survey-not-found');
  });

  it('have names of their own and are found by them, also as a file', async () => {
    await create('Obsługa klienta');
    expect(problemLine(await world.as(chief).post('/surveys', { name: 'OBSŁUGA KLIENTA' }))).toBe(
      '409 survey-name-taken name unique',
    );
    const found = (await world.as(chief).get('/surveys?search=obsluga')).body as { items: Survey[] };
    expect(found.items.map(({ name }) => name)).toEqual(['Obsługa klienta']);
    const csv = await world.as(chief).csv('/surveys');
    expect(csv.text).toContain('Obsługa klienta');
  });

  it('have results and single opinions for those who may see them', async () => {
    const { id } = await create('Wyniki');
    const empty = await world.as(chief).get(`/surveys/${id}/results?from=2026-01-01&to=2026-12-31`);
    expect(empty.body).toMatchObject({
      launched: 0,
      completed: 0,
      notLaunched: [],
      byQueue: [],
      byAgent: [],
      byDay: [],
    });
    expect(problemLine(await world.as(chief).get(`/surveys/${id}/results?from=yesterday&to=2026-12-31`))).toMatch(
      /^400 validation-failed from/,
    );
    const runs = await world.as(chief).csv(`/surveys/${id}/runs?from=2026-01-01&to=2026-12-31`);
    expect(runs.text).toContain('When,Call,Number');
    expect((await world.as(agent).get(`/surveys/${id}/results?from=2026-01-01&to=2026-12-31`)).status).toBe(403);
  });

  it('show a supervisor only what belongs to his groups', async () => {
    const boss = await world.hire('supervisor');
    await world.supervises(boss, await world.group(agent));
    const { id } = await create('Cudze');
    const call = '00000000-0000-4000-8000-0000000000c1';
    await world.sql(
      `insert into survey_run (id, survey_id, call_id, via, queue_id, agent_id, language, state, at)
       values ($1, $2, $3, 'after-call', null, $4, 'pl', 'completed', now()), ('other', $2, $3, 'later', null, null, 'pl', 'completed', now())`,
      [call, id, call, agent.id],
    );
    const period = 'from=2020-01-01&to=2099-12-31';
    expect((await world.as(boss).get(`/surveys/${id}/results?${period}`)).body).toMatchObject({ launched: 1 });
    expect((await world.as(chief).get(`/surveys/${id}/results?${period}`)).body).toMatchObject({ launched: 2 });
    expect((await world.as(boss).get(`/calls/${call}/surveys`)).body).toHaveLength(1);
  });
});
