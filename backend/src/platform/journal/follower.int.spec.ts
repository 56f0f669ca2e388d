import { aMeta } from '../../testing/builders';
import { createTestDatabase, type TestDatabase } from '../../testing/test-database';
import { VirtualClock } from '../../testing/virtual-clock';
import { DatabaseSession } from '../database';
import { Journal } from './journal';
import { Relay } from './relay';

describe('following the journal', () => {
  let test: TestDatabase;
  let stop: (() => Promise<void>)[];
  beforeEach(async () => {
    test = await createTestDatabase();
    stop = [];
  });
  afterEach(async () => {
    for (const each of stop) await each();
    await test.close();
  });

  const append = (stream: string) =>
    test.database.transaction((tx) =>
      new Journal(test.database).append(tx, stream, [{ type: 'Fact', data: null }], aMeta()),
    );

  /** One process that follows from its start on. */
  async function follow(handle: (stream: string) => void = () => undefined) {
    const session = new DatabaseSession(test.url);
    const relay = new Relay(test.database, new Journal(test.database), session, new VirtualClock());
    const seen: string[] = [];
    const following = relay.follow({
      name: 'test',
      handle: (events) => {
        seen.push(...events.map(({ stream }) => stream));
        for (const { stream } of events) handle(stream);
      },
    });
    await relay.start();
    stop.push(async () => {
      await relay.stop();
      await session.close();
    });
    return { relay, seen, following };
  }

  it('hands every process every event from its start on, in order, and stores nothing', async () => {
    await append('a-0');
    const first = await follow();
    await append('a-1');
    await first.relay.idle();
    const second = await follow();
    for (let n = 2; n < 30; n += 1) await append(`a-${n}`);
    await first.relay.idle();
    await second.relay.idle();
    const streams = Array.from({ length: 30 }, (_, n) => `a-${n}`);
    expect(first.seen).toEqual(streams.slice(1));
    expect(second.seen).toEqual(streams.slice(2));
    expect(first.following.position).toBe(first.relay.settled);
    expect(await test.database.read.query('select 1 from journal_subscriber')).toEqual([]);
  });

  it('goes on after a handler that failed', async () => {
    const { relay, seen } = await follow((stream) => {
      if (stream === 'a-1') throw new Error('does not matter');
    });
    await append('a-1');
    await relay.idle();
    await append('a-2');
    await relay.idle();
    expect(seen).toEqual(['a-1', 'a-2']);
  });
});
