import type { Classifier, Page, Recontact } from '#contracts';
import { CallWorld, type Agent } from '../../../testing/call-world';
import { problemLine } from '../../../testing/walk-pages';
import { Processes } from '.';

const PROCESS = '00000000-0000-4000-8000-00000000000a';
const HOUR = 3_600_000;

describe('call-classification', () => {
  let world: CallWorld;
  let [chief, anna, boris]: Agent[] = [];

  beforeAll(async () => {
    world = await CallWorld.start();
    [chief, anna, boris] = [await world.hire('supervisor'), await world.hire(), await world.hire()];
    await world.number(await world.queue([of(anna)]));
    await world.ready(of(anna));
  });
  afterAll(() => world?.close());

  const of = (agent: Agent | undefined): Agent => agent as Agent;
  const create = (name: string, more: object = {}) => world.as(of(chief)).post('/classifiers', { name, ...more });
  const made = async (name: string, more: object = {}) => (await create(name, more)).body as Classifier;
  const follow = (...followUps: object[]) => ({ followUps });
  const at = (ms: number) => new Date(world.clock.now() + ms).toISOString();
  const events = (type: string) =>
    world.sql<{ data: Record<string, unknown> }>('select data from journal where type = $1 order by position', [type]);

  /** Anna has spoken with the caller, and is in wrap-up. */
  async function talked(number = '+48601000000'): Promise<string> {
    await world.callFrom(number);
    await world.press(of(anna), 'answer');
    await world.wait(5);
    const [call] = await world.desk(of(anna));
    await world.press(of(anna), 'hang-up');
    return call?.id ?? '';
  }
  const classify = (callId: string, classifierId: string, more: object = {}) =>
    world.as(of(anna)).post(`/calls/${callId}/classify`, { classifierId, ...more });
  const finish = async (callId: string) => {
    await world.as(of(anna)).post(`/calls/${callId}/finish-wrap-up`);
    await world.wait(60);
  };

  it('keeps what a success is worth, and forgets it without success', async () => {
    const sale = await made('Sprzedaż', { success: true, successValue: 150.5 });
    expect(sale).toMatchObject({ success: true, successValue: 150.5, followUps: [] });
    expect(await made('Odmowa', { successValue: 3 })).toMatchObject({ success: false, successValue: null });
    const changed = await world.as(of(chief)).patch(`/classifiers/${sale.id}`, { success: false, version: 1 });
    expect(changed.body).toMatchObject({ success: false, successValue: null });
    expect(problemLine(await create('Ujemna', { success: true, successValue: -1 }))).toBe(
      '400 validation-failed successValue min',
    );
  });

  it('refuses follow-ups that cannot be', async () => {
    expect(problemLine(await create('A', follow({ kind: 'script', id: 'x' })))).toContain(
      '400 validation-failed followUps',
    );
    expect(problemLine(await create('A', follow({ kind: 'pass', processId: PROCESS })))).toBe(
      '400 validation-failed followUps.processId exists',
    );
    expect(problemLine(await create('A', follow({ kind: 'open-url', url: 'https://crm.firma.pl/' })))).toBe(
      '400 validation-failed followUps.url url-not-allowed',
    );
  });

  it('sets a recontact: required, for whom the classifier says, listed for those whom it concerns', async () => {
    const later = await made('Oddzwonić', follow({ kind: 'recontact', required: true, for: 'agent' }));
    const callId = await talked();
    expect(problemLine(await classify(callId, later.id))).toBe('409 recontact-missing');
    expect(problemLine(await classify(callId, later.id, { recontact: { at: at(HOUR), for: 'system' } }))).toBe(
      '409 recontact-not-asked',
    );
    expect(problemLine(await classify(callId, later.id, { recontact: { at: at(-1), for: 'agent' } }))).toBe(
      '400 validation-failed recontact.at expires-in-past',
    );
    const [open] = await world.desk(of(anna));
    expect(open?.classifierId).toBeNull();
    const asked = { recontact: { at: at(HOUR), for: 'agent' }, note: 'Po 10' };
    expect((await classify(callId, later.id, asked)).status).toBe(200);
    const list = async (who: Agent | undefined) =>
      ((await world.as(of(who)).get('/recontacts?state=open')).body as { items: Recontact[] }).items;
    const [mine] = await list(anna);
    expect(mine).toMatchObject({
      for: 'agent',
      number: '+48601000000',
      note: 'Po 10',
      callId,
      agent: { id: anna?.id },
    });
    expect(await list(boris)).toEqual([]);
    expect(await list(chief)).toHaveLength(1);
    const change = (who: Agent | undefined, body: object) =>
      world.as(of(who)).patch(`/recontacts/${mine?.id}`, { version: 1, ...body });
    expect(problemLine(await change(boris, { state: 'done' }))).toBe('404 recontact-not-found');
    expect(problemLine(await change(anna, { dueAt: at(-1) }))).toBe('400 validation-failed dueAt expires-in-past');
    expect((await change(anna, { dueAt: at(2 * HOUR) })).body).toMatchObject({ version: 2 });
    expect(problemLine(await change(anna, { state: 'done' }))).toBe('409 changed-meanwhile');
    expect((await change(anna, { state: 'done', version: 2 })).body).toMatchObject({ state: 'done' });
    expect(problemLine(await change(anna, { state: 'cancelled', version: 3 }))).toBe('409 recontact-closed');
    expect((await world.as(of(chief)).csv('/recontacts')).text).toContain('Oddzwonić,done');
    await finish(callId);
  });

  it('recontacts: tells the agent ten minutes before, at the time it was moved to, and nobody when it is done', async () => {
    const later = await made('Umówiony telefon', follow({ kind: 'recontact' }));
    const promise = async (number: string, minutes: number) => {
      const callId = await talked(number);
      await classify(callId, later.id, { recontact: { at: at(minutes * 60_000), for: 'agent' } });
      await finish(callId);
      const [row] = await world.sql<{ id: string }>('select id from recontact where call_id = $1', [callId]);
      return row?.id ?? '';
    };
    const move = (id: string, body: object) => world.as(of(anna)).patch(`/recontacts/${id}`, { version: 1, ...body });
    const [moved, done] = [await promise('+48601000021', 30), await promise('+48601000022', 20)];
    await move(moved, { dueAt: at(15 * 60_000) });
    await move(done, { state: 'done' });
    expect(await events('RecontactNear')).toEqual([]);
    await world.wait(6 * 60);
    expect(await events('RecontactNear')).toMatchObject([{ data: { recontactId: moved, agentId: anna?.id } }]);
    const told = await world.sql<{ code: string }>('select code from notification where user_id = $1', [anna?.id]);
    expect(told).toEqual([{ code: 'recontact-near' }]);
    const week = (await world.as(of(anna)).get(`/recontacts?from=${at(0)}&before=${at(HOUR)}&state=open`))
      .body as Page<Recontact>;
    expect(week.items.map(({ id }) => id)).toEqual([moved]);
  });

  it('takes only the classifiers that the queue names', async () => {
    const named = await made('Z listy');
    const other = await made('Spoza listy');
    const queueId = await world.queue([of(anna)], { classifierIds: [named.id] });
    await world.number(queueId, '+48221112299');
    await world.callFrom('+48601000077', {}, '+48221112299');
    await world.press(of(anna), 'answer');
    await world.wait(5);
    const callId = (await world.desk(of(anna)))[0]?.id ?? '';
    expect(problemLine(await classify(callId, other.id))).toBe('409 classifier-not-of-queue');
    expect((await world.desk(of(anna)))[0]?.classifierId).toBeNull();
    expect((await classify(callId, named.id)).status).toBe(200);
    await world.press(of(anna), 'hang-up');
    await finish(callId);
  });

  it('replaces the recontact when the call is classified anew', async () => {
    const soon = await made('Zadzwonić kiedyś', follow({ kind: 'recontact' }));
    const none = await made('Bez zmian');
    const callId = await talked();
    await classify(callId, soon.id, { recontact: { at: at(HOUR), for: 'system' } });
    await classify(callId, soon.id, { recontact: { at: at(2 * HOUR), for: 'agent' } });
    const states = () => world.sql('select state, due_for from recontact where call_id = $1', [callId]);
    expect(await states()).toEqual([{ state: 'open', due_for: 'agent' }]);
    await classify(callId, none.id);
    expect(await states()).toEqual([{ state: 'cancelled', due_for: 'agent' }]);
    await finish(callId);
  });

  it('puts the number on the blacklist, for the days that it says, in the name of the agent', async () => {
    const never = await made('Nie dzwonić', follow({ kind: 'blacklist', direction: 'outbound', days: 30 }));
    const callId = await talked('+48601000009');
    await classify(callId, never.id);
    await classify(callId, never.id, { note: 'jeszcze raz' });
    await finish(callId);
    const [entry, ...more] = ((await world.as(of(chief)).get('/blacklist')).body as { items: object[] }).items;
    expect(more).toEqual([]);
    expect(entry).toMatchObject({
      value: '+48601000009',
      direction: 'outbound',
      reason: 'Nie dzwonić',
      addedBy: { id: anna?.id },
    });
    const refused = await world.as(of(anna)).post('/calls', { number: '601000009' });
    expect(problemLine(refused)).toBe('409 number-blacklisted');
  });

  it('passes the contact on to a process that somebody has, and offers none otherwise', async () => {
    const processes = () => world.as(of(chief)).get('/classifiers/processes');
    expect((await processes()).body).toEqual([]);
    world.app.get(Processes).register({ list: () => Promise.resolve([{ id: PROCESS, name: 'Reklamacje' }]) });
    expect((await processes()).body).toEqual([{ id: PROCESS, name: 'Reklamacje' }]);
    const complaint = await made('Reklamacja', follow({ kind: 'pass', processId: PROCESS }));
    const callId = await talked();
    await classify(callId, complaint.id);
    expect((await events('ContactPassed')).map(({ data }) => data)).toEqual([
      expect.objectContaining({ callId, processId: PROCESS, number: '+48601000000', agentId: anna?.id }),
    ]);
    await finish(callId);
  });
});
