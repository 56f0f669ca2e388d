import type { Cancel, Clock, Instant } from '../kernel/clock';

interface Wake {
  readonly at: Instant;
  readonly order: number;
  readonly wake: () => void;
}

/** Monday 2026-11-23 08:00 in Warsaw: a working day begins. */
export const mondayMorning: Instant = Date.UTC(2026, 10, 23, 7, 0, 0);

/**
 * Time that stands still until a test moves it. `advance` fires wakes in order of time, then of registration, and after
 * each moment lets everything that it set going come to rest through `settle` (the world's relay, schedule, simulator).
 */
export class VirtualClock implements Clock {
  private readonly waiting = new Set<Wake>();
  private order = 0;
  private advancing = false;

  constructor(
    private time: Instant = mondayMorning,
    /** Resolves when nothing can go on without the clock. */
    public settle: () => Promise<void> = () => new Promise((resume) => setImmediate(resume)),
  ) {}

  now(): Instant {
    return this.time;
  }

  wall(): Instant {
    return this.time;
  }

  wakeAt(at: Instant, wake: () => void): Cancel {
    const entry: Wake = { at, order: (this.order += 1), wake };
    this.waiting.add(entry);
    if (at <= this.time) {
      queueMicrotask(() => {
        if (this.waiting.delete(entry)) wake();
      });
    }
    return () => this.waiting.delete(entry);
  }

  /** Moves the time on, stopping at every wake on the way. */
  async advance(ms: number): Promise<void> {
    await this.advanceTo(this.time + ms);
  }

  async advanceTo(target: Instant): Promise<void> {
    if (target < this.time) throw new RangeError('Time only moves forward');
    if (this.advancing) throw new Error('advance() inside advance(): await the first one');
    this.advancing = true;
    try {
      await this.settle();
      for (let next = this.next(target); next; next = this.next(target)) {
        this.time = Math.max(this.time, next.at);
        this.waiting.delete(next);
        next.wake();
        await this.settle();
      }
      this.time = target;
      await this.settle();
    } finally {
      this.advancing = false;
    }
  }

  /** When something is next due, null when nothing waits. */
  get nextWake(): Instant | null {
    return this.next(Infinity)?.at ?? null;
  }

  /** How many wakes wait: after a test's clean-up it should be none. */
  get waitingCount(): number {
    return this.waiting.size;
  }

  private next(until: Instant): Wake | undefined {
    let first: Wake | undefined;
    for (const wake of this.waiting) {
      if (wake.at > until) continue;
      if (!first || wake.at < first.at || (wake.at === first.at && wake.order < first.order)) first = wake;
    }
    return first;
  }
}
