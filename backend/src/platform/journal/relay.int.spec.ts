import { Logger } from '@nestjs/common';
import type { RecordedEvent } from '../../kernel/journal';
import { aMeta } from '../../testing/builders';
import { collector, JournalProcesses } from '../../testing/journal-processes';
import { createTestDatabase, type TestDatabase } from '../../testing/test-database';
import { VirtualClock } from '../../testing/virtual-clock';
import { Journal } from './journal';

// Handlers fail on purpose here.
Logger.overrideLogger(false);

const meta = aMeta();

describe('relay', () => {
  let test: TestDatabase;
  let clock: VirtualClock;
  let processes: JournalProcesses;

  beforeEach(async () => {
    test = await createTestDatabase();
    clock = new VirtualClock();
    processes = new JournalProcesses(test, clock);
  });
  afterEach(async () => {
    await processes.stop();
    await test.close();
    expect(clock.waitingCount).toBe(0);
  });

  it('hands over what is committed, in order, filtered by type', async () => {
    const all = collector('all');
    const some = collector('some', { types: ['Wanted'] });
    const { journal, relay } = await processes.start([all.subscription, some.subscription]);
    await processes.append(journal, 'a-1', 'Wanted', { n: 1 });
    await processes.append(journal, 'a-2', 'Other');
    await processes.append(journal, 'a-1', 'Wanted', { n: 2 });
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
    const { relay } = await processes.start([
      { ...subscription, types: ['Step'] },
      {
        name: 'next-step',
        from: 'beginning',
        types: ['Step'],
        handle: async (events) => {
          for (const { data } of events as RecordedEvent<{ type: 'Step'; data: { n: number } }>[]) {
            if (data.n < 5) await processes.append(other, 'chain-1', 'Step', { n: data.n + 1 });
          }
        },
      },
    ]);
    await processes.append(other, 'chain-1', 'Step', { n: 1 });
    await relay.idle();
    expect(seen.map(({ data }) => data)).toEqual([1, 2, 3, 4, 5].map((n) => ({ n })));
  });

  it('never skips an earlier position that commits later, and does not wait for transactions without a gap', async () => {
    const { seen, subscription } = collector('patient');
    const { journal, relay } = await processes.start([subscription]);
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
    await processes.append(journal, 'free-1', 'Free');
    await relay.idle();
    expect(seen.at(-1)?.stream).toBe('free-1');
    await young.rollbackTransaction();
    await Promise.all([old.release(), young.release()]);
  });

  it('goes past positions that were rolled back', async () => {
    const { seen, subscription } = collector('rolled-back');
    const { journal, relay } = await processes.start([subscription]);
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
      await processes.append(journal, `real-${round}`, 'Real');
    }
    await relay.idle();
    expect(seen.map(({ stream }) => stream)).toEqual(['real-0', 'real-1', 'real-2']);
  });

  it('begins a subscription "from now" after what is there, and remembers where it was', async () => {
    const first = collector('late', { from: 'now' });
    const journal = new Journal(test.database);
    await processes.append(journal, 'x-1', 'Before');
    const one = await processes.start([first.subscription]);
    await processes.append(one.journal, 'x-1', 'After');
    await one.relay.idle();
    await one.relay.stop();
    await processes.append(journal, 'x-1', 'Between');
    const second = collector('late', { from: 'now' });
    const two = await processes.start([second.subscription]);
    await two.relay.idle();
    expect(first.seen.map(({ type }) => type)).toEqual(['After']);
    expect(second.seen.map(({ type }) => type)).toEqual(['Between']);
  });

  it('hands a batch over again when the process dies between handling and checkpoint', async () => {
    const { seen, subscription } = collector('crash');
    const crashed = await processes.start([
      {
        ...subscription,
        handle: async (events) => {
          await subscription.handle(events);
          await crashed.session.close();
        },
      },
    ]);
    await processes.append(new Journal(test.database), 'x-1', 'Fact');
    crashed.relay.wake();
    await crashed.relay.stop();
    processes.abandon(crashed);
    expect(seen).toHaveLength(1);
    const { relay } = await processes.start([subscription]);
    await relay.idle();
    expect(seen.map(({ position }) => position)).toEqual([seen[0]?.position, seen[0]?.position]);
  });

  it('runs a subscriber in one process only, and another takes over when the first is gone or hangs', async () => {
    const one = collector('shared');
    const two = collector('shared');
    const first = await processes.start([one.subscription]);
    const second = await processes.start([two.subscription], { leaseMs: 60_000 });
    await processes.append(first.journal, 'x-1', 'First');
    await first.relay.idle();
    await second.relay.beat();
    expect([one.seen.length, two.seen.length]).toEqual([1, 0]);
    // Killed: its session ends without a word, the lease not having run out.
    await test.database.read.query(`update journal_subscriber set lease_until = now() + interval '1 hour'`);
    // With a time to wait: the signal alone returns before the session has gone.
    await test.database.read.query(`select pg_terminate_backend(owner_pid, 10000) from journal_subscriber`);
    await second.relay.beat();
    await processes.append(second.journal, 'x-1', 'Second');
    await second.relay.idle();
    expect(two.seen.map(({ type }) => type)).toEqual(['Second']);
    // Hanging: the session lives, the lease has run out.
    await test.database.read.query(`update journal_subscriber set lease_until = now() - interval '1 ms'`);
    await first.relay.beat();
    await processes.append(first.journal, 'x-1', 'Third');
    await first.relay.idle();
    expect(one.seen.map(({ type }) => type)).toEqual(['First', 'Third']);
  });

  it('tells the holder of a lease, in turn, and is certain of it only while nobody else can have it', async () => {
    const told: string[] = [];
    const holder = (who: string) => ({
      taken: () => void told.push(`${who} taken`),
      lost: async () => {
        await new Promise((resume) => setImmediate(resume));
        told.push(`${who} lost`);
      },
    });
    const first = await processes.start([collector('node', { holder: holder('first') }).subscription]);
    const second = await processes.start([collector('node', { holder: holder('second') }).subscription]);
    expect([await first.relay.holds('node'), await second.relay.holds('node')]).toEqual([true, false]);
    // The session of the first ends: before it knows, the second has the lease, and the first is not certain any more.
    await test.database.read.query(
      `select pg_terminate_backend(owner_pid, 2000) from journal_subscriber where name = 'node'`,
    );
    await second.relay.beat();
    expect([await first.relay.holds('node'), await second.relay.holds('node')]).toEqual([false, true]);
    // An orderly stop gives the lease back when its holder has let go.
    await second.relay.stop();
    expect(told.at(-1)).toBe('second lost');
    expect(await first.relay.holds('node')).toBe(true);
    expect(told).toEqual(['first taken', 'second taken', 'first lost', 'second lost', 'first taken']);
  });

  it('wakes other processes by notification', async () => {
    let heard: () => void = () => undefined;
    const arrived = new Promise<void>((resolve) => (heard = resolve));
    await processes.start([{ name: 'far', from: 'beginning', handle: async () => heard() }], {
      pollMs: 3_600_000,
      leaseMs: 7_200_000,
    });
    const { journal } = await processes.start([]);
    await processes.append(journal, 'x-1', 'Fact');
    await arrived;
  });

  async function journalInsert(manager: TestDatabase['database']['read'], stream: string) {
    await manager.query(`insert into journal (stream, version, type, data, meta) values ($1, 1, 'Raw', 'null', $2)`, [
      stream,
      meta,
    ]);
  }
});
