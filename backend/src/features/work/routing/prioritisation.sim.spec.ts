import type { ContactRouting, RoutingDecision } from '#contracts';
import { CallWorld, type Agent } from '../../../testing/call-world';

describe('prioritisation: who weighs more is served first, and weights grow while one waits', () => {
  let world: CallWorld;
  let chief: Agent;
  let anna: Agent;

  beforeAll(async () => {
    world = await CallWorld.start();
    [chief, anna] = [await world.hire('administrator'), await world.hire()];
    await world.signIn(anna);
  });
  afterAll(() => world.close());

  /** The queues' numbers, and a caller in each in this order; then anna is ready, and answers one after another. */
  async function served(...queues: { number: string; waitBefore: number }[]): Promise<string[]> {
    const callers: string[] = [];
    for (const { number, waitBefore } of queues) {
      callers.push(await world.callFrom(`+4850100${number.slice(-4)}`, {}, number));
      await world.wait(waitBefore);
    }
    const order: string[] = [];
    for (const _each of queues) {
      await world.as(anna).put('/agents/me/status', { status: 'ready' });
      const [call] = await world.desk(anna);
      order.push(call?.number?.slice(-4) ?? '');
      await world.press(anna, 'answer');
      await world.wait(1);
      await world.press(anna, 'hang-up');
      await world.wait(2);
    }
    await world.as(anna).put('/agents/me/status', { status: 'not-ready', reason: 'break' });
    return order;
  }

  async function queue(number: string, more: object): Promise<string> {
    await world.number(await world.queue([anna], { wrapUpSeconds: 0, ...more }), number);
    return number;
  }

  it('serves the queue with the higher priority first, though its caller came later', async () => {
    const low = await queue('+48221000401', { priority: 100, slopePerSecond: 0 });
    const high = await queue('+48221000402', { priority: 200, slopePerSecond: 0 });
    expect(await served({ number: low, waitBefore: 5 }, { number: high, waitBefore: 1 })).toEqual(['0402', '0401']);
  });

  it('lets a caller overtake whose weight grows faster from a step on, up to its cap', async () => {
    const steep = await queue('+48221000403', {
      priority: 100,
      slopePerSecond: 0,
      slopes: [{ afterSeconds: 20, slopePerSecond: 10 }],
    });
    const flat = await queue('+48221000404', { priority: 150, slopePerSecond: 0 });
    expect(await served({ number: steep, waitBefore: 10 }, { number: flat, waitBefore: 1 })).toEqual(['0404', '0403']);
    expect(await served({ number: steep, waitBefore: 30 }, { number: flat, waitBefore: 1 })).toEqual(['0403', '0404']);
    const capped = await queue('+48221000405', {
      priority: 100,
      slopePerSecond: 0,
      slopes: [{ afterSeconds: 20, slopePerSecond: 10 }],
      weightCap: 140,
    });
    expect(await served({ number: capped, waitBefore: 30 }, { number: flat, waitBefore: 1 })).toEqual(['0404', '0405']);
  });

  it('takes the priority of the caller’s record over that of his queue, and says so', async () => {
    const contact = { lastName: 'Ważny', phones: ['+48501000409'] };
    const { id } = (await world.as(chief).post('/contacts', contact)).body as { id: string };
    const weighs = async (priority: number | null) => {
      const { version } = (await world.as(chief).get(`/contacts/${id}/routing`)).body as ContactRouting;
      return (await world.as(chief).put(`/contacts/${id}/routing`, { priority, skills: [], version })).status;
    };
    const high = await queue('+48221000408', { priority: 200, slopePerSecond: 0 });
    const low = await queue('+48221000409', { priority: 100, slopePerSecond: 0 });
    const both = [
      { number: high, waitBefore: 5 },
      { number: low, waitBefore: 1 },
    ] as const;
    expect(await served(...both)).toEqual(['0408', '0409']);
    expect(await weighs(400)).toBe(200);
    expect(await served(...both)).toEqual(['0409', '0408']);
    const [call] = await world.sql<{ id: string }>(
      `select id from call where number = '+48501000409' order by started_at desc limit 1`,
    );
    const why = (await world.as(chief).get(`/calls/${call?.id}/why`)).body as RoutingDecision[];
    expect(why.map(({ priority }) => priority)).toEqual(why.map(() => ({ by: 'record', value: 400 })));
    expect(why[0]?.words.pl).toContain('waga 400 z priorytetem rekordu 400');
    expect(why.at(-1)?.words.en).toContain('weight 400 by the priority of the record, 400');
    expect(await weighs(null)).toBe(200);
    expect(await served(...both)).toEqual(['0408', '0409']);
  });

  it('takes the channel’s priority where the queue has none, and a change of it reaches callers who wait', async () => {
    const without = await queue('+48221000406', { priority: null, slopePerSecond: 0 });
    const flat = await queue('+48221000407', { priority: 150, slopePerSecond: 0 });
    expect(await served({ number: without, waitBefore: 5 }, { number: flat, waitBefore: 1 })).toEqual(['0407', '0406']);
    const priorities = { call: 300, chat: 100, messenger: 100, mail: 100, sms: 100 };
    expect((await world.as(chief).put('/routing/priorities', priorities)).status).toBe(200);
    expect(await served({ number: flat, waitBefore: 5 }, { number: without, waitBefore: 1 })).toEqual(['0406', '0407']);
  });
});
