import { Database } from '../../../platform/database';
import { aMeta } from '../../../testing/builders';
import { CallWorld, type Agent } from '../../../testing/call-world';
import { Routing } from './use-cases/routing';

describe('omnichannel-routing: one engine for every channel, with a capacity for each', () => {
  let world: CallWorld;
  let chief: Agent;
  let anna: Agent;
  let queueId: string;

  beforeAll(async () => {
    world = await CallWorld.start();
    [chief, anna] = [await world.hire('administrator'), await world.hire()];
    queueId = await world.queue([anna], { wrapUpSeconds: 0 });
    await world.number(queueId);
    const capacity = { call: 1, chat: 2, messenger: 0, mail: 1, sms: 1 };
    await world.as(chief).put(`/agents/${anna.id}/routing`, { skills: [], capacity });
    await world.ready(anna);
  });
  afterAll(() => world.close());

  /** What a channel does when something comes in. */
  async function comes(channel: 'chat' | 'messenger' | 'mail', workId: string): Promise<void> {
    const at = world.clock.now();
    const subject = { channel, subjectId: workId, queueId, queuedAt: at, priority: null };
    await world.app
      .get(Database)
      .transaction((tx) => world.app.get(Routing).handle(tx, { type: 'Enqueue', workId, subject }, aMeta({ at })));
    await world.settle();
  }
  const id = (n: number) => `00000000-0000-4000-8000-00000000000${n}`;
  const states = async () =>
    (
      await world.sql<{ state: string }>(
        'select state from work_item where work_id = any($1::uuid[]) order by work_id',
        [[1, 2, 3, 4, 5].map(id)],
      )
    ).map(({ state }) => state);

  it('offers as many of each channel as the agent takes at once; the rest waits', async () => {
    await comes('chat', id(1));
    await comes('chat', id(2));
    await comes('chat', id(3));
    await comes('mail', id(4));
    await comes('messenger', id(5));
    expect(await states()).toEqual(['offered', 'offered', 'waiting', 'offered', 'waiting']);
  });

  it('follows a change of capacity at once', async () => {
    const capacity = { call: 1, chat: 3, messenger: 1, mail: 1, sms: 1 };
    await world.as(chief).put(`/agents/${anna.id}/routing`, { skills: [], capacity });
    expect(await states()).toEqual(['offered', 'offered', 'offered', 'offered', 'offered']);
  });
});
