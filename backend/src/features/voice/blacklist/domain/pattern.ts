import { BLACKLIST_CLASSES, type BlacklistClass, type BlacklistKind } from '#contracts';
import { accepted, refused, type Outcome, type Refusal } from '../../../../kernel/outcome';
import { parsePhoneNumber } from '../../../../kernel/phone-number';

export interface Pattern {
  readonly kind: BlacklistKind;
  readonly value: string;
}

/** `rule`: what a form shows beside the field. */
export type PatternRefusal = Refusal<'pattern-not-valid'> & {
  readonly rule: 'phone-number' | 'phone-prefix' | 'number-class';
};

const wrong = (rule: PatternRefusal['rule']) => refused({ code: 'pattern-not-valid' as const, rule });

const HOME = '48';

const isClass = (text: string): text is BlacklistClass => (BLACKLIST_CLASSES as readonly string[]).includes(text);

/** What a person wrote, in the form that is stored and looked up. */
export function readPattern({ kind, value }: Pattern): Outcome<Pattern, PatternRefusal> {
  switch (kind) {
    case 'number': {
      const parsed = parsePhoneNumber(value);
      return parsed.ok ? accepted({ kind, value: parsed.value.e164 }) : wrong('phone-number');
    }
    case 'prefix': {
      const prefix = prefixOf(value);
      return prefix === null ? wrong('phone-prefix') : accepted({ kind, value: prefix });
    }
    case 'class': {
      const name = value.trim().toLowerCase();
      return isClass(name) ? accepted({ kind, value: name }) : wrong('number-class');
    }
  }
}

/** `+4850`, `004850`, `50` or `50*` for Polish numbers; spaces, dashes, dots and brackets do not count. */
function prefixOf(text: string): string | null {
  const bare = text.replace(/[\s().\-/*]/g, '');
  const international = bare.startsWith('+') ? bare.slice(1) : bare.startsWith('00') ? bare.slice(2) : HOME + bare;
  const empty = !bare.startsWith('+') && !bare.startsWith('00') && bare === '';
  return !empty && /^[1-9]\d{0,14}$/.test(international) ? `+${international}` : null;
}

/** A pattern in one word, as files write it: `+48500100100`, `+4850*`, `mobile`. */
export const patternText = ({ kind, value }: Pattern): string => (kind === 'prefix' ? `${value}*` : value);

export function patternFromText(text: string): Pattern {
  const trimmed = text.trim();
  if (trimmed.endsWith('*')) return { kind: 'prefix', value: trimmed };
  return { kind: /^[a-z-]+$/i.test(trimmed) ? 'class' : 'number', value: trimmed };
}

const LETTERS: Readonly<Record<BlacklistKind, string>> = { number: 'n', prefix: 'p', class: 'c' };

/** What the index of entries is searched by. */
export const keyOf = ({ kind, value }: Pattern): string => `${LETTERS[kind]}:${value}`;

/** Every key under which an entry would concern the number; null is a caller who hides his. */
export function keysOf(number: string | null): string[] {
  if (number === null || number === '') return [keyOf({ kind: 'class', value: 'withheld' })];
  const parsed = parsePhoneNumber(number);
  if (!parsed.ok) return [keyOf({ kind: 'number', value: number }), ...prefixKeys(number)];
  const { e164, country, class: kind } = parsed.value;
  const classes = [kind, ...(country === 'PL' ? [] : ['abroad'])];
  return [
    keyOf({ kind: 'number', value: e164 }),
    ...prefixKeys(e164),
    ...classes.filter(isClass).map((value) => keyOf({ kind: 'class', value })),
  ];
}

function prefixKeys(e164: string): string[] {
  if (!e164.startsWith('+')) return [];
  return Array.from({ length: e164.length - 1 }, (_, at) => keyOf({ kind: 'prefix', value: e164.slice(0, at + 2) }));
}

const RANKS: Readonly<Record<BlacklistKind, number>> = { number: 2, prefix: 1, class: 0 };

/** The entry to be named as the reason: the exact number before a beginning, the longer beginning first, a class last. */
export function mostSpecific<Entry extends Pattern>(entries: readonly Entry[]): Entry | null {
  return entries.reduce<Entry | null>((best, entry) => (best === null || precedes(entry, best) ? entry : best), null);
}

const precedes = (one: Pattern, other: Pattern): boolean =>
  RANKS[one.kind] !== RANKS[other.kind]
    ? RANKS[one.kind] > RANKS[other.kind]
    : one.value.length !== other.value.length
      ? one.value.length > other.value.length
      : one.value < other.value;
