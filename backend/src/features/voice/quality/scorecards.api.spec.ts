import type { SamplingRule, Scorecard } from '#contracts';
import { CallWorld, type Agent } from '../../../testing/call-world';
import { problemLine } from '../../../testing/walk-pages';
import { criterion, scorecard, section } from './domain/quality.fixture';

const NOBODY = '00000000-0000-4000-8000-000000000000';

describe('scorecards and sampling rules', () => {
  let world: CallWorld;
  let boss: Agent;
  let agent: Agent;

  beforeAll(async () => {
    world = await CallWorld.start();
    [boss, agent] = [await world.hire('supervisor'), await world.hire()];
  });
  afterAll(() => world?.close());

  it('are drafts until they are published, and stay while they are used', async () => {
    const created = (await world.as(boss).post('/scorecards', { name: 'Pusta' })).body as Scorecard;
    expect(created.findings.map(({ code }) => code)).toEqual(['sections-missing']);
    const publish = (draftVersion: number) =>
      world.as(boss).post(`/scorecards/${created.id}/publish`, { draftVersion });
    expect(problemLine(await publish(1))).toBe('422 scorecard-not-valid');
    const document = scorecard(section('a', [criterion('x')]));
    const draft = (draftVersion: number) =>
      world.as(boss).put(`/scorecards/${created.id}/draft`, { document, draftVersion });
    expect((await draft(1)).body).toMatchObject({ draftVersion: 2, findings: [] });
    expect(problemLine(await draft(1))).toBe('409 changed-meanwhile');
    expect((await publish(2)).body).toMatchObject({ number: 1, live: true });
    expect(problemLine(await world.as(boss).post('/scorecards', { name: 'PUSTA' }))).toBe(
      '409 scorecard-name-taken name unique',
    );
    expect(problemLine(await world.as(boss).post(`/scorecards/${created.id}/versions/7/activate`))).toBe(
      '404 scorecard-version-not-found',
    );
    expect((await world.as(boss).csv('/scorecards')).text).toContain('Pusta');
    expect((await world.as(agent).get('/scorecards')).status).toBe(403);

    const rule = (await world.as(boss).post('/sampling-rules', { name: 'R', scorecardId: created.id, perAgent: 3 }))
      .body as SamplingRule;
    expect(problemLine(await world.as(boss).delete(`/scorecards/${created.id}`))).toBe('409 scorecard-in-use');
    const patched = await world.as(boss).patch(`/sampling-rules/${rule.id}`, { perAgent: 5, version: 1 });
    expect(patched.body).toMatchObject({ perAgent: 5, minTalkSeconds: 60, version: 2 });
    expect(problemLine(await world.as(boss).patch(`/sampling-rules/${rule.id}`, { version: 1 }))).toBe(
      '409 changed-meanwhile',
    );
    expect((await world.as(boss).csv('/sampling-rules')).text).toContain('R,true,5');
    expect((await world.as(boss).delete(`/sampling-rules/${rule.id}`)).status).toBe(204);
    expect((await world.as(boss).delete(`/scorecards/${created.id}`)).status).toBe(204);
    expect(problemLine(await world.as(boss).get(`/sampling-rules/${rule.id}`))).toBe('404 sampling-rule-not-found');
  });

  it('name what is wrong', async () => {
    const rule = (more: object) =>
      world.as(boss).post('/sampling-rules', { name: 'S', scorecardId: NOBODY, perAgent: 1, ...more });
    expect(problemLine(await rule({}))).toBe('404 scorecard-not-found');
    expect(problemLine(await rule({ perAgent: 0 }))).toBe('400 validation-failed perAgent min');
    const evaluation = { callId: NOBODY, agentId: agent.id, scorecardId: NOBODY };
    expect(problemLine(await world.as(boss).post('/evaluations', evaluation))).toBe('404 conversation-not-found');
    expect((await world.as(agent).post('/evaluations', evaluation)).status).toBe(403);
    expect((await world.as(agent).get('/evaluations')).body).toEqual({ items: [], next: null });
  });
});
