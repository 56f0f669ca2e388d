import { fold } from './profile';
import { COMPANIES, MEN, PROVIDERS, SURNAMES, WOMEN } from './labelled-names.fixture';
import { parsePhoneNumber } from '../../../../../kernel/phone-number';
import { nextInteger, nextRandom, seedRandomness, type RandomState } from '../../../../../kernel/randomness';

/** A row as somebody typed it, and who it really is. */
export interface LabelledRow {
  readonly person: number;
  readonly firstName: string;
  readonly lastName: string;
  readonly company: string;
  readonly phone: string;
  readonly email: string;
  readonly pesel: string;
  readonly nip: string;
}

type Person = LabelledRow;

/**
 * Draws people and how often and how badly each was written down. What makes it hard, and how often, is in the numbers below:
 * families on one phone or one mailbox, colleagues behind one switchboard and one office mailbox, namesakes in one company, numbers
 * that went to somebody else; typos, lost marks, short forms, initials, boxes mixed up, other numbers, new surnames.
 */
export function labelledSet(seed: number | string, people: number): LabelledRow[] {
  const draw = new Draws(seed);
  const everybody: Person[] = [];
  while (everybody.length < people) {
    const person = newPerson(draw, everybody.length);
    everybody.push(person);
    if (draw.chance(0.22)) everybody.push(related(draw, person, everybody.length));
  }
  return everybody.flatMap((person) => {
    const copies = draw.pick([0, 0, 1, 1, 1, 2]);
    return [person, ...Array.from({ length: copies }, () => writtenAnew(draw, person))];
  });
}

class Draws {
  private state: RandomState;
  /** Nobody gets a mailbox that somebody has. */
  readonly mailboxes = new Set<string>();
  constructor(seed: number | string) {
    this.state = seedRandomness(`labelled ${seed}`);
  }
  chance(probability: number): boolean {
    const [value, next] = nextRandom(this.state);
    this.state = next;
    return value < probability;
  }
  below(limit: number): number {
    const [value, next] = nextInteger(this.state, limit);
    this.state = next;
    return value;
  }
  pick<T>(items: readonly T[]): T {
    return items[this.below(items.length)] as T;
  }
  /** The first items far more often, as names are. */
  frequent<T>(items: readonly T[]): T {
    const [value, next] = nextRandom(this.state);
    this.state = next;
    return items[Math.floor(value * value * items.length)] as T;
  }
  digits(count: number): string {
    return Array.from({ length: count }, () => this.below(10)).join('');
  }
}

const feminine = (surname: string, woman: boolean): string =>
  woman && /(ski|cki|dzki)$/.test(surname) ? surname.replace(/i$/, 'a') : surname;

function newPerson(draw: Draws, person: number): Person {
  const woman = draw.chance(0.52);
  const firstName = draw.frequent(woman ? WOMEN : MEN);
  const lastName = feminine(draw.frequent(SURNAMES), woman);
  const office = draw.chance(0.2);
  return {
    person,
    firstName,
    lastName,
    company: office ? `${draw.pick(COMPANIES)} Sp. z o.o.` : '',
    phone: mobile(draw),
    email: draw.chance(0.75) ? mailbox(draw, firstName, lastName) : '',
    pesel: draw.chance(0.35) ? pesel(draw, woman) : '',
    nip: office && draw.chance(0.5) ? nip(draw) : '',
  };
}

function mobile(draw: Draws): string {
  for (;;) {
    const number = `${draw.pick(['501', '602', '663', '723', '787', '792', '883'])}${draw.digits(6)}`;
    if (parsePhoneNumber(number).ok) return number;
  }
}

function mailbox(draw: Draws, firstName: string, lastName: string): string {
  const [first, last] = [fold(firstName), fold(lastName)];
  const local = draw.pick([
    `${first}.${last}`,
    `${first[0]}${last}`,
    `${last}${draw.below(99)}`,
    `${first}${last}${1950 + draw.below(55)}`,
  ]);
  const domain = draw.pick(PROVIDERS);
  for (let tail = ''; ; tail = String(draw.below(1000))) {
    const address = `${local}${tail}@${domain}`;
    if (draw.mailboxes.has(address)) continue;
    draw.mailboxes.add(address);
    return address;
  }
}

