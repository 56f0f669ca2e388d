import type { Flow, FlowDocument, FlowTestCase } from '#contracts';
import { CallWorld, type Agent } from '../../../testing/call-world';
import { problemLine } from '../../../testing/walk-pages';
import { flow, node, say } from './domain/flow.fixture';

const NOBODY = '00000000-0000-4000-8000-0000000000ff';

describe('flows over HTTP', () => {
  let world: CallWorld;
  let chief: Agent;
  let queueId: string;

  beforeAll(async () => {
    world = await CallWorld.start();
    chief = await world.hire('administrator');
    queueId = await world.queue([]);
  });
  afterAll(() => world?.close());

  const as = () => world.as(chief);
  const menu = (): FlowDocument =>
    flow(
      [
        node('start', 'start'),
        node('menu', 'menu', { prompts: say('Jeden to kolejka.') }),
        node('queue', 'queue', { queueId }),
        node('hang-up', 'bye'),
      ],
      ['start > menu', 'menu digit:1 > queue', 'menu invalid > bye', 'menu no-input > bye'],
    );
  const made = async (name: string, document?: FlowDocument): Promise<Flow> =>
    (await as().post('/flows', { name, document })).body as Flow;
  const publish = (of: Flow, draftVersion = of.draftVersion) => as().post(`/flows/${of.id}/publish`, { draftVersion });
  const testCase = { name: 'Jeden', given: {}, steps: [{ kind: 'digits', digits: '1' }], expect: { end: 'queue' } };

  it('begins with a start that leads nowhere, keeps drafts however incomplete, and says what is wrong', async () => {
    const created = await made('Powitanie');
    expect(created).toMatchObject({ liveVersion: null, changed: true, draftVersion: 1, draft: { edges: [] } });
    expect(created.findings.map(({ code }) => code)).toEqual(['branch-missing']);
    const saved = await as().put(`/flows/${created.id}/draft`, { document: menu(), draftVersion: 1 });
    expect(saved.body).toEqual({ draftVersion: 2, findings: [] });
    const late = await as().put(`/flows/${created.id}/draft`, { document: menu(), draftVersion: 1 });
    expect(problemLine(late)).toBe('409 changed-meanwhile');
  });

  it('publishes what is valid and what its tests accept, and nothing else', async () => {
    const created = await made('Testowany');
    expect(problemLine(await publish(created))).toBe('422 flow-not-valid');
    await as().put(`/flows/${created.id}/draft`, { document: menu(), draftVersion: 1 });
    const wrong = await as().post(`/flows/${created.id}/test-cases`, { ...testCase, expect: { end: 'hang-up' } });
    expect(wrong.status).toBe(201);
    const report = await as().post(`/flows/${created.id}/test-run`);
    expect(report.body).toMatchObject({ passed: 0, failed: 1, coverage: { branches: 4, covered: 2 } });
    expect(problemLine(await publish(created, 2))).toBe('422 flow-tests-failed');
    const { id, version } = wrong.body as FlowTestCase;
    const mended = await as().patch(`/flows/${created.id}/test-cases/${id}`, { ...testCase, version });
    expect(mended.body).toMatchObject({ expect: { end: 'queue' }, version: 2 });
    const published = await publish(created, 2);
    expect(published.body).toMatchObject({ number: 1, live: true, publishedBy: { id: chief.id } });
    expect((await as().get(`/flows/${created.id}`)).body).toMatchObject({ liveVersion: 1, changed: false });
  });

  it('goes back to an earlier version at once', async () => {
    const created = await made('Cofany', menu());
    await publish(created);
    const changed = { ...menu(), language: 'en' };
    await as().put(`/flows/${created.id}/draft`, { document: changed, draftVersion: 1 });
    await publish(created, 2);
    const back = await as().post(`/flows/${created.id}/versions/1/activate`);
    expect(back.body).toMatchObject({ number: 1, live: true });
    const versions = await as().get(`/flows/${created.id}/versions`);
    expect(versions.body.items).toMatchObject([
      { number: 2, live: false },
      { number: 1, live: true },
    ]);
    expect((await as().get(`/flows/${created.id}/versions/2`)).body).toMatchObject({ document: { language: 'en' } });
    expect(problemLine(await as().post(`/flows/${created.id}/versions/3/activate`))).toBe('404 version-not-found');
  });

  it('refuses a voicemail box that is not there, and says which kinds lead somewhere', async () => {
    const voicemail = flow([node('start', 'start'), node('voicemail', 'mail')], ['start > mail']);
    const created = await made('Poczta', voicemail);
    expect(created.findings.map(({ code }) => code)).toEqual(['box-unknown']);
    const kinds = (await as().get('/flows/node-kinds')).body as { kind: string; available: boolean }[];
    expect(kinds).toContainEqual({ kind: 'voicemail', available: true });
    expect(kinds).toContainEqual({ kind: 'menu', available: true });
  });

  it('does not remove what numbers lead to, and names are unique', async () => {
    const created = await made('Potrzebny', menu());
    await publish(created);
    await world.sql(
      `insert into inbound_number (id, number, name, flow_id, active) values ($1, '+48221112233', 'N', $2, true)`,
      [NOBODY, created.id],
    );
    expect(problemLine(await as().delete(`/flows/${created.id}`))).toBe('409 flow-in-use');
    await world.sql('delete from inbound_number where id = $1', [NOBODY]);
    expect((await as().delete(`/flows/${created.id}`)).status).toBe(204);
    await made('Jedyny');
    expect(problemLine(await as().post('/flows', { name: 'jedyny' }))).toContain('409 flow-name-taken');
    expect(problemLine(await as().get(`/flows/${NOBODY}`))).toBe('404 flow-not-found');
  });

  it('shows supervisors the flows of their groups only', async () => {
    const [mine, other] = ['00000000-0000-4000-8000-0000000000c1', '00000000-0000-4000-8000-0000000000c2'];
    await world.sql(`insert into user_group (id, name, description) values ($1, 'Moja', ''), ($2, 'Inna', '')`, [
      mine,
      other,
    ]);
    const supervisor = await world.hire('supervisor');
    const principal = world.guard.named.get(supervisor.id);
    if (!principal) throw new Error('nobody');
    const supervised = { groupIds: new Set([mine]), userIds: new Set<string>(), queueIds: new Set<string>() };
    world.guard.named.set(supervisor.id, { ...principal, supervised });
    const foreign = (await as().post('/flows', { name: 'Cudzy', groupIds: [other] })).body as Flow;
    const own = (await world.as(supervisor).post('/flows', { name: 'Własny' })).body as Flow;
    expect(own.groupIds).toEqual([mine]);
    const listed = (await world.as(supervisor).get('/flows')).body as { items: { name: string }[] };
    expect(listed.items.map(({ name }) => name)).toEqual(['Własny']);
    expect(problemLine(await world.as(supervisor).get(`/flows/${foreign.id}`))).toBe('404 flow-not-found');
    const taking = await world.as(supervisor).patch(`/flows/${own.id}`, { groupIds: [other], version: own.version });
    expect(problemLine(taking)).toContain('422 group-unknown');
    const agent = await world.hire();
    expect((await world.as(agent).get('/flows')).status).toBe(403);
  });

  it('lists with pages, search and as a file', async () => {
    const page = (await as().get('/flows?limit=1&sort=-name')).body as { items: object[]; next: string };
    expect(page.items).toHaveLength(1);
    expect(
      (await as().get(`/flows?limit=1&sort=-name&after=${encodeURIComponent(page.next)}`)).body.items,
    ).toHaveLength(1);
    expect((await as().get('/flows?search=cofany')).body.items).toMatchObject([{ name: 'Cofany' }]);
    expect((await as().get('/flows?published=true')).body.items).not.toContainEqual(
      expect.objectContaining({ name: 'Powitanie' }),
    );
    expect((await world.as(chief).csv('/flows')).text).toContain('Name,Version');
  });
});
