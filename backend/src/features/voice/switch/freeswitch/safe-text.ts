import { accepted, refused, type Outcome } from '../../../../kernel/outcome';

/** A field that may not go into a command: a line break would start a second command, a `%` in an echo crashes modesl. */
export interface InvalidField {
  readonly code: 'invalid';
  readonly field: string;
  readonly rule: string;
}

const RULES = {
  id: [/^[A-Za-z0-9:._-]{1,100}$/, 'must be 1 to 100 letters, digits or : . _ -'],
  legId: [/^[A-Za-z0-9-]{1,64}$/, 'must be 1 to 64 letters, digits or -'],
  name: [/^[A-Za-z0-9_-]{1,64}$/, 'must be 1 to 64 letters, digits, _ or -'],
  variable: [/^[a-z][a-z0-9_]{0,63}$/, 'must be a lower-case name of letters, digits and _'],
  number: [/^\+?[0-9*#A-Za-z._-]{1,64}$/, 'must be a phone number or name without spaces'],
  digits: [/^[0-9*#A-D]{1,64}$/, 'must be 1 to 64 of 0-9 * # A-D'],
  terminators: [/^[0-9*#]{0,12}$/, 'must be at most 12 of 0-9 * #'],
  path: [
    /^\/[^\s\p{Cc}'"!|{}$\\%,;]{1,400}$/u,
    'must be an absolute path without spaces, quotes or any of ! | { } $ \\ % , ;',
  ],
  value: [
    /^[^\p{Cc}'"{}[\]<>$|\\%;,!^]{0,500}$/u,
    'must not contain control characters or any of \' " { } [ ] < > $ | \\ % ; , ! ^',
  ],
} as const satisfies Record<string, readonly [RegExp, string]>;

export type TextRule = keyof typeof RULES;

/** The text itself when it keeps the rule, else which field breaks which rule. */
export function safe(rule: TextRule, field: string, text: string): Outcome<string, InvalidField> {
  const [pattern, description] = RULES[rule];
  return pattern.test(text) ? accepted(text) : refused({ code: 'invalid', field, rule: description });
}

/** A name or announcement from outside, made harmless instead of refused: it must not stop a call. */
export function harmless(text: string): string {
  return text
    .replace(/['’]/g, '’')
    .replace(/[\p{Cc}"{}[\]<>$|\\%;,!^]+/gu, ' ')
    .replace(/ {2,}/g, ' ')
    .trim()
    .slice(0, 500);
}

/** For a whole line about to be written; the last guard, whatever built it. */
export function isOneLine(line: string): boolean {
  return !/[\r\n\0]/.test(line);
}
