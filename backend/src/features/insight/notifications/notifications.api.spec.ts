import type { Notification } from '#contracts';
import { Database } from '../../../platform/database';
import { Journal, Relay } from '../../../platform/journal';
import { aMeta } from '../../../testing/builders';
import { CallWorld, type Agent } from '../../../testing/call-world';

describe('notifications over HTTP', () => {
  let world: CallWorld;
  let administrator: Agent;
  let anna: Agent;
  let chief: Agent;
  let stranger: Agent;

  beforeAll(async () => {
    world = await CallWorld.start();
    [administrator, anna] = [await world.hire('administrator'), await world.hire()];
    [chief, stranger] = [await world.hire('supervisor'), await world.hire('supervisor')];
    const group = await world.group(anna);
    await world.supervises(chief, group);
    await world.supervises(stranger);
  });
  afterAll(() => world?.close());

  /** This happens, in the journal. */
  async function happens(stream: string, type: string, data: object): Promise<void> {
    const meta = aMeta({ at: world.clock.now() });
    await world.app
      .get(Database)
      .transaction((tx) => world.app.get(Journal).append(tx, stream, [{ type, data }], meta));
    await world.settle();
  }
  const refusedSignIn = () => happens('workstation-x', 'LicencesExhausted', { userId: 'x', limit: 12 });
  const told = async (who: Agent, code: string): Promise<Notification[]> =>
    ((await world.as(who).get('/notifications')).body.items as Notification[]).filter((each) => each.code === code);

  it('counts refused sign-ins up in one notification until somebody has read it', async () => {
    for (let time = 0; time < 3; time += 1) await refusedSignIn();
    await world.wait(60);
    await refusedSignIn();
    const [open, ...more] = await told(administrator, 'licence-refused');
    expect(more).toEqual([]);
    expect(open).toMatchObject({ count: 4, params: { limit: '12' }, at: new Date(world.clock.now()).toISOString() });

    await world.as(administrator).post(`/notifications/${open?.id}/read`);
    await refusedSignIn();
    expect((await told(administrator, 'licence-refused')).map(({ count }) => count)).toEqual([1, 4]);
  });

  it('counts an event once, however often the relay hands it over', async () => {
    await happens('trunk-pl-9', 'TrunkStateChanged', { trunk: 'pl-9', state: 'down' });
    await happens('trunk-pl-9', 'TrunkStateChanged', { trunk: 'pl-9', state: 'down' });
    const again = await world.app.get(Journal).read('trunk-pl-9');
    await world.app.get(Relay).subscription('notifications')?.handle(again);
    const [one, ...more] = await told(administrator, 'trunk-down');
    expect([one?.count, more]).toEqual([2, []]);
    await world.as(administrator).post(`/notifications/${one?.id}/read`);
    await world.app.get(Relay).subscription('notifications')?.handle(again);
    expect((await told(administrator, 'trunk-down')).map(({ count }) => count)).toEqual([2]);
  });

  it('tells of an agent’s missed call himself and who supervises him', async () => {
    const data = { kind: 'queue', cause: 'no-answer', subjectId: anna.id };
    await happens(`agent-${anna.id}`, 'AgentOfferMissed', data);
    for (const who of [anna, chief, administrator])
      expect(await told(who, 'offer-missed')).toMatchObject([{ params: { agentId: anna.id } }]);
    expect(await told(stranger, 'offer-missed')).toEqual([]);
  });
});
