/** State of a random generator as plain data: four 32-bit words, kept in a decider's state or passed in a command. */
export type RandomState = readonly [number, number, number, number];

/** The same text or number always gives the same draws. */
export function seedRandomness(seed: string | number): RandomState {
  const text = String(seed);
  let state: RandomState = [hash(text, 0x9e3779b9), hash(text, 0x243f6a88), hash(text, 0xb7e15162), 1];
  for (let round = 0; round < 12; round += 1) state = nextRandom(state)[1];
  return state;
}

/** A number in [0, 1) with 32 random bits, and the state to draw from next (the generator sfc32). */
export function nextRandom([a, b, c, counter]: RandomState): readonly [value: number, next: RandomState] {
  const sum = (a + b + counter) | 0;
  const next: RandomState = [
    b ^ (b >>> 9),
    (c + (c << 3)) | 0,
    (((c << 21) | (c >>> 11)) + sum) | 0,
    (counter + 1) | 0,
  ];
  return [(sum >>> 0) / 4_294_967_296, next];
}

/** A whole number from 0 to `below` − 1, each as likely: draws that would favour the small ones are thrown away. */
export function nextInteger(state: RandomState, below: number): readonly [value: number, next: RandomState] {
  if (!Number.isInteger(below) || below < 1 || below > 4_294_967_296)
    throw new RangeError(`Cannot draw below ${below}`);
  const fair = 4_294_967_296 - (4_294_967_296 % below);
  let [value, next] = nextRandom(state);
  while (value * 4_294_967_296 >= fair) [value, next] = nextRandom(next);
  return [(value * 4_294_967_296) % below, next];
}

/** A new list in random order; every order is as likely. */
export function shuffle<T>(items: readonly T[], state: RandomState): readonly [shuffled: T[], next: RandomState] {
  const shuffled = [...items];
  let next = state;
  for (let last = shuffled.length - 1; last > 0; last -= 1) {
    let chosen: number;
    [chosen, next] = nextInteger(next, last + 1);
    const moved = shuffled[last] as T;
    shuffled[last] = shuffled[chosen] as T;
    shuffled[chosen] = moved;
  }
  return [shuffled, next];
}

/** FNV-1a over UTF-16 units, finished so that near seeds give far states. */
function hash(text: string, basis: number): number {
  let value = basis;
  for (let index = 0; index < text.length; index += 1) value = Math.imul(value ^ text.charCodeAt(index), 0x01000193);
  value = Math.imul(value ^ (value >>> 16), 0x85ebca6b);
  value = Math.imul(value ^ (value >>> 13), 0xc2b2ae35);
  return (value ^ (value >>> 16)) | 0;
}
