/** Seeded draws (mulberry32). */
export class Draws {
  #state;
  constructor(seed) {
    this.#state = seed >>> 0;
  }
  uniform() {
    this.#state = (this.#state + 0x6d2b79f5) >>> 0;
    let t = this.#state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  }
  between(low, high) {
    return low + (high - low) * this.uniform();
  }
  chance(share) {
    return this.uniform() < share;
  }
  pick(list) {
    return list[Math.floor(this.uniform() * list.length)];
  }
  normal() {
    return Math.sqrt(-2 * Math.log(1 - this.uniform())) * Math.cos(2 * Math.PI * this.uniform());
  }
}
