import type { Greeting } from './greeting-sound';
import { SeededRandom } from './seeded-random';

/** What the person at a phone does when it rings. `manual`: waits for `answer` or `decline` (a human at the console). */
export type Answering =
  | { readonly kind: 'manual' }
  /** `says`: who is heard then, a person unless named; `talkMs`: hangs up after talking so long, otherwise never. */
  | {
      readonly kind: 'answers';
      readonly afterMs: readonly [number, number];
      readonly says?: Greeting;
      readonly talkMs?: number;
    }
  | { readonly kind: 'refuses'; readonly status: number; readonly afterMs: readonly [number, number] }
  /** Sends audio before the answer (a network's announcement), then answers. */
  | { readonly kind: 'announces'; readonly answersAfterMs: number }
  /** Nothing is there: refused before anything rings. */
  | { readonly kind: 'unreachable' }
  | { readonly kind: 'rings' };

/** What a caller does. */
export interface CallerHabits {
  /** Hangs up after waiting so long without talking to anybody. */
  readonly patienceMs: number;
  /** Hangs up after talking so long. */
  readonly talkMs: number;
  /** Pressed one after the other when asked for digits. */
  readonly digits: string;
}

export interface Person {
  readonly number: string;
  readonly name: string;
}

const FIRST_NAMES = [
  'Jan',
  'Anna',
  'Piotr',
  'Katarzyna',
  'Krzysztof',
  'Małgorzata',
  'Andrzej',
  'Agnieszka',
  'Tomasz',
  'Barbara',
  'Paweł',
  'Ewa',
  'Michał',
  'Zofia',
  'Łukasz',
  'Żaneta',
];
const SURNAMES = [
  'Nowak',
  'Wójcik',
  'Wiśniewski',
  'Kowalczyk',
  'Kamiński',
  'Lewandowski',
  'Zieliński',
  'Szymański',
  'Woźniak',
  'Dąbrowski',
  'Kozłowski',
  'Mazur',
  'Gołąb',
  'Ćwik',
];
const MOBILE_PREFIXES = [
  '501',
  '504',
  '512',
  '515',
  '530',
  '533',
  '600',
  '601',
  '603',
  '606',
  '660',
  '664',
  '691',
  '692',
  '721',
  '730',
  '781',
  '790',
  '880',
  '885',
];
const AREA_CODES = ['22', '12', '61', '71', '58', '32', '42', '81'];

/** A town of callers: the same seed gives the same people, and they call again. */
export function population(seed: number, size = 200): readonly Person[] {
  const random = new SeededRandom(seed ^ 0x5eed);
  return Array.from({ length: size }, () => {
    const mobile = random.next() < 0.8;
    const number = mobile
      ? `+48${random.pick(MOBILE_PREFIXES)}${digits(random, 6)}`
      : `+48${random.pick(AREA_CODES)}${digits(random, 7)}`;
    // Most mobile networks pass no name.
    const name = random.next() < 0.4 ? `${random.pick(FIRST_NAMES)} ${random.pick(SURNAMES)}` : '';
    return { number, name };
  });
}

const digits = (random: SeededRandom, count: number): string =>
  Array.from({ length: count }, () => random.between(0, 9)).join('');

/** Calls in a contact centre: most wait one to three minutes, talk one to four. */
export function seededHabits(random: SeededRandom): CallerHabits {
  return { patienceMs: random.between(60, 180) * 1000, talkMs: random.between(60, 240) * 1000, digits: '1' };
}

/** So long whoever is called by us talks at most. */
const CALLED_TALK_MS = 180_000;

/** What somebody called by us does: in six of ten calls a person answers, in one a machine. */
export function seededAnswering(random: SeededRandom): Answering {
  const chance = random.next();
  if (chance < 0.7) {
    const says = chance < 0.1 ? 'machine' : 'person';
    return { kind: 'answers', afterMs: [3000, 12_000], says, talkMs: CALLED_TALK_MS };
  }
  if (chance < 0.8) return { kind: 'refuses', status: 486, afterMs: [500, 3000] };
  if (chance < 0.95) return { kind: 'rings' };
  return { kind: 'refuses', status: 404, afterMs: [200, 800] };
}
