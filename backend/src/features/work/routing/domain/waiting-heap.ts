import type { WaitingWork } from './routing-choice';

/** A waiting item with its static order: `key` descending, then arrival. */
export interface HeapEntry {
  readonly work: WaitingWork;
  readonly key: number;
}

/** Heavier first; equal weights by longest wait, then by id, so that the order is total and the same in every run. */
export function before(a: HeapEntry, b: HeapEntry): boolean {
  if (a.key !== b.key) return a.key > b.key;
  if (a.work.queuedAt !== b.work.queuedAt) return a.work.queuedAt < b.work.queuedAt;
  return a.work.workId < b.work.workId;
}

/**
 * Binary heap with removal. Items of one slope keep their order for ever, so the key is static (`base − slope · t0`)
 * and the best of a bucket is known without looking at the others.
 */
export class WaitingHeap {
  private readonly entries: HeapEntry[] = [];
  private readonly places = new Map<string, number>();

  get size(): number {
    return this.entries.length;
  }

  peek(): HeapEntry | undefined {
    return this.entries[0];
  }

  push(entry: HeapEntry): void {
    if (this.places.has(entry.work.workId)) return;
    this.entries.push(entry);
    this.place(this.entries.length - 1, entry);
    this.up(this.entries.length - 1);
  }

  remove(workId: string): void {
    const at = this.places.get(workId);
    const last = this.entries.pop();
    if (at === undefined || !last) {
      if (last) this.entries.push(last);
      return;
    }
    this.places.delete(workId);
    if (at === this.entries.length) return;
    this.place(at, last);
    this.up(at);
    this.down(this.places.get(last.work.workId) ?? at);
  }

  private up(start: number): void {
    for (let at = start; at > 0;) {
      const parent = (at - 1) >> 1;
      if (!this.swapIfBefore(at, parent)) return;
      at = parent;
    }
  }

  private down(start: number): void {
    for (let at = start; ;) {
      const left = 2 * at + 1;
      const [a, b] = [this.entries[left], this.entries[left + 1]];
      if (!a) return;
      const child = b && before(b, a) ? left + 1 : left;
      if (!this.swapIfBefore(child, at)) return;
      at = child;
    }
  }

  private swapIfBefore(child: number, parent: number): boolean {
    const [a, b] = [this.entries[child], this.entries[parent]];
    if (!a || !b || !before(a, b)) return false;
    this.place(parent, a);
    this.place(child, b);
    return true;
  }

  private place(at: number, entry: HeapEntry): void {
    this.entries[at] = entry;
    this.places.set(entry.work.workId, at);
  }
}
