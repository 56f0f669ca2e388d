import type { Instant } from '../../../../kernel/clock';

export interface Due {
  readonly at: Instant;
  readonly workId: string;
  /** Of the placing that asked for it: an item placed anew since has others. */
  readonly token: number;
}

/** Instants at which waiting items change, the nearest first. */
export class DueHeap {
  private readonly entries: Due[] = [];

  constructor(private readonly isCurrent: (due: Due) => boolean) {}

  push(due: Due): void {
    let at = this.entries.push(due) - 1;
    for (let parent = (at - 1) >> 1; at > 0; at = parent, parent = (at - 1) >> 1) {
      const [above, here] = [this.entries[parent], this.entries[at]];
      if (!above || !here || above.at <= here.at) return;
      [this.entries[parent], this.entries[at]] = [here, above];
    }
  }

  /** When the next change is; null when none is coming. */
  next(): Instant | null {
    for (let first = this.entries[0]; first; first = this.entries[0]) {
      if (this.isCurrent(first)) return first.at;
      this.removeFirst();
    }
    return null;
  }

  /** The next item that has changed by `at`. */
  take(at: Instant): string | null {
    const next = this.next();
    if (next === null || next > at) return null;
    return this.removeFirst();
  }

  private removeFirst(): string | null {
    const [first, last] = [this.entries[0], this.entries.pop()];
    if (!first || !last) return null;
    if (this.entries.length > 0) this.sink(last);
    return first.workId;
  }

  private sink(entry: Due): void {
    let at = 0;
    for (;;) {
      const [left, right] = [this.entries[2 * at + 1], this.entries[2 * at + 2]];
      const child = right && left && right.at < left.at ? right : left;
      if (!child || child.at >= entry.at) break;
      this.entries[at] = child;
      at = child === right ? 2 * at + 2 : 2 * at + 1;
    }
    this.entries[at] = entry;
  }
}
