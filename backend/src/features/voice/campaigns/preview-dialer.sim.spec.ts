import type { DeskRecord, RecordWhy } from '#contracts';
import type { Agent } from '../../../testing/call-world';
import { CampaignWorld, mobile } from '../../../testing/campaign-world';

describe('preview-dialer: batches of records on the desk', () => {
  let campaigns: CampaignWorld;
  let anna: Agent;
  let id: string;

  beforeAll(async () => {
    campaigns = await CampaignWorld.start();
    anna = await campaigns.world.hire();
    await campaigns.world.ready(anna);
    id = await campaigns.campaign([anna], { kind: 'preview', batchSize: 3 });
    await campaigns.load(
      id,
      [1, 2, 3, 4].map((index) => ({ number: mobile(index), lastName: `Osoba ${index}`, fields: { city: 'Łódź' } })),
    );
    await campaigns.act(id, 'start');
  });
  afterAll(() => campaigns.world.close());

  const batch = async () => campaigns.world.as(anna).post(`/own-campaigns/${id}/batch`);
  const ofRecord = (recordId: string, what: string, body: object = {}) =>
    campaigns.world.as(anna).post(`/own-campaigns/${id}/records/${recordId}/${what}`, body);

  it('gives a batch, takes calls and skips, and only then the next', async () => {
    const { world } = campaigns;
    const first = (await batch()).body as DeskRecord[];
    expect(first.map(({ lastName }) => lastName)).toEqual(['Osoba 1', 'Osoba 2', 'Osoba 3']);
    expect(first[0]).toMatchObject({ number: mobile(1), fields: { city: 'Łódź' }, attempts: 0, class: 'fresh' });
    expect((await batch()).body.code).toBe('batch-not-finished');
    expect(await world.status(anna)).toBe('ready');

    campaigns.person(mobile(1), { kind: 'answers', afterMs: [1000, 1000] });
    expect((await ofRecord(first[0]?.recordId ?? '', 'call')).status).toBe(204);
    await world.wait(3);
    expect(await world.desk(anna)).toMatchObject([{ state: 'talking', number: mobile(1) }]);
    expect((await ofRecord(first[1]?.recordId ?? '', 'call')).body.code).toBe('agent-engaged');
    await world.press(anna, 'hang-up');
    await world.wait(6);

    expect((await ofRecord(first[1]?.recordId ?? '', 'skip', { reason: '' })).status).toBe(400);
    expect((await ofRecord(first[1]?.recordId ?? '', 'skip', { reason: 'Prosił o kontakt mailem' })).status).toBe(204);
    campaigns.person(mobile(3), { kind: 'refuses', status: 486, afterMs: [500, 500] });
    await ofRecord(first[2]?.recordId ?? '', 'call');
    await world.wait(10);
    expect(((await batch()).body as DeskRecord[]).map(({ lastName }) => lastName)).toEqual(['Osoba 4']);
    expect(await campaigns.attempts(id)).toMatchObject([{ outcome: 'connected' }, { outcome: 'busy' }]);
    expect(await campaigns.dialling(first[1]?.recordId ?? '')).toMatchObject({
      ...{ class: 'system', state: 'waiting', attempts: 0 },
      last_outcome: 'skipped',
    });
    const why = await world.as(campaigns.boss).get(`/campaigns/${id}/records/${first[1]?.recordId}/why`);
    expect((why.body as RecordWhy).skips).toMatchObject([{ agent: anna.name, reason: 'Prosił o kontakt mailem' }]);
  });

  it('takes back what lies on the desk when the agent leaves', async () => {
    const { world } = campaigns;
    await world.signOut(anna);
    const left = await world.sql(`select 1 from dialling where state = 'batched'`);
    expect(left).toEqual([]);
    await world.ready(anna);
  });
});