function pesel(draw: Draws, woman: boolean): string {
  const two = (value: number) => String(value).padStart(2, '0');
  const sex = draw.pick(woman ? [0, 2, 4, 6, 8] : [1, 3, 5, 7, 9]);
  const head = `${two(40 + draw.below(60))}${two(1 + draw.below(12))}${two(1 + draw.below(28))}${draw.digits(3)}${sex}`;
  const sum = [1, 3, 7, 9, 1, 3, 7, 9, 1, 3].reduce((total, weight, at) => total + weight * Number(head[at]), 0);
  return `${head}${(10 - (sum % 10)) % 10}`;
}

function nip(draw: Draws): string {
  for (;;) {
    const head = `${1 + draw.below(9)}${draw.digits(8)}`;
    const control = [6, 5, 7, 2, 3, 4, 5, 6, 7].reduce((sum, weight, at) => sum + weight * Number(head[at]), 0) % 11;
    if (control < 10) return `${head}${control}`;
  }
}

/** Somebody else who looks like `person`: the pairs that must not be found. */
function related(draw: Draws, person: Person, number: number): Person {
  const other = newPerson(draw, number);
  const woman = WOMEN.includes(other.firstName);
  const family = { ...other, lastName: feminine(person.lastName.replace(/(sk|ck|dzk)a$/, '$1i'), woman) };
  const fresh = family.firstName === person.firstName ? { ...family, firstName: woman ? 'Łucja' : 'Bruno' } : family;
  const colleague = { ...other, company: person.company || `${draw.pick(COMPANIES)} Sp. z o.o.`, nip: person.nip };
  switch (draw.below(8)) {
    case 0:
    case 1:
      return { ...fresh, phone: person.phone };
    case 2:
      return { ...fresh, phone: person.phone, email: person.email };
    case 3:
      return { ...fresh, email: person.email || fresh.email };
    case 4:
      return otherThan(person, { ...colleague, phone: person.phone });
    case 5:
      return otherThan(person, { ...colleague, email: person.email || colleague.email });
    case 6:
      return { ...other, firstName: person.firstName, lastName: person.lastName };
    default:
      return otherThan(person, { ...other, phone: person.phone });
  }
}

/** A namesake on the same phone would be the same row; two Annas at one switchboard with other surnames stay. */
const otherThan = (person: Person, other: Person): Person =>
  other.firstName === person.firstName && other.lastName === person.lastName
    ? { ...other, firstName: 'Gustaw' }
    : other;

type Slip = (draw: Draws, row: LabelledRow) => LabelledRow;

const SLIPS: readonly (readonly [weight: number, slip: Slip])[] = [
  [10, (draw, row) => ({ ...row, phone: formatted(draw, row.phone) })],
  [8, (_, row) => ({ ...row, firstName: unmarked(row.firstName), lastName: unmarked(row.lastName) })],
  [4, (_, row) => ({ ...row, firstName: row.firstName.toUpperCase(), lastName: row.lastName.toUpperCase() })],
  [5, (_, row) => ({ ...row, firstName: row.lastName, lastName: row.firstName })],
  [3, (_, row) => ({ ...row, firstName: '', lastName: `${row.firstName} ${row.lastName}` })],
  [7, (draw, row) => ({ ...row, lastName: mistyped(draw, row.lastName) })],
  [3, (draw, row) => ({ ...row, firstName: mistyped(draw, row.firstName) })],
  [5, (_, row) => ({ ...row, firstName: SHORT[row.firstName] ?? row.firstName })],
  [3, (_, row) => ({ ...row, firstName: `${row.firstName[0]}.` })],
  [6, (_, row) => ({ ...row, email: '' })],
  [5, (_, row) => (row.email || row.pesel ? { ...row, phone: '' } : row)],
  [5, (_, row) => ({ ...row, pesel: '', nip: '' })],
  [4, (_, row) => ({ ...row, company: '' })],
  [4, (draw, row) => ({ ...row, phone: mistypedDigit(draw, row.phone) })],
  [3, (draw, row) => ({ ...row, email: mistypedMail(draw, row.email) })],
  [4, (draw, row) => (row.email || row.pesel ? { ...row, phone: mobile(draw) } : row)],
  [2, (draw, row) => ({ ...row, email: mailbox(draw, row.firstName || 'x', row.lastName) })],
  [2, (draw, row) => (WOMEN.includes(row.firstName) ? { ...row, lastName: feminine(draw.pick(SURNAMES), true) } : row)],
  [
    2,
    (draw, row) =>
      WOMEN.includes(row.firstName)
        ? { ...row, lastName: `${row.lastName}-${feminine(draw.pick(SURNAMES), true)}` }
        : row,
  ],
  [2, (_, row) => ({ ...row, lastName: `Pan ${row.lastName}` })],
  [1, (draw, row) => ({ ...row, phone: mobile(draw), email: '', pesel: '', nip: '' })],
];
const ALL_SLIPS = SLIPS.flatMap(([weight, slip]) => Array.from({ length: weight }, () => slip));

