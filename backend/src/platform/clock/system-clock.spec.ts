import { SystemClock, UuidV7, type TimeSource } from '.';

/** A machine's two clocks and its timers, moved by hand. */
class FakeTime implements TimeSource {
  wallTime = 1_800_000_000_000;
  monotonicTime = 5_000;
  private timers: { due: number; then: () => void }[] = [];
  longest = 0;

  wall = () => this.wallTime;
  monotonic = () => this.monotonicTime;
  wait = (ms: number, then: () => void) => {
    this.longest = Math.max(this.longest, ms);
    const timer = { due: this.monotonicTime + ms, then };
    this.timers.push(timer);
    return () => {
      this.timers = this.timers.filter((candidate) => candidate !== timer);
    };
  };

  pass(ms: number, jump = 0): void {
    const end = this.monotonicTime + ms;
    this.wallTime += jump;
    for (;;) {
      const next = this.timers.filter(({ due }) => due <= end).sort((a, b) => a.due - b.due)[0];
      const to = next ? Math.max(next.due, this.monotonicTime) : end;
      this.wallTime += to - this.monotonicTime;
      this.monotonicTime = to;
      if (!next) return;
      this.timers = this.timers.filter((candidate) => candidate !== next);
      next.then();
    }
  }
}

describe('SystemClock', () => {
  const day = 86_400_000;

  it('tells the time of day and wakes when it is time, also months ahead', () => {
    const time = new FakeTime();
    const clock = new SystemClock(time);
    const start = clock.now();
    let woken = 0;
    clock.wakeAt(start + 60 * day, () => (woken = clock.now() - start));
    time.pass(59 * day);
    expect(woken).toBe(0);
    time.pass(2 * day);
    expect(woken).toBe(60 * day);
    expect(time.longest).toBeLessThanOrEqual(60_000);
  });

  it('does not fire early or go back when the wall clock jumps', () => {
    for (const jump of [3_600_000, -3_600_000]) {
      const time = new FakeTime();
      const clock = new SystemClock(time);
      const start = clock.now();
      let woken = false;
      clock.wakeAt(start + 30_000, () => (woken = true));
      time.pass(0, jump);
      expect(clock.now() - start).toBe(0);
      time.pass(27_000);
      expect(woken).toBe(false);
      time.pass(6_400);
      expect(woken).toBe(true);
      const readings = Array.from({ length: 50 }, () => (time.pass(7), clock.now()));
      expect(readings).toEqual([...readings].sort((a, b) => a - b));
      time.pass(11 * 3_600_000);
      expect(Math.abs(clock.now() - time.wallTime)).toBeLessThan(2);
    }
  });

  it('goes on from what a former process wrote when the clock was set back meanwhile, unless it had been wrong by far', () => {
    const hour = 3_600_000;
    const time = new FakeTime();
    const after = (ms: number) => new SystemClock(time, time.wallTime + ms).now() - time.wallTime;
    expect([hour, -hour, 30 * hour].map(after)).toEqual([hour, 0, 0]);
    const clock = new SystemClock(time, time.wallTime + hour);
    time.pass(11 * hour);
    expect(clock.now()).toBe(time.wallTime);
  });

  it('can be told not to wake', () => {
    const time = new FakeTime();
    const clock = new SystemClock(time);
    const cancel = clock.wakeAt(clock.now() + 120_000, () => {
      throw new Error('woken');
    });
    time.pass(90_000);
    cancel();
    time.pass(90_000);
  });

  it('never wakes inside the call', async () => {
    const clock = new SystemClock();
    let inside = true;
    await new Promise<void>((resolve) => {
      clock.wakeAt(clock.now() - 1000, () => {
        expect(inside).toBe(false);
        resolve();
      });
      inside = false;
    });
  });
});

describe('UuidV7', () => {
  it('makes distinct ids in order of time, also within a millisecond and when the clock steps back', () => {
    let now = 1_800_000_000_000;
    const ids = new UuidV7({ now: () => now });
    const made: string[] = [];
    for (let n = 0; n < 20_000; n += 1) {
      made.push(ids.next());
      if (n === 15_000) now -= 5_000;
    }
    expect(new Set(made).size).toBe(20_000);
    expect(made).toEqual([...made].sort());
    expect(made.every((id) => /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/.test(id))).toBe(
      true,
    );
    expect(Number.parseInt((made[0] ?? '').replace('-', '').slice(0, 12), 16)).toBe(1_800_000_000_000);
  });
});
