import { Logger } from '@nestjs/common';
import type { EventMeta, RecordedEvent } from '../../kernel/journal';
import { createTestDatabase, type TestDatabase } from '../../testing/test-database';
import { mondayMorning, VirtualClock } from '../../testing/virtual-clock';
import { DatabaseSession } from '../database';
import { Journal } from './journal';
import { Relay } from './relay';
import { Replay } from './replay';
import type { RelayOptions, Subscription } from './subscription';

const meta: EventMeta = { at: mondayMorning, actor: { kind: 'system', id: 'test' }, correlation: 'c', causation: null };

// Handlers fail on purpose here.
Logger.overrideLogger(false);

describe('relay', () => {
  let test: TestDatabase;
  let clock: VirtualClock;
  let running: { relay: Relay; session: DatabaseSession }[];

  beforeEach(async () => {
    test = await createTestDatabase();
    clock = new VirtualClock();
    running = [];
  });
  afterEach(async () => {
    for (const { relay, session } of running) {
      await relay.stop();
      await session.close();
    }
    await test.close();
    expect(clock.waitingCount).toBe(0);
  });

  /** One process: its own journal, session and relay, over the shared database. */
  async function processWith(subscriptions: Subscription[], options: Partial<RelayOptions> = {}) {
    const journal = new Journal(test.database);
    const session = new DatabaseSession(test.url);
    const relay = new Relay(test.database, journal, session, clock, options);
    for (const subscription of subscriptions) relay.subscribe(subscription);
    await relay.start();
    const made = { journal, session, relay, replay: new Replay(test.database, journal, relay) };
    running.push(made);
    return made;
  }

  const append = (journal: Journal, stream: string, type: string, data: unknown = null) =>
    test.database.transaction((tx) => journal.append(tx, stream, [{ type, data }], meta));

  const collector = (name: string, extra: Partial<Subscription> = {}) => {
    const seen: RecordedEvent[] = [];
    const subscription: Subscription = {
      name,
      from: 'beginning',
      handle: async (events) => {
        seen.push(...events);
      },
      ...extra,
    };
    return { seen, subscription };
  };

  it('hands over what is committed, in order, filtered by type', async () => {
    const all = collector('all');
    const some = collector('some', { types: ['Wanted'] });
    const { journal, relay } = await processWith([all.subscription, some.subscription]);
    await append(journal, 'a-1', 'Wanted', { n: 1 });
    await append(journal, 'a-2', 'Other');
    await append(journal, 'a-1', 'Wanted', { n: 2 });
    await relay.idle();
    expect(all.seen.map(({ stream, version, type }) => [stream, version, type])).toEqual([
      ['a-1', 1, 'Wanted'],
      ['a-2', 1, 'Other'],
      ['a-1', 2, 'Wanted'],
    ]);
    expect(some.seen.map(({ data, meta: kept }) => [data, kept])).toEqual([
      [{ n: 1 }, meta],
      [{ n: 2 }, meta],
    ]);
  });

  it('includes in idle() what handlers commit, and what another process committed', async () => {
    const { seen, subscription } = collector('chain');
    const other = new Journal(test.database);
    const { relay } = await processWith([
      { ...subscription, types: ['Step'] },
      {
        name: 'next-step',
        from: 'beginning',
        types: ['Step'],
        handle: async (events) => {
          for (const { data } of events as RecordedEvent<{ type: 'Step'; data: { n: number } }>[]) {
            if (data.n < 5) await append(other, 'chain-1', 'Step', { n: data.n + 1 });
          }
        },
      },
    ]);
    await append(other, 'chain-1', 'Step', { n: 1 });
    await relay.idle();
    expect(seen.map(({ data }) => data)).toEqual([1, 2, 3, 4, 5].map((n) => ({ n })));
  });

  it('never skips an earlier position that commits later, and does not wait for transactions without a gap', async () => {
    const { seen, subscription } = collector('patient');
    const { journal, relay } = await processWith([subscription]);
    const old = test.dataSource.createQueryRunner();
    const young = test.dataSource.createQueryRunner();
    await old.startTransaction();
    await old.query('select pg_current_xact_id()');
    await young.startTransaction();
    await journalInsert(young.manager, 'young-1');
    await journalInsert(old.manager, 'old-1');
    // The old transaction has the smaller xid and the later position, and commits while the young one is open:
    // position order guarded by "txid < xmin" alone would now move past the young one's event.
    await old.commitTransaction();
    relay.wake();
    await relay.beat();
    expect(seen).toEqual([]);
    await young.commitTransaction();
    await relay.idle();
    expect(seen.map(({ stream }) => stream)).toEqual(['young-1', 'old-1']);

    await young.startTransaction();
    await young.query('select pg_current_xact_id()');
    await append(journal, 'free-1', 'Free');
    await relay.idle();
    expect(seen.at(-1)?.stream).toBe('free-1');
    await young.rollbackTransaction();
    await Promise.all([old.release(), young.release()]);
  });

  it('goes past positions that were rolled back', async () => {
    const { seen, subscription } = collector('rolled-back');
    const { journal, relay } = await processWith([subscription]);
    for (let round = 0; round < 3; round += 1) {
      const failing = test.database.transaction(async (tx) => {
        await journal.append(
          tx,
          'void-1',
          [
            { type: 'Void', data: null },
            { type: 'Void', data: null },
          ],
          meta,
        );
        throw new Error('rolled back');
      });
      await expect(failing).rejects.toThrow('rolled back');
      await append(journal, `real-${round}`, 'Real');
    }
    await relay.idle();
    expect(seen.map(({ stream }) => stream)).toEqual(['real-0', 'real-1', 'real-2']);
  });

  it('begins a subscription "from now" after what is there, and remembers where it was', async () => {
    const first = collector('late', { from: 'now' });
    const journal = new Journal(test.database);
    await append(journal, 'x-1', 'Before');
    const one = await processWith([first.subscription]);
    await append(one.journal, 'x-1', 'After');
    await one.relay.idle();
    await one.relay.stop();
    await append(journal, 'x-1', 'Between');
    const second = collector('late', { from: 'now' });
    const two = await processWith([second.subscription]);
    await two.relay.idle();
    expect(first.seen.map(({ type }) => type)).toEqual(['After']);
    expect(second.seen.map(({ type }) => type)).toEqual(['Between']);
  });

  it('hands a batch over again when the process dies between handling and checkpoint', async () => {
    const { seen, subscription } = collector('crash');
    const crashed = await processWith([
      {
        ...subscription,
        handle: async (events) => {
          await subscription.handle(events);
          await crashed.session.close();
        },
      },
    ]);
    await append(new Journal(test.database), 'x-1', 'Fact');
    crashed.relay.wake();
    await crashed.relay.stop();
    running = [];
    expect(seen).toHaveLength(1);
    const { relay } = await processWith([subscription]);
    await relay.idle();
    expect(seen.map(({ position }) => position)).toEqual([seen[0]?.position, seen[0]?.position]);
  });

  it('retries with a growing delay, then one event at a time, and puts the poisonous one aside', async () => {
    const handled: number[] = [];
    let tries = 0;
    const { journal, relay, replay } = await processWith(
      [
        {
          name: 'sour',
          from: 'beginning',
          handle: async (events) => {
            for (const { data } of events as RecordedEvent<{ type: 'N'; data: number }>[]) {
              if (data === 3) {
                tries += 1;
                throw new Error('three is poison');
              }
            }
            handled.push(...events.map(({ data }) => data as number));
          },
        },
      ],
      { maxAttempts: 4, backoffMs: 100, backoffMaxMs: 400 },
    );
    clock.settle = () => relay.idle({ failing: 'allowed' });
    await test.database.transaction((tx) =>
      journal.append(
        tx,
        'n-1',
        [1, 2, 3, 4].map((data) => ({ type: 'N', data })),
        meta,
      ),
    );
    await expect(relay.idle()).rejects.toThrow('sour is failing');
    expect([handled, tries]).toEqual([[], 1]);
    const [lag] = await relay.lag();
    expect(lag).toMatchObject({ name: 'sour', position: 0, behind: 4, attempts: 1, deadLetters: 0 });
    expect(lag?.lastError).toContain('three is poison');
    await clock.advance(100);
    expect([handled, tries]).toEqual([[1, 2], 2]);
    await clock.advance(100 + 200 + 400);
    await relay.idle();
    expect([handled, tries]).toEqual([[1, 2, 4], 5]);
    const [letter] = await replay.deadLetters();
    expect(letter).toMatchObject({ subscriber: 'sour', stream: 'n-1', type: 'N', attempts: 4 });
    expect(letter?.error).toContain('three is poison');
    expect((await relay.lag())[0]).toMatchObject({ behind: 0, attempts: 0, lastError: null, deadLetters: 1 });
    await expect(replay.retryDeadLetter(letter?.id ?? 0)).rejects.toThrow('three is poison');
    expect(await replay.deadLetters()).toHaveLength(1);
  });

  it('waits out what is unavailable, however long, without dead letters', async () => {
    let available = false;
    const { seen, subscription } = collector('outage');
    const { journal, relay, replay } = await processWith(
      [
        {
          ...subscription,
          handle: async (events) => {
            if (!available) throw Object.assign(new Error('connect ECONNREFUSED'), { code: 'ECONNREFUSED' });
            await subscription.handle(events);
          },
        },
      ],
      { maxAttempts: 2, backoffMs: 100, backoffMaxMs: 1000 },
    );
    clock.settle = () => relay.idle({ failing: 'allowed' });
    await append(journal, 'x-1', 'Fact');
    await clock.advance(60_000);
    expect([seen.length, (await replay.deadLetters()).length]).toEqual([0, 0]);
    available = true;
    await clock.advance(1000);
    await relay.idle();
    expect(seen).toHaveLength(1);
  });

  it('runs a subscriber in one process only, and another takes over when the first is gone or hangs', async () => {
    const one = collector('shared');
    const two = collector('shared');
    const first = await processWith([one.subscription]);
    const second = await processWith([two.subscription], { leaseMs: 60_000 });
    await append(first.journal, 'x-1', 'First');
    await first.relay.idle();
    await second.relay.beat();
    expect([one.seen.length, two.seen.length]).toEqual([1, 0]);
    // Killed: its session ends without a word, the lease not having run out.
    await test.database.read.query(`update journal_subscriber set lease_until = now() + interval '1 hour'`);
    await test.database.read.query(`select pg_terminate_backend(owner_pid) from journal_subscriber`);
    await second.relay.beat();
    await append(second.journal, 'x-1', 'Second');
    await second.relay.idle();
    expect(two.seen.map(({ type }) => type)).toEqual(['Second']);
    // Hanging: the session lives, the lease has run out.
    await test.database.read.query(`update journal_subscriber set lease_until = now() - interval '1 ms'`);
    await first.relay.beat();
    await append(first.journal, 'x-1', 'Third');
    await first.relay.idle();
    expect(one.seen.map(({ type }) => type)).toEqual(['First', 'Third']);
  });

  it('wakes other processes by notification', async () => {
    let heard: () => void = () => undefined;
    const arrived = new Promise<void>((resolve) => (heard = resolve));
    await processWith([{ name: 'far', from: 'beginning', handle: async () => heard() }], {
      pollMs: 3_600_000,
      leaseMs: 7_200_000,
    });
    const { journal } = await processWith([]);
    await append(journal, 'x-1', 'Fact');
    await arrived;
  });

  it('replays: dry, beside the checkpoint, and by setting it back', async () => {
    const { seen, subscription } = collector('again');
    const { journal, relay, replay } = await processWith([subscription]);
    for (let n = 0; n < 5; n += 1) await append(journal, 'x-1', n % 2 ? 'Odd' : 'Even', n);
    await relay.idle();
    const second = seen[1]?.position ?? 0;
    expect(await replay.preview({ from: second })).toEqual({ Even: 2, Odd: 1 });
    expect(await replay.rerun('again', { from: 0, to: second })).toEqual({ handled: 2 });
    expect(seen.map(({ data }) => data)).toEqual([0, 1, 2, 3, 4, 0, 1]);
    await replay.reset('again', second);
    await relay.idle();
    expect(seen.slice(7).map(({ data }) => data)).toEqual([2, 3, 4]);
    await expect(replay.reset('nobody', 0)).rejects.toThrow('no subscriber nobody');
  });

  it('obeys a reset while a batch is under way', async () => {
    const seen: unknown[] = [];
    let inside: () => void = () => undefined;
    let goOn: () => void = () => undefined;
    const entered = new Promise<void>((resolve) => (inside = resolve));
    const { journal, relay, replay } = await processWith([
      {
        name: 'set-back',
        from: 'beginning',
        handle: async (events) => {
          seen.push(...events.map(({ data }) => data));
          if (seen.length === 2) {
            inside();
            await new Promise<void>((resolve) => (goOn = resolve));
          }
        },
      },
    ]);
    await append(journal, 'x-1', 'Fact', 1);
    await relay.idle();
    await append(journal, 'x-1', 'Fact', 2);
    await entered;
    await replay.reset('set-back', 0);
    goOn();
    await relay.idle();
    expect(seen).toEqual([1, 2, 1, 2]);
  });

  it('tells how far behind a subscriber is, in positions and in seconds', async () => {
    const { journal, relay } = await processWith([
      { name: 'slow', from: 'beginning', handle: () => Promise.reject(new Error('no')) },
    ]);
    await append(journal, 'x-1', 'Fact');
    await append(journal, 'x-1', 'Fact');
    await relay.idle({ failing: 'allowed' });
    await clock.advance(0);
    const later = new Relay(
      test.database,
      journal,
      new DatabaseSession(test.url),
      new VirtualClock(mondayMorning + 90_000),
    );
    expect((await later.lag())[0]).toMatchObject({ behind: 2, secondsBehind: 90 });
  });

  async function journalInsert(manager: TestDatabase['database']['read'], stream: string) {
    await manager.query(`insert into journal (stream, version, type, data, meta) values ($1, 1, 'Raw', 'null', $2)`, [
      stream,
      meta,
    ]);
  }
});