function writtenAnew(draw: Draws, person: Person): LabelledRow {
  const slips = draw.pick([0, 1, 1, 2, 2, 3]);
  let row: LabelledRow = person;
  for (let count = 0; count < slips; count += 1) row = draw.pick(ALL_SLIPS)(draw, row);
  return row;
}

const SHORT: Readonly<Record<string, string>> = {
  Anna: 'Ania',
  Katarzyna: 'Kasia',
  Małgorzata: 'Gosia',
  Agnieszka: 'Aga',
  Joanna: 'Asia',
  Magdalena: 'Magda',
  Barbara: 'Basia',
  Krzysztof: 'Krzysiek',
  Tomasz: 'Tomek',
  Stanisław: 'Staszek',
  Jakub: 'Kuba',
  Wojciech: 'Wojtek',
  Grzegorz: 'Grzesiek',
  Jan: 'Janek',
  Zbigniew: 'Zbyszek',
  Andrzej: 'Jędrek',
  Bartosz: 'Bartek',
  Elżbieta: 'Ela',
  Aleksandra: 'Ola',
  Zofia: 'Zosia',
  Maciej: 'Maciek',
};

const unmarked = (text: string): string =>
  [...text].map((letter) => (fold(letter) === letter.toLowerCase() ? letter : fold(letter))).join('');

function mistyped(draw: Draws, word: string): string {
  if (word.length < 4) return word;
  const at = 1 + draw.below(word.length - 2);
  const [before, after] = [word.slice(0, at), word.slice(at)];
  switch (draw.below(4)) {
    case 0:
      return before + after.slice(1);
    case 1:
      return before + (after[1] ?? '') + (after[0] ?? '') + after.slice(2);
    case 2:
      return before + (after[0] ?? '') + after;
    default:
      return before + draw.pick([...'aeioknrst']) + after.slice(1);
  }
}

function mistypedDigit(draw: Draws, phone: string): string {
  if (phone.length < 9) return phone;
  const at = 4 + draw.below(4);
  return phone.slice(0, at) + ((Number(phone[at]) + 1 + draw.below(8)) % 10 || 1) + phone.slice(at + 1);
}

function mistypedMail(draw: Draws, email: string): string {
  if (email.includes('@gmail.com') && draw.chance(0.6)) return email.replace('@gmail.com', '@gmial.com');
  const [local = '', domain = ''] = email.split('@');
  return local.length > 6 ? `${local.slice(0, 3)}${local.slice(4)}@${domain}` : email;
}

function formatted(draw: Draws, phone: string): string {
  const digits = phone.replace(/\D/g, '').slice(-9);
  const threes = digits.replace(/(\d{3})(?=\d)/g, '$1 ').trim();
  return draw.pick([
    threes,
    `+48 ${threes}`,
    `0048${digits}`,
    threes.replaceAll(' ', '-'),
    `+48${digits}`,
    `(+48) ${threes}`,
  ]);
}
