import type { BlacklistEntry, BlacklistImport, CallDetail } from '#contracts';
import { CallWorld, type Agent } from '../../../testing/call-world';
import { problemLine, walkPages } from '../../../testing/walk-pages';
import { Database } from '../../../platform/database';
import { Blacklist, CampaignScopes } from '.';

const NOBODY = '00000000-0000-4000-8000-0000000000ff';
const [CAMPAIGN, SECOND, THIRD] = ['c', 'd', 'e'].map((end) => `00000000-0000-4000-8000-00000000000${end}`) as [
  string,
  string,
  string,
];

describe('blacklist', () => {
  let world: CallWorld;
  let chief: Agent;
  let anna: Agent;

  beforeAll(async () => {
    world = await CallWorld.start();
    [chief, anna] = [await world.hire('supervisor'), await world.hire()];
    await world.number(await world.queue([anna]));
    await world.ready(anna);
    world.app
      .get(CampaignScopes)
      .register({ exists: (_tx, id) => Promise.resolve([CAMPAIGN, SECOND, THIRD].includes(id)) });
  });
  afterAll(() => world?.close());

  const get = (path: string) => world.as(chief).get(path);
  const add = (kind: string, value: string, more: object = {}) =>
    world.as(chief).post('/blacklist', { kind, value, ...more });
  const added = async (...of: Parameters<typeof add>) => (await add(...of)).body as BlacklistEntry;
  const remove = ({ id }: { id: string }) => world.as(chief).delete(`/blacklist/${id}`);
  const dial = (number: string) => world.as(anna).post('/calls', { number });
  const iso = (seconds: number) => new Date(world.clock.now() + seconds * 1000).toISOString();

  it('refuses what is no pattern, what passed, what is known and campaigns that are not there', async () => {
    expect(problemLine(await add('number', '12'))).toBe('400 validation-failed value phone-number');
    expect(problemLine(await add('prefix', 'x'))).toBe('400 validation-failed value phone-prefix');
    expect(problemLine(await add('class', 'satellite'))).toBe('400 validation-failed value number-class');
    expect(problemLine(await add('number', '500100100', { expiresAt: iso(-1) }))).toBe(
      '400 validation-failed expiresAt expires-in-past',
    );
    expect(problemLine(await add('number', '500100100', { campaignIds: [CAMPAIGN, NOBODY] }))).toBe(
      '400 validation-failed campaignIds exists',
    );
    const entry = await added('number', '500 100 100', { reason: 'Prosił' });
    expect(entry).toMatchObject({
      value: '+48500100100',
      direction: 'both',
      addedBy: { id: chief.id, name: chief.name },
    });
    expect(problemLine(await add('number', '+48500100100'))).toBe('409 entry-known');
    expect((await remove(entry)).status).toBe(204);
    expect(problemLine(await remove(entry))).toBe('404 entry-not-found');
  });

  it('turns a caller away with a cause, and says in the call why', async () => {
    const entry = await added('prefix', '60*', { direction: 'inbound', reason: 'Nękające telefony' });
    await world.callFrom('+48601000000');
    const call = (await world.calls()).at(-1);
    expect(call).toMatchObject({ state: 'ended', outcome: 'rejected' });
    expect(await world.legs()).toEqual([]);
    const { timeline } = (await get(`/calls/${call?.id}`)).body as CallDetail;
    expect(timeline.map(({ type }) => type)).toEqual(['CallArrived', 'CallBlocked', 'CallHungUp', 'CallClosed']);
    expect(timeline[1]?.data).toMatchObject({
      entry: { entryId: entry.id, kind: 'prefix', value: '+4860', reason: 'Nękające telefony' },
    });
    expect(await world.desk(anna)).toEqual([]);
    const changed = await world
      .as(chief)
      .put(`/blacklist/${entry.id}`, { kind: 'prefix', value: '61*', direction: 'inbound', version: 1 });
    expect(changed.body).toMatchObject({ value: '+4861', version: 2 });
    const leg = await world.callFrom('+48601000000');
    expect(await world.desk(anna)).toHaveLength(1);
    await world.callerHangsUp(leg);
    await remove(entry);
  });

  it('turns away callers who hide their number when that is wished', async () => {
    const entry = await added('class', 'withheld', { direction: 'inbound' });
    await world.callFrom('');
    expect((await world.calls()).at(-1)).toMatchObject({ outcome: 'rejected' });
    await remove(entry);
  });

  it('refuses to dial a class of numbers, an exact number, and to transfer there', async () => {
    const mobiles = await added('class', 'mobile', { direction: 'outbound', reason: 'Tylko stacjonarne' });
    const refused = await dial('601 000 000');
    expect(problemLine(refused)).toBe('409 number-blacklisted');
    expect(refused.body).toMatchObject({ params: { kind: 'class', value: 'mobile', reason: 'Tylko stacjonarne' } });
    expect(
      await world.sql(`select data->>'number' as number from journal where type = 'BlacklistDialRefused'`),
    ).toEqual([{ number: '+48601000000' }]);
    expect(await world.status(anna)).toBe('ready');
    const leg = await world.callFrom('+48601000000');
    await world.press(anna, 'answer');
    await world.wait(5);
    const [call] = await world.desk(anna);
    expect(call?.state).toBe('talking');
    const transferred = await world
      .as(anna)
      .post(`/calls/${call?.id}/transfer`, { target: { kind: 'number', number: '602000000' } });
    expect(problemLine(transferred)).toBe('409 number-blacklisted');
    await world.callerHangsUp(leg);
    await remove(mobiles);
  });

  it('limits an entry to campaigns: other calls may be', async () => {
    world.line.simulated.world.setPerson('+48601000001', { kind: 'refuses', status: 486, afterMs: [500, 500] });
    const entry = await added('number', '601000001', { campaignIds: [SECOND, CAMPAIGN, SECOND] });
    expect(entry.campaignIds).toEqual([CAMPAIGN, SECOND]);
    expect(problemLine(await add('number', '601000001', { campaignIds: [CAMPAIGN, SECOND] }))).toBe('409 entry-known');
    const blacklist = world.app.get(Blacklist);
    const question = { number: '+48601000001', direction: 'outbound', at: world.clock.now() } as const;
    const asked = async (campaignId: string | null) =>
      (await blacklist.check(world.app.get(Database).read, { ...question, campaignId }))?.entryId ?? null;
    expect(await Promise.all([CAMPAIGN, SECOND, THIRD, null].map(asked))).toEqual([entry.id, entry.id, null, null]);
    await world.wait(60);
    expect((await dial('601000001')).status).toBe(201);
    await remove(entry);
  });

  it('ends an entry at its time', async () => {
    const entry = await added('number', '601000002', { expiresAt: iso(60) });
    await world.wait(120);
    expect(problemLine(await get(`/blacklist/${entry.id}`))).toBe('404 entry-not-found');
    const removed = await world.sql<{ because: string }>(
      `select data->>'because' as because from journal where stream = $1 and type = 'BlacklistEntryRemoved'`,
      [`blacklist-${entry.id}`],
    );
    expect(removed).toEqual([{ because: 'expired' }]);
  });

  it('is imported once, with every wrong row named, and exported as it is imported', async () => {
    const file =
      'Pattern,Direction,Reason\n601000010,outbound,RODO\n60100001x,,\nmobile,up,\n+4869*,both,\n601000010,outbound,again';
    const send = () => world.as(chief).post('/blacklist/imports', { fileName: 'lista.csv', csv: file });
    const first = (await send()).body as BlacklistImport;
    expect(first).toMatchObject({ rows: 5, added: 2, known: 1, refused: 2 });
    expect((await send()).body).toMatchObject({ added: 0, known: 3, refused: 2 });
    const errors = await world.as(chief).csv(`/blacklist/imports/${first.id}/errors`);
    expect(errors.text).toContain('3,60100001x,pattern,phone-number');
    expect(errors.text).toContain('4,mobile,direction,oneOf');
    expect(problemLine(await world.as(chief).post('/blacklist/imports', { fileName: 'x', csv: 'a\nb' }))).toBe(
      '400 validation-failed csv pattern-column-missing',
    );
    const limited = `Pattern,Campaign\n601000011,${CAMPAIGN}\n601000012,${NOBODY}\n601000013,x\n601000014,${SECOND} ${CAMPAIGN}\n601000015,${CAMPAIGN} ${NOBODY}`;
    const { body } = await world.as(chief).post('/blacklist/imports', { fileName: 'kampania.csv', csv: limited });
    expect(body).toMatchObject({ added: 2, refused: 3 });
    const of = await world.as(chief).csv(`/blacklist/imports/${(body as BlacklistImport).id}/errors`);
    expect(of.text).toContain('3,+48601000012,campaign,exists');
    expect(of.text).toContain('4,601000013,campaign,uuid');
    expect(of.text).toContain('6,+48601000015,campaign,exists');
    const exported = (await world.as(chief).csv('/blacklist')).text;
    expect(exported).toContain(`+48601000011,both,${CAMPAIGN}`);
    expect(exported).toContain(`+48601000014,both,${CAMPAIGN} ${SECOND}`);
    const again = await world.as(chief).post('/blacklist/imports', { fileName: 'eksport.csv', csv: exported });
    expect(again.body).toMatchObject({ rows: 4, added: 0, known: 4, refused: 0 });
    expect(problemLine(await get(`/blacklist/imports/${NOBODY}/errors`))).toBe('404 import-not-found');
  });

  it('is listed over stable pages, searched and filtered; agents do not see it', async () => {
    const values = async (query: string) =>
      (await walkPages<BlacklistEntry>(get, `/blacklist?limit=1${query}`)).map(({ value }) => value);
    expect(await values('&sort=value')).toEqual(['+48601000010', '+48601000011', '+48601000014', '+4869']);
    expect(await values('&sort=expiresAt&kind=prefix')).toEqual(['+4869']);
    expect(await values('&search=rodo')).toEqual(['+48601000010']);
    expect(await values('&direction=inbound')).toEqual([]);
    expect(await values(`&campaignId=${SECOND}`)).toEqual(['+48601000014']);
    expect(await values(`&sort=value&campaignId=${CAMPAIGN}&campaignId=${THIRD}`)).toEqual([
      '+48601000011',
      '+48601000014',
    ]);
    expect(problemLine(await world.as(anna).get('/blacklist'))).toBe('403 permission-missing');
  });

  it('is looked up by an index', async () => {
    await world.sql(
      `insert into blacklist_entry (id, kind, value, key, direction, reason, added_by, added_at)
       select gen_random_uuid(), 'number', '+49' || n, 'n:+49' || n, 'both', '', 'test', now() from generate_series(1, 20000) n`,
    );
    await world.sql('analyze blacklist_entry');
    const plan = await world.sql<{ 'QUERY PLAN': string }>(
      `explain select id from blacklist_entry where key = any(array['n:+4917', 'p:+4917', 'p:+491', 'c:abroad']) and direction in ('inbound', 'both')`,
    );
    expect(plan.map((line) => line['QUERY PLAN']).join('\n')).toMatch(/Index (Only )?Scan|Bitmap Index Scan/);
  });

  it('blocks nothing without the function in the order', async () => {
    await world.sql(`update customer_order set document = jsonb_set(document, '{package}', '"uc"')`);
    expect(problemLine(await get('/blacklist'))).toBe('403 feature-not-in-order');
    await world.wait(60);
    expect((await dial('601000010')).status).toBe(201);
  });
});
