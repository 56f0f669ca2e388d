/** A binary heap of (time, kind, id), in flat arrays: half a million events a simulated day. */
export class EventHeap {
  #times = [];
  #kinds = [];
  #ids = [];

  get size() {
    return this.#times.length;
  }

  push(time, kind, id) {
    let at = this.#times.length;
    this.#times.push(time);
    this.#kinds.push(kind);
    this.#ids.push(id);
    while (at > 0) {
      const parent = (at - 1) >> 1;
      if (this.#times[parent] <= time) break;
      this.#move(parent, at);
      at = parent;
    }
    this.#put(at, time, kind, id);
  }

  /** Takes the earliest event out into `into`. */
  pop(into) {
    into.time = this.#times[0];
    into.kind = this.#kinds[0];
    into.id = this.#ids[0];
    const time = this.#times.pop();
    const kind = this.#kinds.pop();
    const id = this.#ids.pop();
    if (this.#times.length > 0) this.#sink(time, kind, id);
    return into;
  }

  #sink(time, kind, id) {
    const times = this.#times;
    const { length } = times;
    let at = 0;
    for (;;) {
      let child = 2 * at + 1;
      if (child >= length) break;
      if (child + 1 < length && times[child + 1] < times[child]) child++;
      if (times[child] >= time) break;
      this.#move(child, at);
      at = child;
    }
    this.#put(at, time, kind, id);
  }

  #move(from, to) {
    this.#times[to] = this.#times[from];
    this.#kinds[to] = this.#kinds[from];
    this.#ids[to] = this.#ids[from];
  }

  #put(at, time, kind, id) {
    this.#times[at] = time;
    this.#kinds[at] = kind;
    this.#ids[at] = id;
  }
}
