import { Logger } from '@nestjs/common';
import { createTestDatabase, type TestDatabase } from '../../testing/test-database';
import { VirtualClock } from '../../testing/virtual-clock';
import { DatabaseSession } from '../database';
import { Schedule, type DueTimer } from './schedule';
import { ScheduleRunner, type ScheduleOptions } from './schedule-runner';

// Handlers fail on purpose here.
Logger.overrideLogger(false);

describe('schedule', () => {
  let test: TestDatabase;
  let clock: VirtualClock;
  let running: { runner: ScheduleRunner; session: DatabaseSession }[];
  let fired: { at: number; payload: unknown; key: string }[];

  beforeAll(async () => {
    test = await createTestDatabase();
  });
  afterAll(() => test.close());
  beforeEach(async () => {
    await test.database.read.query('truncate schedule');
    clock = new VirtualClock();
    running = [];
    fired = [];
  });
  afterEach(async () => {
    for (const { runner, session } of running) {
      await runner.stop();
      await session.close();
    }
    expect(clock.waitingCount).toBe(0);
  });

  const note = async (payload: unknown, { key }: DueTimer) => {
    fired.push({ at: clock.now() - start, payload, key });
  };
  const start = new VirtualClock().now();

  async function processWith(handlers: Record<string, typeof note>, options: Partial<ScheduleOptions> = {}) {
    const schedule = new Schedule(test.database, clock);
    const session = new DatabaseSession(test.url);
    const runner = new ScheduleRunner(schedule, session, clock, { concurrency: 1, pollMs: 3_600_000, ...options });
    for (const [command, handler] of Object.entries(handlers)) schedule.on(command, handler);
    await runner.start();
    await runner.idle();
    running.push({ runner, session });
    clock.settle = async () => {
      for (const process of running) await process.runner.idle();
    };
    return { schedule, runner, session };
  }
  const set = (schedule: Schedule, key: string, afterMs: number, payload: unknown = null) =>
    test.database.transaction((tx) => schedule.at(tx, { key, due: start + afterMs, command: 'note', payload }));

  it('fires by the clock, in order of due times, each once', async () => {
    const { schedule } = await processWith({ note });
    await set(schedule, 'late', 30_000, { n: 3 });
    await set(schedule, 'early', 10_000, { n: 1 });
    await set(schedule, 'middle', 20_000, { n: 2 });
    await set(schedule, 'overdue', -5, { n: 0 });
    await clock.advance(9_999);
    expect(fired.map(({ key }) => key)).toEqual(['overdue']);
    await clock.advance(60_000);
    expect(fired).toEqual([
      { at: 0, key: 'overdue', payload: { n: 0 } },
      { at: 10_000, key: 'early', payload: { n: 1 } },
      { at: 20_000, key: 'middle', payload: { n: 2 } },
      { at: 30_000, key: 'late', payload: { n: 3 } },
    ]);
    expect(await test.database.read.query('select 1 from schedule')).toEqual([]);
  });

  it('replaces the timer of a key, cancels, and sets nothing when the transaction is rolled back', async () => {
    const { schedule } = await processWith({ note });
    await set(schedule, 'a', 1000, 'first');
    await set(schedule, 'a', 5000, 'second');
    await set(schedule, 'b', 1000);
    await test.database.transaction((tx) => schedule.cancel(tx, 'b'));
    const failing = test.database.transaction(async (tx) => {
      await schedule.at(tx, { key: 'c', due: start + 1, command: 'note', payload: null });
      throw new Error('no');
    });
    await expect(failing).rejects.toThrow('no');
    await clock.advance(10_000);
    expect(fired).toEqual([{ at: 5000, key: 'a', payload: 'second' }]);
  });

  it('lets a handler set its own key anew', async () => {
    const { schedule } = await processWith({
      note: async (payload, timer) => {
        await note(payload, timer);
        if (fired.length < 3) await set(schedule, timer.key, timer.due - start + 1000, fired.length);
      },
    });
    await set(schedule, 'ticking', 1000, 0);
    await clock.advance(60_000);
    expect(fired.map(({ at, payload }) => [at, payload])).toEqual([
      [1000, 0],
      [2000, 1],
      [3000, 2],
    ]);
  });

  it('tries a failed timer again with a growing delay, for ever, and shows it', async () => {
    let failures = 4;
    const { schedule } = await processWith(
      {
        note: async (payload, timer) => {
          if ((failures -= 1) >= 0) throw new Error('not yet');
          await note(payload, timer);
        },
      },
      { backoffMs: 100, backoffMaxMs: 300 },
    );
    await set(schedule, 'a', 1000);
    await clock.advance(1000);
    expect(await schedule.failing()).toMatchObject([{ key: 'a', attempts: 1, due: start + 1000, runAt: start + 1100 }]);
    await clock.advance(100 + 200 + 300 + 299);
    expect(fired).toEqual([]);
    await clock.advance(1);
    expect(fired.map(({ at }) => at)).toEqual([1900]);
    expect(await schedule.failing()).toEqual([]);
  });

  it('fires the timers of a process that died, and of one that hangs', async () => {
    const dead = new DatabaseSession(test.url);
    const { pid, started, owner } = await dead.identity();
    const { schedule, runner } = await processWith({ note });
    await set(schedule, 'a', 1000);
    const claimFor = (until: string) =>
      test.database.read.query(
        `update schedule set owner = $1, owner_pid = $2, owner_started = $3, lease_until = now() + $4::interval`,
        [owner, pid, started, until],
      );
    await claimFor('1 hour');
    await clock.advance(2000);
    expect(fired).toEqual([]);
    await dead.close();
    await runner.idle();
    while (fired.length === 0) await runner.idle();
    expect(fired.map(({ key }) => key)).toEqual(['a']);
    const hanging = new DatabaseSession(test.url);
    await hanging.identity();
    await set(schedule, 'b', 3000);
    await claimFor('-1 ms');
    await clock.advance(2000);
    expect(fired.map(({ key }) => key)).toEqual(['a', 'b']);
    await hanging.close();
  });

  it('fires each timer once when several processes run', async () => {
    const one = await processWith({ note });
    await processWith({ note });
    await processWith({ note }, { concurrency: 8 });
    await test.database.transaction(async (tx) => {
      for (let n = 0; n < 200; n += 1)
        await one.schedule.at(tx, { key: `t-${n}`, due: start + (n % 7) * 100, command: 'note', payload: n });
    });
    await clock.advance(1000);
    expect(fired.map(({ payload }) => payload as number).sort((a, b) => a - b)).toEqual(
      Array.from({ length: 200 }, (_, n) => n),
    );
  });

  it('leaves commands without a handler here to other processes, which hear of them', async () => {
    let heard: () => void = () => undefined;
    const arrived = new Promise<void>((resolve) => (heard = resolve));
    const { schedule } = await processWith({});
    await processWith({ note: async () => heard() });
    await set(schedule, 'far', -1);
    await arrived;
    expect(() => schedule.on('note', note)).not.toThrow();
    expect(() => schedule.on('note', note)).toThrow('Two handlers');
  });
});
