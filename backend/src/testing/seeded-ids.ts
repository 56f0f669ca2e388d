import type { Ids } from '../kernel/ids';

/** Ids shaped like UUIDv7 that are the same in every run: the seed, then a counter. */
export class SeededIds implements Ids {
  private count = 0;

  constructor(private readonly seed = 1) {}

  next(): string {
    this.count += 1;
    const head = this.seed.toString(16).padStart(8, '0');
    return `${head}-0000-7000-8000-${this.count.toString(16).padStart(12, '0')}`;
  }
}
