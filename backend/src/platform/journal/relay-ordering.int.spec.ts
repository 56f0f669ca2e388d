import type { EventMeta, RecordedEvent } from '../../kernel/journal';
import { createTestDatabase, type TestDatabase } from '../../testing/test-database';
import { mondayMorning, VirtualClock } from '../../testing/virtual-clock';
import { DatabaseSession } from '../database';
import { Journal } from './journal';
import { Relay } from './relay';
import type { Subscription } from './subscription';

const meta: EventMeta = { at: mondayMorning, actor: { kind: 'system', id: 'test' }, correlation: 'c', causation: null };
const writers = 24;
const transactionsOfEach = 14;
const streams = 12;

/** Small seeded generator: the delays of a run can be had again. */
function seeded(seed: number) {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

describe('relay under concurrent commits', () => {
  let test: TestDatabase;
  beforeAll(async () => {
    test = await createTestDatabase({ poolSize: writers + 8 });
  });
  afterAll(() => test.close());

  it('skips no event and keeps each stream in order for several relays, while leases move between them', async () => {
    const journal = new Journal(test.database);
    const delivered = new Map<string, RecordedEvent[]>();
    const subscriptions = (): Subscription[] =>
      ['one', 'two', 'three'].map((name) => ({
        name,
        from: 'beginning',
        types: name === 'three' ? ['Kept-0', 'Kept-1'] : undefined,
        handle: async (events) => {
          delivered.set(name, [...(delivered.get(name) ?? []), ...events]);
          await new Promise((resume) => setImmediate(resume));
        },
      }));
    const relays = await Promise.all(
      [1, 2, 3].map(async () => {
        const session = new DatabaseSession(test.url);
        const relay = new Relay(test.database, new Journal(test.database), session, new VirtualClock(), {
          pollMs: 20,
          batchSize: 17,
        });
        subscriptions().forEach((subscription) => relay.subscribe(subscription));
        await relay.start();
        return { relay, session };
      }),
    );
    let writing = true;
    const movingLeases = (async () => {
      while (writing) {
        await test.database.read.query(
          `update journal_subscriber set lease_until = now() - interval '1 s' where random() < 0.3`,
        );
        await test.database.read.query('select pg_sleep(0.03)');
      }
    })();
    await Promise.all(Array.from({ length: writers }, (_, number) => write(journal, number)));
    writing = false;
    await movingLeases;
    await test.database.read.query(`update journal_subscriber set lease_until = now() + interval '1 h'`);
    for (let settled = false; !settled;) {
      for (const { relay } of relays) await relay.beat();
      for (const { relay } of relays) await relay.idle();
      const newest = Math.max(...(await journal.readFrom(0, { limit: 100_000 })).map(({ position }) => position));
      settled = (await relays[0]?.relay.lag())?.every(({ position }) => position >= newest) ?? false;
    }
    for (const { relay, session } of relays) {
      await relay.stop();
      await session.close();
    }

    const committed = await journal.readFrom(0, { limit: 100_000 });
    expect(committed.length).toBeGreaterThan(writers * transactionsOfEach);
    expectVersionsInOrder(committed);
    for (const name of ['one', 'two', 'three']) {
      const expected = committed.filter(({ type }) => name !== 'three' || type !== 'Kept-2');
      expectCompleteAndOrdered(delivered.get(name) ?? [], expected);
    }
  }, 60_000);

  /** Several streams in one transaction, taken in sorted order, with pauses inside, some rolled back. */
  async function write(journal: Journal, number: number): Promise<void> {
    const random = seeded(number + 1);
    for (let round = 0; round < transactionsOfEach; round += 1) {
      const touched = [...new Set([0, 1, 2].map(() => Math.floor(random() * streams)))].sort((a, b) => a - b);
      const pauses = touched.map(() => random() * 0.012);
      const rollBack = random() < 0.15;
      const work = test.database.transaction(async (tx) => {
        if (pauses[0] && pauses[0] > 0.006) await tx.query('select pg_current_xact_id()');
        for (const [index, stream] of touched.entries()) {
          await journal.append(
            tx,
            `s-${String(stream).padStart(2, '0')}`,
            [{ type: `Kept-${index}`, data: { number, round } }],
            meta,
          );
          await tx.query('select pg_sleep($1)', [pauses[index]]);
        }
        if (rollBack) throw new Error('rolled back');
      });
      await work.catch((error: Error) => {
        if (error.message !== 'rolled back') throw error;
      });
    }
  }

  /** Deliveries may repeat (leases moved), but the first deliveries are everything, in journal order. */
  function expectCompleteAndOrdered(seen: readonly RecordedEvent[], expected: readonly RecordedEvent[]): void {
    const first = new Map<number, RecordedEvent>();
    for (const event of seen) if (!first.has(event.position)) first.set(event.position, event);
    expect([...first.keys()].length).toBe(expected.length);
    const positions = [...first.keys()];
    expect(positions).toEqual([...positions].sort((a, b) => a - b));
  }

  /** Position order is version order in every stream, without gaps. */
  function expectVersionsInOrder(committed: readonly RecordedEvent[]): void {
    const versions = new Map<string, number>();
    for (const { stream, version } of committed) {
      expect(version).toBe((versions.get(stream) ?? 0) + 1);
      versions.set(stream, version);
    }
  }
});
