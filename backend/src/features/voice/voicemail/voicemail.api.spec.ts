import type { VoicemailBox, VoicemailMessage } from '#contracts';
import { CallWorld, type Agent } from '../../../testing/call-world';
import { problemLine, walkPages } from '../../../testing/walk-pages';

const NOBODY = '00000000-0000-4000-8000-0000000000ff';
const NUMBER = '+48221000311';

describe('voicemail over HTTP', () => {
  let world: CallWorld;
  let admin: Agent;
  let chief: Agent;
  let stranger: Agent;
  let anna: Agent;
  let boris: Agent;
  let group: string;
  let box: VoicemailBox;

  beforeAll(async () => {
    world = await CallWorld.start();
    admin = await world.hire('administrator');
    [chief, stranger] = [await world.hire('supervisor'), await world.hire('supervisor')];
    [anna, boris] = [await world.hire(), await world.hire()];
    group = await world.group(anna);
    await world.supervises(chief, group);
    await world.supervises(stranger);
    box = (await create(admin, { name: 'Sprzedaż', userIds: [anna.id], minimumSeconds: 0 })).body as VoicemailBox;
    const overflow = [
      { when: 'no-agents' as const, threshold: null, to: { kind: 'voicemail' as const, boxId: box.id } },
    ];
    await world.number(await world.queue([boris], { overflow }), NUMBER);
  });
  afterAll(() => world?.close());

  const create = (who: Agent, body: object) => world.as(who).post('/voicemail/boxes', body);
  const change = (who: Agent, of: VoicemailBox, more: object) =>
    world.as(who).put(`/voicemail/boxes/${of.id}`, { ...of, ...more });
  const names = async (who: Agent, path = '/voicemail/boxes/names'): Promise<string[]> =>
    ((await world.as(who).get(path)).body as { name: string }[]).map(({ name }) => name);
  async function leaveMessage(number: string): Promise<void> {
    const leg = await world.callFrom(number, {}, NUMBER);
    await world.wait(10);
    await world.callerHangsUp(leg);
  }
  const messages = async (who: Agent, query = ''): Promise<VoicemailMessage[]> =>
    (await world.as(who).get(`/voicemail/messages${query}`)).body.items as VoicemailMessage[];

  it.each([
    [{}, '400 validation-failed name required'],
    [{ name: ' ' }, '400 validation-failed name minLength'],
    [{ name: 'X', minimumSeconds: 61 }, '400 validation-failed minimumSeconds max'],
    [{ name: 'X', maximumSeconds: 4 }, '400 validation-failed maximumSeconds min'],
    [{ name: 'X', retentionDays: 0 }, '400 validation-failed retentionDays min'],
    [{ name: 'X', emails: ['nie-adres'] }, '400 validation-failed emails.0 email'],
    [{ name: 'X', userIds: [NOBODY] }, '409 exists userIds exists'],
    [{ name: 'Sprzedaż' }, '409 box-name-taken name box-name-taken'],
  ])('refuses the box %j', async (body, line) => {
    expect(problemLine(await create(admin, body))).toBe(line);
  });

  it('changes a box by version', async () => {
    const { body: made } = await create(admin, { name: 'Reklamacje' });
    const first = made as VoicemailBox;
    expect((await change(admin, first, { maximumSeconds: 30 })).body).toMatchObject({ maximumSeconds: 30, version: 2 });
    expect(problemLine(await change(admin, first, { maximumSeconds: 40 }))).toBe('409 changed-meanwhile');
    const gone = `/voicemail/boxes/${first.id}`;
    expect((await world.as(admin).delete(gone)).status).toBe(204);
    expect(problemLine(await world.as(admin).get(gone))).toBe('404 box-not-found');
  });

  it('lets supervisors see and edit the boxes of their people and groups, and bring in only those', async () => {
    expect([await names(chief), await names(stranger), await names(anna)]).toEqual([['Sprzedaż'], [], ['Sprzedaż']]);
    // A call may be sent to any box.
    expect(await names(stranger, '/voicemail/boxes/names?all=true')).toEqual(['Sprzedaż']);
    expect((await world.as(stranger).get('/voicemail/boxes')).body.items).toEqual([]);
    const path = `/voicemail/boxes/${box.id}`;
    expect(problemLine(await world.as(stranger).get(path))).toBe('404 box-not-found');
    expect(problemLine(await change(stranger, box, { name: 'Moja' }))).toBe('404 box-not-found');
    expect(problemLine(await world.as(stranger).delete(path))).toBe('404 box-not-found');
    expect(problemLine(await change(chief, box, { userIds: [anna.id, boris.id] }))).toBe('403 not-supervised');
    expect(problemLine(await create(chief, { name: 'Cudza', ownerId: boris.id }))).toBe('403 not-supervised');
    expect(problemLine(await create(chief, { name: 'Niczyja' }))).toBe('403 not-supervised');
    const given = (await create(chief, { name: 'Grupy', groupIds: [group] })).body as VoicemailBox;
    expect((await change(chief, given, { userIds: [chief.id] })).body).toMatchObject({ version: 2 });
    expect((await create(stranger, { name: 'Własna', ownerId: stranger.id })).status).toBe(201);
    expect(await names(stranger)).toEqual(['Własna']);
    expect(problemLine(await create(anna, { name: 'Y' }))).toBe('403 permission-missing');
  });

  it('shows messages to the people of the box and those who supervise them, page by page', async () => {
    for (const digit of [1, 2, 3]) await leaveMessage(`+4850120000${digit}`);
    const walked = await walkPages<VoicemailMessage>(
      (path) => world.as(chief).get(path),
      '/voicemail/messages?limit=2&sort=receivedAt',
    );
    expect(walked.map(({ number }) => number)).toEqual(['+48501200001', '+48501200002', '+48501200003']);
    expect([(await messages(anna)).length, await messages(stranger), await messages(boris)]).toEqual([3, [], []]);
    expect((await messages(anna, '?search=200002')).map(({ number }) => number)).toEqual(['+48501200002']);
    const path = `/voicemail/messages/${walked[0]?.id}`;
    const handle = { state: 'handled', note: 'Oddzwonione', version: 1 };
    expect(problemLine(await world.as(stranger).get(path))).toBe('404 message-not-found');
    expect(problemLine(await world.as(stranger).put(path, handle))).toBe('404 message-not-found');
    expect(problemLine(await world.as(anna).put(path, { ...handle, note: 'x'.repeat(2001) }))).toBe(
      '400 validation-failed note maxLength',
    );
    expect((await world.as(chief).put(path, handle)).body).toMatchObject({ state: 'handled', version: 2 });
    expect(problemLine(await world.as(anna).put(path, handle))).toBe('409 changed-meanwhile');
    const csv = await world.as(anna).csv('/voicemail/messages?state=handled');
    expect(csv.text.trim().split('\n')).toHaveLength(2);
  });
});
