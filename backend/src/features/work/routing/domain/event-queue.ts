import type { Instant } from '../../../../kernel/clock';

interface Entry<What> {
  readonly at: Instant;
  readonly order: number;
  readonly what: What;
}

/** What will happen, by its time, then in the order in which it was said. */
export class EventQueue<What> {
  private readonly entries: Entry<What>[] = [];
  private orders = 0;

  push(at: Instant, what: What): void {
    this.orders += 1;
    let place = this.entries.push({ at, order: this.orders, what }) - 1;
    for (let parent = (place - 1) >> 1; place > 0; place = parent, parent = (place - 1) >> 1)
      if (!this.swapIfSooner(place, parent)) return;
  }

  pop(): Entry<What> | null {
    const [first, last] = [this.entries[0], this.entries.pop()];
    if (!first || !last) return null;
    if (this.entries.length === 0) return first;
    this.entries[0] = last;
    for (let place = 0; ;) {
      const [left, right] = [2 * place + 1, 2 * place + 2];
      const child = this.isSooner(right, left) ? right : left;
      if (!this.swapIfSooner(child, place)) return first;
      place = child;
    }
  }

  private isSooner(a: number, b: number): boolean {
    const [one, other] = [this.entries[a], this.entries[b]];
    if (!one || !other) return false;
    return one.at < other.at || (one.at === other.at && one.order < other.order);
  }

  private swapIfSooner(child: number, parent: number): boolean {
    const [one, other] = [this.entries[child], this.entries[parent]];
    if (!one || !other || !this.isSooner(child, parent)) return false;
    [this.entries[parent], this.entries[child]] = [one, other];
    return true;
  }
}
