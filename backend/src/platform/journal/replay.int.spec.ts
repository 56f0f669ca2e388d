import { Logger } from '@nestjs/common';
import type { RecordedEvent } from '../../kernel/journal';
import { aMeta } from '../../testing/builders';
import { collector, JournalProcesses } from '../../testing/journal-processes';
import { createTestDatabase, type TestDatabase } from '../../testing/test-database';
import { mondayMorning, VirtualClock } from '../../testing/virtual-clock';
import { DatabaseSession } from '../database';
import { Relay } from './relay';

// Handlers fail on purpose here.
Logger.overrideLogger(false);

const meta = aMeta();

describe('relay: failures and replay', () => {
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

  it('replays: dry, beside the checkpoint, and by setting it back', async () => {
    const { seen, subscription } = collector('again');
    const { journal, relay, replay } = await processes.start([subscription]);
    for (let n = 0; n < 5; n += 1) await processes.append(journal, 'x-1', n % 2 ? 'Odd' : 'Even', n);
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
    const { journal, relay, replay } = await processes.start([
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
    await processes.append(journal, 'x-1', 'Fact', 1);
    await relay.idle();
    await processes.append(journal, 'x-1', 'Fact', 2);
    await entered;
    await replay.reset('set-back', 0);
    goOn();
    await relay.idle();
    expect(seen).toEqual([1, 2, 1, 2]);
  });

  it('tells how far behind a subscriber is, in positions and in seconds', async () => {
    const { journal, relay } = await processes.start([
      { name: 'slow', from: 'beginning', handle: () => Promise.reject(new Error('no')) },
    ]);
    await processes.append(journal, 'x-1', 'Fact');
    await processes.append(journal, 'x-1', 'Fact');
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

  it('retries with a growing delay, then one event at a time, and puts the poisonous one aside', async () => {
    const handled: number[] = [];
    let tries = 0;
    const { journal, relay, replay } = await processes.start(
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
    const { journal, relay, replay } = await processes.start(
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
    await processes.append(journal, 'x-1', 'Fact');
    await clock.advance(60_000);
    expect([seen.length, (await replay.deadLetters()).length]).toEqual([0, 0]);
    available = true;
    await clock.advance(1000);
    await relay.idle();
    expect(seen).toHaveLength(1);
  });
});
