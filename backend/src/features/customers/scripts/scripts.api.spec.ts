import { saveCampaignSchema, type Script, type ScriptDocument, type ScriptPicture } from '#contracts';
import { CallWorld, type Agent } from '../../../testing/call-world';
import { problemLine } from '../../../testing/walk-pages';
import { field, says, script, step } from './domain/script.fixture';

const PNG = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);

describe('scripts', () => {
  let world: CallWorld;
  let chief: Agent;
  let agent: Agent;

  beforeAll(async () => {
    world = await CallWorld.start();
    [chief, agent] = [await world.hire('administrator'), await world.hire()];
  });
  afterAll(() => world?.close());

  const create = async (name: string, document = script([step('a')])) =>
    (await world.as(chief).post('/scripts', { name, document })).body as Script;
  const upload = (id: string, body: Buffer) =>
    world.app.http
      .post(`/api/v1/scripts/${id}/pictures`)
      .set({ authorization: `Bearer ${chief.id}`, 'content-type': 'application/octet-stream' })
      .send(body);

  it('begin as a draft that says what is missing', async () => {
    const created = (await world.as(chief).post('/scripts', { name: 'Pusty' })).body as Script;
    expect(created.findings.map(({ code }) => code)).toEqual(['steps-missing', 'outcomes-missing']);
    const publish = (draftVersion: number) => world.as(chief).post(`/scripts/${created.id}/publish`, { draftVersion });
    expect(problemLine(await publish(1))).toBe('422 script-not-valid');
    const draft = (draftVersion: number, document: ScriptDocument) =>
      world.as(chief).put(`/scripts/${created.id}/draft`, { document, draftVersion });
    expect((await draft(1, script([step('a')]))).body).toMatchObject({ draftVersion: 2, findings: [], changed: true });
    expect(problemLine(await draft(1, script([])))).toBe('409 changed-meanwhile');
    expect((await publish(2)).body).toMatchObject({ number: 1, live: true });
    expect(problemLine(await world.as(chief).post(`/scripts/${created.id}/versions/9/activate`))).toBe(
      '404 script-version-not-found',
    );
  });

  it('take nothing into their texts that is not named', async () => {
    const bad = { type: 'doc', content: [{ type: 'paragraph', content: [{ type: 'html', text: '<script>' }] }] };
    const document = { ...script([]), summary: { text: bad, outcomes: [] } };
    expect(problemLine(await world.as(chief).post('/scripts', { name: 'Zły', document }))).toMatch(
      /^400 validation-failed document.summary.text/,
    );
    const link = says('tu', 'javascript:alert(1)');
    const { findings } = await create('Łącze', script([step('a', [], { text: link })]));
    expect(findings.map(({ code }) => code)).toEqual(['link-not-allowed']);
  });

  it('have pictures that are pictures', async () => {
    const { id } = await create('Obrazki');
    expect(problemLine(await upload(id, Buffer.from('<svg onload="alert(1)"/>')))).toBe('415 file-type-not-allowed');
    const picture = (await upload(id, PNG)).body as ScriptPicture;
    const shown = await world.as(agent).get(`/script-pictures/${picture.id}`);
    expect(shown.headers['content-type']).toBe('image/png');
    const document = script([
      step('a', [], { text: { type: 'doc', content: [{ type: 'picture', attrs: { id: picture.id, alt: '' } }] } }),
    ]);
    const saved = await world.as(chief).put(`/scripts/${id}/draft`, { document, draftVersion: 1 });
    expect((saved.body as Script).findings).toEqual([]);
    expect((await world.as(chief).delete(`/scripts/${id}`)).status).toBe(204);
    expect((await world.as(agent).get(`/script-pictures/${picture.id}`)).status).toBe(404);
  });

  it('are shown in queues, each of which has one, by those who supervise them', async () => {
    const queueId = await world.queue([agent]);
    const [one, two] = [await create('Pierwszy'), await create('Drugi')];
    const give = (who: Agent, { id }: Script, version: number) =>
      world.as(who).patch(`/scripts/${id}`, { queueIds: [queueId], version });
    expect((await give(chief, one, 1)).body).toMatchObject({ queueIds: [queueId], version: 2 });
    expect(problemLine(await give(chief, two, 1))).toBe('409 script-place-taken queueIds unique');
    const boss = await world.hire('supervisor');
    await world.supervises(boss, await world.group());
    expect(problemLine(await give(boss, two, 1))).toBe('422 script-place-unknown queueIds exists');
    const campaign = saveCampaignSchema.parse({
      name: 'Zima',
      kind: 'preview',
      consentPurpose: null,
      agentIds: [agent.id],
    });
    const { id } = (await world.as(chief).post('/campaigns', campaign)).body as { id: string };
    const called = () => world.as(boss).patch(`/scripts/${two.id}`, { campaignIds: [id], version: 1 });
    expect(problemLine(await called())).toBe('422 script-place-unknown queueIds exists');
    await world.supervises(boss, await world.group(agent));
    expect((await called()).body).toMatchObject({ campaignIds: [id] });
    expect(problemLine(await world.as(chief).delete(`/scripts/${one.id}`))).toBe('409 script-in-use');
    expect(problemLine(await world.as(chief).post('/scripts', { name: 'PIERWSZY' }))).toBe(
      '409 script-name-taken name unique',
    );
    const csv = await world.as(chief).csv('/scripts?search=pierwsz');
    expect(csv.text).toContain('Pierwszy');
    expect((await world.as(agent).get('/scripts')).status).toBe(403);
  });

  it('preview a conversation that there is not', async () => {
    const { id } = await create(
      'Podgląd',
      script([step('a', [field('x')], { text: says('Pani {{contact.lastName}}') })]),
    );
    expect(JSON.stringify((await world.as(chief).get(`/scripts/${id}/preview`)).body)).toContain('Pani Kowalska');
  });
});
