import type { BlacklistEntry, Campaign, Contact, TookContact } from '#contracts';
import { Database } from '../../../platform/database';
import { aMeta } from '../../../testing/builders';
import type { Agent } from '../../../testing/call-world';
import { problemLine, walkPages } from '../../../testing/walk-pages';
import { Consents } from '../../customers/consents';
import { CampaignWorld, mobile } from '../../../testing/campaign-world';

const NOBODY = '00000000-0000-4000-8000-000000000000';

describe('campaigns over the API', () => {
  let campaigns: CampaignWorld;
  let anna: Agent;
  let boris: Agent;

  beforeAll(async () => {
    campaigns = await CampaignWorld.start();
    [anna, boris] = [await campaigns.world.hire(), await campaigns.world.hire()];
  });
  afterAll(() => campaigns.world.close());

  const as = (who = campaigns.boss) => campaigns.world.as(who);
  const given = { name: 'Odnowienia', kind: 'preview', consentPurpose: null };
  const names = async (who: Agent, query = ''): Promise<string[]> =>
    ((await as(who).get(`/campaigns${query}`)).body as { items: Campaign[] }).items.map(({ name }) => name);

  it.each([
    [{ name: '' }, '400 validation-failed name minLength'],
    [{ kind: 'fax' }, '400 validation-failed kind'],
    [{ priority: 1001 }, '400 validation-failed priority max'],
    [{ dailyCap: 0 }, '400 validation-failed dailyCap min'],
    [{ quietHours: { from: '25:00', to: '09:00' } }, '400 validation-failed quietHours.from time-of-day'],
    [{ callerId: { kind: 'fixed', number: '22 100' } }, '400 validation-failed callerId.number phone-number'],
    [{ attempts: { busy: { everyMinutes: 0, maximum: 1 } } }, '400 validation-failed attempts.busy.everyMinutes min'],
    [{ consentPurpose: 'never-heard-of' }, '422 consent-purpose-unknown consentPurpose consent-purpose-unknown'],
    [{ agentIds: [NOBODY] }, '422 campaign-member-unknown'],
    [{ kind: 'predictive' }, '403 feature-not-ordered kind feature-not-ordered'],
  ])('refuse %j and name field and rule', async (wrong, line) => {
    expect(problemLine(await as().post('/campaigns', { ...given, ...wrong }))).toContain(line);
  });

  it('have names of their own, and a change made from an old version is refused', async () => {
    const created = await as().post('/campaigns', given);
    const campaign = created.body as Campaign;
    expect([created.status, campaign.state, campaign.actions]).toEqual([201, 'draft', ['start']]);
    expect(problemLine(await as().post('/campaigns', { ...given, name: 'ODNOWIENIA' }))).toBe(
      '409 campaign-name-taken name unique',
    );
    const changed = await as().put(`/campaigns/${campaign.id}`, { ...campaign, priority: 70 });
    expect((changed.body as Campaign).priority).toBe(70);
    expect(problemLine(await as().put(`/campaigns/${campaign.id}`, { ...campaign, priority: 80 }))).toBe(
      '409 changed-meanwhile',
    );
    expect(problemLine(await as().put(`/campaigns/${campaign.id}`, given))).toMatch(/^400 validation-failed version/);
    expect(problemLine(await as().get(`/campaigns/${NOBODY}`))).toBe('404 campaign-not-found');
    expect(problemLine(await as().post(`/campaigns/${campaign.id}/actions/finish`))).toBe(
      '409 campaign-action-not-possible',
    );
    expect((await as().delete(`/campaigns/${campaign.id}`)).status).toBe(204);
  });

  it('are removed only without records, whose story belongs to their campaign', async () => {
    const [mine, other] = [await campaigns.campaign([anna]), await campaigns.campaign([anna])];
    const [loaded] = await campaigns.load(mine, [{ number: mobile(1) }]);
    expect(problemLine(await as().delete(`/campaigns/${mine}`))).toBe('409 campaign-has-records');
    const why = await as().get(`/campaigns/${mine}/records/${loaded?.recordId}/why`);
    expect(why.body).toMatchObject({ state: 'waiting', hold: 'campaign-not-running', attempts: [] });
    expect(problemLine(await as().get(`/campaigns/${other}/records/${loaded?.recordId}/why`))).toBe(
      '404 record-not-found',
    );
    await as().delete(`/campaigns/${other}`);
  });

  it('take a known contact in once, on terms of his own, unless they could never call him', async () => {
    const id = await campaigns.campaign([anna], { consentPurpose: 'marketing' });
    const open = await campaigns.campaign([anna], { kind: 'preview' });
    const [known] = await campaigns.load(open, [{ number: mobile(3) }]);
    const { body: silent } = await as().post('/contacts', { lastName: 'Cichy' });
    const put = (contactId = NOBODY, more: object = {}, into = id) =>
      as().post(`/campaigns/${into}/contacts`, { contactId, ...more });
    const refused = async (...of: Parameters<typeof put>) => problemLine(await put(...of));
    expect(await refused(known?.contactId)).toBe('409 contact-no-consent');
    const given = { channel: 'call', purpose: 'marketing', state: 'given', source: 'form', proof: '' } as const;
    const { app, clock } = campaigns.world;
    await app
      .get(Database)
      .transaction((tx) => app.get(Consents).record(tx, known?.contactId ?? '', given, aMeta({ at: clock.now() })));
    const entry = { kind: 'number', value: mobile(3), campaignIds: [id, open] };
    const { body: listed } = await as().post('/blacklist', entry);
    expect(await refused(known?.contactId)).toBe('409 contact-blacklisted');
    await as().put(`/blacklist/${(listed as BlacklistEntry).id}`, { ...listed, campaignIds: [open] });
    const window = { notBefore: '2030-01-02T08:00:00Z', notAfter: '2030-01-01T08:00:00Z' };
    expect(await refused(known?.contactId, window)).toBe('400 validation-failed notAfter after');
    const terms = { priority: 7, privateTo: anna.id, notAfter: window.notBefore };
    const taken = await put(known?.contactId, terms);
    const { recordId } = taken.body as TookContact;
    const { body } = await as().get(`/records/${recordId}`);
    expect([taken.status, body]).toMatchObject([
      201,
      {
        campaign: { id },
        contact: { id: known?.contactId },
        source: { kind: 'manual' },
        priority: 7,
        privateTo: anna.id,
      },
    ]);
    await campaigns.world.settle();
    expect(await campaigns.dialling(recordId)).toMatchObject({ class: 'private', agent_id: anna.id, state: 'waiting' });
    expect(await refused(known?.contactId)).toBe('409 contact-in-campaign');
    expect(await refused((silent as Contact).id, {}, open)).toBe('409 contact-no-number');
    expect(await refused(NOBODY)).toBe('404 contact-not-found');
    expect(await refused(known?.contactId, {}, NOBODY)).toBe('404 campaign-not-found');
    for (const action of ['start', 'pause', 'finish'] as const) await campaigns.act(id, action);
    expect(await refused(known?.contactId)).toBe('409 campaign-finished');
    expect((await as(anna).post(`/campaigns/${open}/contacts`, { contactId: known?.contactId })).status).toBe(403);
  });

  it('are those of the groups that a supervisor has', async () => {
    const [chief, stranger] = [await campaigns.world.hire('supervisor'), await campaigns.world.hire('supervisor')];
    const group = await campaigns.world.group(boris);
    await campaigns.world.supervises(chief, group);
    await campaigns.world.supervises(stranger);
    const own = (await as(chief).post('/campaigns', { ...given, name: 'Własna', groupIds: [group] })).body as Campaign;
    expect([await names(chief), await names(stranger)]).toEqual([['Własna'], []]);
    for (const path of ['', '/numbers', '/attempts'])
      expect(problemLine(await as(stranger).get(`/campaigns/${own.id}${path}`))).toBe('404 campaign-not-found');
    expect(problemLine(await as(stranger).put(`/campaigns/${own.id}`, own))).toBe('404 campaign-not-found');
    expect(problemLine(await as(stranger).post(`/campaigns/${own.id}/actions/start`))).toBe('404 campaign-not-found');
    const taking = { ...given, name: 'Cudza', agentIds: [anna.id] };
    const [mine] = ((await as(chief).get('/campaigns')).body as { items: Campaign[] }).items;
    const [record] = await campaigns.load(mine?.id ?? '', [{ number: mobile(77) }]);
    const records = async (who: Agent) => ((await as(who).get('/records')).body as { items: { id: string }[] }).items;
    expect((await records(chief)).map(({ id }) => id)).toEqual([record?.recordId]);
    expect(await records(stranger)).toEqual([]);
    expect(problemLine(await as(stranger).get(`/records/${record?.recordId}`))).toBe('404 record-not-found');
    expect(problemLine(await as(stranger).delete(`/records/${record?.recordId}`))).toBe('404 record-not-found');
    expect((await as(stranger).get('/records/campaigns')).body).toEqual([]);
    expect(problemLine(await as(chief).post('/campaigns', taking))).toBe('403 not-supervised');
    expect(problemLine(await as(chief).put(`/campaigns/${own.id}`, { ...own, agentIds: [anna.id] }))).toBe(
      '403 not-supervised',
    );
  });

  it('are listed page by page, filtered, searched and as a file', async () => {
    for (const name of ['Strona A', 'Strona B', 'Strona C']) await as().post('/campaigns', { ...given, name });
    const get = (path: string) => as().get(path);
    const walked = await walkPages<Campaign>(get, '/campaigns?limit=2&sort=-name&search=strona');
    expect(walked.map(({ name }) => name)).toEqual(['Strona C', 'Strona B', 'Strona A']);
    expect(await names(campaigns.boss, '?state=running')).toEqual([]);
    expect(await names(campaigns.boss, '?kind=preview&search=strona a')).toEqual(['Strona A']);
    expect(problemLine(await get('/campaigns?state=asleep'))).toMatch(/^400 validation-failed state/);
    expect((await as().csv('/campaigns')).text).toContain('Strona B');
  });

  it('give an agent only his own campaigns and records', async () => {
    const id = await campaigns.campaign([anna], { kind: 'preview' });
    const [loaded] = await campaigns.load(id, [{ number: mobile(2) }]);
    await campaigns.act(id, 'start');
    const path = `/own-campaigns/${id}/records/${loaded?.recordId}`;
    expect(problemLine(await as(boris).post(`/own-campaigns/${id}/batch`))).toBe('404 campaign-not-found');
    expect(problemLine(await as(anna).post(`${path}/skip`, { reason: '' }))).toContain('400 validation-failed reason');
    expect(problemLine(await as(anna).post(`${path}/skip`, { reason: 'Nie' }))).toBe('409 record-not-yours');
    expect((await as(anna).get('/campaigns')).status).toBe(403);
  });
});
