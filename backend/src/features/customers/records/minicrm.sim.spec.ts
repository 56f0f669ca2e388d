import type { CampaignRecord, Contact, ContactDuplicate, ContactHistoryEntry } from '#contracts';
import { Database } from '../../../platform/database';
import { bareCampaigns } from '../../../testing/bare-campaigns';
import { aMeta } from '../../../testing/builders';
import { CallWorld, type Agent } from '../../../testing/call-world';
import { problemLine } from '../../../testing/walk-pages';
import { RecordCampaigns, Records } from '.';

const CAMPAIGNS = ['00000000-0000-4000-8000-0000000000c1', '00000000-0000-4000-8000-0000000000c2'];

describe('minicrm', () => {
  let world: CallWorld;
  let [admin, chief, anna]: Agent[] = [];

  beforeAll(async () => {
    world = await CallWorld.start();
    await bareCampaigns((...query) => world.sql(...query), ...CAMPAIGNS);
    world.app
      .get(RecordCampaigns)
      .register({ list: async () => CAMPAIGNS.map((id) => ({ id, name: `Kampania ${id.slice(-2)}` })) });
    [admin, chief, anna] = [await world.hire('administrator'), await world.hire('supervisor'), await world.hire()];
  });
  afterAll(() => world?.close());

  const of = (agent: Agent | undefined): Agent => agent as Agent;
  const made = async (body: object) => (await world.as(of(anna)).post('/contacts', body)).body as Contact;
  const read = async (id: string) => (await world.as(of(anna)).get(`/contacts/${id}`)).body as Contact;
  const field = (body: object) => world.as(of(admin)).post('/contact-fields', body);
  const pairs = async (id: string) =>
    (await world.as(of(chief)).get(`/contact-duplicates?contactId=${id}`)).body.items as ContactDuplicate[];

  /** A record of the contact in a campaign, as a campaign adds one. */
  async function recordIn(campaignId: string, contactId: string): Promise<string> {
    const records = world.app.get(Records);
    const meta = aMeta({ at: world.clock.now() });
    const source = { id: campaignId, campaignId, kind: 'manual', name: 'Ręcznie' } as const;
    const added = await world.app.get(Database).transaction(async (tx) => {
      await records.addSource(tx, source, meta);
      return records.add(tx, { campaignId, sourceId: source.id }, { contactId }, meta);
    });
    await world.settle();
    return added.ok ? added.value.id : '';
  }
  const recordsOf = async (contactId: string) =>
    (await world.as(of(anna)).get(`/records?contactId=${contactId}`)).body.items as CampaignRecord[];

  it('is one contact in every campaign: what is changed in one is changed in all', async () => {
    const contact = await made({ firstName: 'Ewa', lastName: 'Zmiana', phones: ['600 200 300'] });
    for (const campaign of CAMPAIGNS) await recordIn(campaign, contact.id);
    const change = { phones: ['600 200 301'], version: contact.version };
    await world.as(of(anna)).patch(`/contacts/${contact.id}`, change);
    const seen = (await recordsOf(contact.id)).map(({ contact: { phones }, campaign }) => [campaign.id, phones]);
    expect(seen.sort()).toEqual(CAMPAIGNS.map((campaign) => [campaign, ['+48600200301']]));
  });

  it('keeps fields that administrators define, checked by their types', async () => {
    const given = { label: 'PESEL', key: 'pesel', type: 'pesel', unique: true, searchable: true };
    expect((await field(given)).body).toMatchObject({ key: 'pesel', version: 1 });
    expect(problemLine(await field(given))).toBe('409 field-key-taken key unique');
    expect(problemLine(await field({ ...given, key: 'kind', type: 'choice' }))).toBe(
      '400 validation-failed choices required',
    );
    await field({ label: 'Urodziny', key: 'birthday', type: 'date' });
    const contact = await made({ lastName: 'Polowa', fields: { pesel: '440514 01359', birthday: '14.05.1944' } });
    expect(contact.fields).toEqual({ pesel: '44051401359', birthday: '1944-05-14' });
    const again = await world.as(of(anna)).post('/contacts', { lastName: 'Inna', fields: { pesel: '44051401359' } });
    expect(problemLine(again)).toBe('400 validation-failed fields.pesel unique');
    const wrong = { lastName: 'Inna', fields: { pesel: '44051401358', birthday: 'maj', shoe: 3 } };
    expect(problemLine(await world.as(of(anna)).post('/contacts', wrong))).toBe(
      '400 validation-failed fields.pesel pesel, fields.birthday date, fields.shoe unknown-field',
    );
    const found = await world.as(of(anna)).get('/contacts?search=44051401359');
    expect(found.body.items).toMatchObject([{ id: contact.id }]);
  });

  it('hides a field from who is not in its groups, and leaves it as it is when they save', async () => {
    const group = await world.group();
    await field({ label: 'Limit', key: 'credit', type: 'number', groupIds: [group] });
    const secret = { lastName: 'Tajna', fields: { credit: 5000 } };
    const contact = (await world.as(of(admin)).post('/contacts', secret)).body as Contact;
    expect((await read(contact.id)).fields).toEqual({});
    await world.as(of(anna)).patch(`/contacts/${contact.id}`, { company: 'Firma', version: 1 });
    const seen = (await world.as(of(admin)).get(`/contacts/${contact.id}`)).body as Contact;
    expect([seen.company, seen.fields]).toEqual(['Firma', { credit: 5000 }]);
  });

  it('finds who was entered twice, says why, and merges and separates them again', async () => {
    const golden = await made({ firstName: 'Jakub', lastName: 'Wiśniewski', phones: ['601 700 100'] });
    const twin = await made({
      firstName: 'Kuba',
      lastName: 'Wisniewski',
      phones: ['601 700 100'],
      emails: ['kuba@w.pl'],
    });
    const record = await recordIn(CAMPAIGNS[0] ?? '', twin.id);
    expect(await pairs(golden.id)).toMatchObject([{ reasons: ['same-phone', 'similar-name'] }]);
    const merging = await world.as(of(chief)).post(`/contacts/${golden.id}/merges`, { mergedId: twin.id });
    expect(merging.body.contact).toMatchObject({ firstName: 'Jakub', emails: ['kuba@w.pl'], phones: ['+48601700100'] });
    expect([await pairs(golden.id), (await read(twin.id)).id]).toEqual([[], golden.id]);
    expect((await recordsOf(golden.id)).map(({ id }) => id)).toEqual([record]);
    const listed = await world.as(of(anna)).get('/contacts?search=wisniewski');
    expect(listed.body.items).toHaveLength(1);

    const undone = await world.as(of(chief)).post(`/contact-merges/${merging.body.mergeId}/undo`);
    expect(undone.body.contact).toMatchObject({ id: golden.id, emails: [] });
    expect(await read(twin.id)).toMatchObject({ id: twin.id, firstName: 'Kuba', emails: ['kuba@w.pl'] });
    expect((await recordsOf(twin.id)).map(({ id }) => id)).toEqual([record]);
    expect(problemLine(await world.as(of(chief)).post(`/contact-merges/${merging.body.mergeId}/undo`))).toBe(
      '409 merge-undone',
    );
    expect(await pairs(golden.id)).toHaveLength(1);
  });

  it('forgets a pair that somebody called two people', async () => {
    const one = await made({ firstName: 'Anna', lastName: 'Podobna', phones: ['601700200'] });
    const other = await made({ firstName: 'Ania', lastName: 'Podobna', phones: ['601700200'] });
    const pair = { oneId: other.id, otherId: one.id };
    expect((await world.as(of(chief)).post('/contact-duplicates/dismiss', pair)).status).toBe(204);
    expect(await pairs(one.id)).toEqual([]);
    await world.as(of(anna)).patch(`/contacts/${one.id}`, { note: 'znowu', version: 1 });
    expect(await pairs(one.id)).toEqual([]);
    expect(problemLine(await world.as(of(chief)).post('/contact-duplicates/dismiss', pair))).toBe(
      '404 duplicate-not-found',
    );
  });

  it('tells the whole story of a contact: calls, campaigns, consents, merges', async () => {
    const contact = await made({ firstName: 'Olga', lastName: 'Historia', phones: ['601700300'] });
    await world.number(await world.queue([of(anna)]));
    await world.ready(of(anna));
    await world.callFrom('+48601700300');
    await world.press(of(anna), 'answer');
    await world.wait(5);
    await world.press(of(anna), 'hang-up');
    await world.wait(60);
    await recordIn(CAMPAIGNS[1] ?? '', contact.id);
    const consent = { channel: 'sms', purpose: 'marketing', state: 'given', source: 'rozmowa' };
    await world.as(of(anna)).post(`/contacts/${contact.id}/consents`, consent);
    const story = (await world.as(of(anna)).get(`/contacts/${contact.id}/history`)).body as ContactHistoryEntry[];
    expect(story.map(({ kind }) => kind).sort()).toEqual(['call', 'consent', 'record']);
  });
});
