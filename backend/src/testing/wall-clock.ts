import { DataSource } from 'typeorm';
import type { Clock, Instant } from '../kernel/clock';
import { clockAfter } from '../platform/data';
import type { VirtualClock } from './virtual-clock';

/** The clock on the wall of a simulated machine. Once somebody has set it, processes that start steady their time by it as on a real one. */
export class WallClock {
  private ahead: number | null = null;

  constructor(private readonly passing: () => VirtualClock) {}

  /** The switch and everybody in it do not notice. */
  set(wall: Instant): void {
    this.ahead = wall - this.passing().now();
  }

  move(seconds: number): void {
    this.ahead = (this.ahead ?? 0) + seconds * 1000;
  }

  /** What a process that starts now tells the time by. */
  readonly told = { factory: (dataSource: DataSource) => this.clockOf(dataSource), inject: [DataSource] };

  private clockOf(dataSource: DataSource): Clock | Promise<Clock> {
    const passing = this.passing();
    if (this.ahead === null) return passing;
    return clockAfter(dataSource, {
      wall: () => passing.now() + (this.ahead ?? 0),
      monotonic: () => passing.now(),
      wait: (ms, then) => passing.wakeAt(passing.now() + ms, then),
    });
  }
}
