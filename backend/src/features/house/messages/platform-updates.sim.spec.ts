import type { EntityChange, OwnMessage, SentMessage } from '#contracts';
import { CallWorld, type Agent } from '../../../testing/call-world';
import { problemLine } from '../../../testing/walk-pages';
import { TopicRegistry } from '../../../platform/realtime';

const NOBODY = '00000000-0000-4000-8000-0000000000ff';

describe('messages inside the platform', () => {
  let world: CallWorld;
  let admin: Agent;
  let chief: Agent;
  let anna: Agent;
  let boris: Agent;
  let sales: string;

  beforeAll(async () => {
    world = await CallWorld.start();
    [admin, chief] = [await world.hire('administrator'), await world.hire('supervisor')];
    [anna, boris] = [await world.hire(), await world.hire()];
    sales = await world.group(anna);
    await world.supervises(chief, sales);
  });
  afterAll(() => world?.close());

  const send = (who: Agent, title: string, to: object, more: object = {}) =>
    world.as(who).post('/messages', { title, to, ...more });
  const mine = async (who: Agent): Promise<OwnMessage[]> =>
    (await world.as(who).get('/messages/mine')).body.items as OwnMessage[];
  const sent = async (who: Agent): Promise<SentMessage[]> =>
    (await world.as(who).get('/messages')).body.items as SentMessage[];
  const onScreen = async (who: Agent): Promise<string[]> => {
    const source = world.app
      .get(TopicRegistry)
      .of('notifications')
      .find(({ entity }) => entity === 'message');
    const principal = world.guard.named.get(who.id);
    if (!source || !principal) throw new Error('no source of messages');
    const all = await source.loadAll(principal);
    const shown: EntityChange[] = [...all].map(([id, value]) => ({
      entity: 'message',
      id,
      value: source.present?.(principal, id, value),
    }));
    return shown.map(({ value }) => (value as OwnMessage).title);
  };
  const iso = (seconds: number) => new Date(world.clock.now() + seconds * 1000).toISOString();

  it('go from a supervisor to his own people, and he sees who has read them', async () => {
    expect(problemLine(await send(chief, 'Do wszystkich', { everybody: true }))).toBe('403 not-supervised');
    expect(problemLine(await send(chief, 'Do Borysa', { userIds: [boris.id] }))).toBe('403 not-supervised');
    expect(problemLine(await send(anna, 'Nie wolno', { everybody: true }))).toBe('403 permission-missing');
    expect(problemLine(await send(chief, 'Do nikogo', { userIds: [NOBODY] }))).toBe(
      '400 validation-failed to nobody-addressed',
    );
    expect(problemLine(await send(chief, '', { groupIds: [sales] }))).toContain('400 validation-failed title');
    const { id } = (await send(chief, 'Kolejka rośnie', { groupIds: [sales] }, { body: 'Proszę wracać z przerw.' }))
      .body;
    expect([await onScreen(anna), await onScreen(boris)]).toEqual([['Kolejka rośnie'], []]);
    expect((await sent(chief))[0]).toMatchObject({ title: 'Kolejka rośnie', recipients: 1, read: 0 });
    expect((await world.as(anna).post(`/messages/${id}/read`)).status).toBe(204);
    expect(await onScreen(anna)).toEqual([]);
    expect((await sent(chief))[0]).toMatchObject({ recipients: 1, read: 1 });
    const { body } = await world.as(chief).get(`/messages/${id}/receipts`);
    expect(body.items).toMatchObject([{ userId: anna.id, readAt: iso(0) }]);
    expect(await mine(anna)).toMatchObject([{ title: 'Kolejka rośnie', from: { name: chief.name } }]);
  });

  it('announce updates by role, from those who may announce only', async () => {
    expect(problemLine(await send(chief, 'Nowa wersja', { groupIds: [sales] }, { kind: 'update' }))).toBe(
      '403 announcement-not-allowed',
    );
    await send(admin, 'Zaktualizuj aplikację', { roles: ['agent'] }, { kind: 'update' });
    expect([await onScreen(anna), await onScreen(boris), await onScreen(chief)]).toEqual([
      ['Zaktualizuj aplikację'],
      ['Zaktualizuj aplikację'],
      [],
    ]);
    for (const who of [anna, boris]) {
      const [first] = await mine(who);
      await world.as(who).post(`/messages/${first?.id}/read`);
    }
  });

  it('show a maintenance to everybody from its beginning to its end, whoever has read it', async () => {
    const notice = (more: object) =>
      send(admin, 'Prace serwisowe', { everybody: true }, { kind: 'maintenance', ...more });
    expect(problemLine(await notice({}))).toBe('400 validation-failed endsAt maintenance-times');
    expect(problemLine(await notice({ startsAt: iso(60), endsAt: iso(30) }))).toBe(
      '400 validation-failed endsAt maintenance-times',
    );
    const { id } = (await notice({ startsAt: iso(60), endsAt: iso(3600) })).body as { id: string };
    expect(await onScreen(anna)).toEqual([]);
    await world.wait(61);
    expect([await onScreen(anna), await onScreen(chief)]).toEqual([['Prace serwisowe'], ['Prace serwisowe']]);
    await world.as(anna).post(`/messages/${id}/read`);
    expect(await onScreen(anna)).toEqual(['Prace serwisowe']);
    await world.wait(3600);
    expect(await onScreen(anna)).toEqual([]);
    const turns = await world.sql(`select 1 from journal where type = 'MaintenanceNoticeTurned'`);
    expect(turns).toHaveLength(2);
  });

  it('can be taken back by their sender', async () => {
    const { id } = (await send(chief, 'Pomyłka', { userIds: [anna.id] })).body as { id: string };
    expect(problemLine(await world.as(anna).delete(`/messages/${id}`))).toBe('403 permission-missing');
    expect((await world.as(chief).delete(`/messages/${id}`)).status).toBe(204);
    expect(problemLine(await world.as(chief).delete(`/messages/${id}`))).toBe('404 message-not-found');
    expect(await onScreen(anna)).toEqual([]);
    expect((await world.as(chief).csv('/messages')).text).toContain('Pomyłka');
  });
});
