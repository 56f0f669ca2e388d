import type { Strategy } from '#contracts';
import { CallWorld, type Agent } from '../../../testing/call-world';

describe('call-queueing: callers wait their turn, and the strategy says whose phone rings', () => {
  let world: CallWorld;
  let staff: Agent[];
  let numbers = 0;

  beforeAll(async () => {
    world = await CallWorld.start();
    staff = [await world.hire(), await world.hire(), await world.hire()];
  });
  afterAll(() => world.close());

  async function ringing(): Promise<number[]> {
    const statuses = await Promise.all(staff.map((agent) => world.status(agent)));
    return statuses.flatMap((status, index) => (status === 'reserved' ? [index] : []));
  }

  /** Who is rung by each of three calls, one after the other, everybody being free each time. */
  async function winners(strategy: Strategy): Promise<number[][]> {
    const number = `+4822100030${(numbers += 1)}`;
    await world.number(await world.queue(staff, { strategy, wrapUpSeconds: 0 }), number);
    await world.ready(...staff);
    const rung: number[][] = [];
    for (const _call of [1, 2, 3]) {
      const caller = await world.callFrom('+48501000001', {}, number);
      rung.push(await ringing());
      await world.callerHangsUp(caller);
      await world.wait(2);
    }
    return rung;
  }

  it('linear: always from the first', async () => {
    expect(await winners('linear')).toEqual([[0], [0], [0]]);
  });

  it('round robin: the next in turn', async () => {
    expect(await winners('round-robin')).toEqual([[0], [1], [2]]);
  });

  it('random: somebody, and only one', async () => {
    expect((await winners('random')).map(({ length }) => length)).toEqual([1, 1, 1]);
  });

  it('ring all: everybody, and the first who answers has the call alone', async () => {
    expect(await winners('ring-all')).toEqual([
      [0, 1, 2],
      [0, 1, 2],
      [0, 1, 2],
    ]);
  });

  it('tells each who waits his place and what he has to expect, once the queue knows how long calls take', async () => {
    const number = '+48221000399';
    const [anna] = staff as [Agent];
    for (const agent of staff) await world.signOut(agent);
    const queueId = await world.queue([anna], { announceWait: true, announceEverySeconds: 20, wrapUpSeconds: 0 });
    await world.number(queueId, number);
    await world.ready(anna);
    const serve = async (seconds: number) => {
      await world.press(anna, 'answer');
      await world.wait(seconds);
    };
    const first = await world.callFrom('+48501000011', {}, number);
    await serve(119);
    await world.callerHangsUp(first);
    await world.wait(2);
    const second = await world.callFrom('+48501000012', {}, number);
    await world.press(anna, 'answer');
    const waiting = [
      await world.callFrom('+48501000013', {}, number),
      await world.callFrom('+48501000014', {}, number),
    ];
    await world.wait(25);
    const texts = await world.sql<{ text: string }>(
      `select data ->> 'text' as text from journal where type = 'CallAnnounced' order by position`,
    );
    expect(texts.map(({ text }) => text)).toContain(
      'Twoje miejsce w kolejce to 2. Przewidywany czas oczekiwania to około 4 minuty.',
    );
    // The second leaves at once, so the third waits far less than he was told: the queue's next estimates are shorter.
    await world.callerHangsUp(second);
    await world.wait(2);
    await world.press(anna, 'answer');
    await world.wait(2);
    const [pace] = await world.sql<{ correction: number }>('select correction from queue_pace where queue_id = $1', [
      queueId,
    ]);
    expect(pace?.correction).toBeLessThan(0);
    for (const caller of waiting) await world.callerHangsUp(caller);
  });
});
