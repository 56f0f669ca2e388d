import { VirtualClock } from './virtual-clock';

describe('VirtualClock', () => {
  it('fires in order of time, then of registration, showing each its own moment', async () => {
    const clock = new VirtualClock(0);
    const log: string[] = [];
    for (const [name, at] of [
      ['c', 30],
      ['a', 10],
      ['b1', 20],
      ['b2', 20],
    ] as const) {
      clock.wakeAt(at, () => log.push(`${name}@${clock.now()}`));
    }
    await clock.advance(25);
    expect([log, clock.now(), clock.nextWake]).toEqual([['a@10', 'b1@20', 'b2@20'], 25, 30]);
    await clock.advance(5);
    expect([log.at(-1), clock.waitingCount]).toEqual(['c@30', 0]);
  });

  it('lets what a wake set going settle before it moves on, including wakes set on the way', async () => {
    const clock = new VirtualClock(0);
    const log: string[] = [];
    let work: Promise<void> = Promise.resolve();
    clock.settle = () => work;
    clock.wakeAt(10, () => {
      work = (async () => {
        await new Promise((resume) => setImmediate(resume));
        clock.wakeAt(15, () => log.push(`second@${clock.now()}`));
        log.push(`first@${clock.now()}`);
      })();
    });
    await clock.advance(100);
    expect([log, clock.now()]).toEqual([['first@10', 'second@15'], 100]);
  });

  it('wakes for the past soon, never inside the call, and not when cancelled', async () => {
    const clock = new VirtualClock(50);
    const log: string[] = [];
    clock.wakeAt(10, () => log.push('past'));
    clock.wakeAt(10, () => log.push('cancelled'))();
    expect(log).toEqual([]);
    await Promise.resolve();
    expect(log).toEqual(['past']);
    await expect(clock.advanceTo(49)).rejects.toThrow('only moves forward');
  });
});
