import { refused, type Refused } from '../../kernel/outcome';
import type { FieldError } from '#contracts';

/** What a text alone cannot bring about. */
export interface TextRefusal {
  readonly code: 'not-by-text';
  readonly fields: readonly FieldError[];
}

export const notByText = (field: string, rule: string, message: string): Refused<TextRefusal> =>
  refused({ code: 'not-by-text', fields: [{ field, rule, message }] });

/** What stands in a text for something that is not in it. */
export const LEFT_OUT = '…';

/** An address without what may be secret in it: a password, and all behind `?`. */
export const withoutSecrets = (address: string): string =>
  address.replace(/\?.*$/s, `?${LEFT_OUT}`).replace(/\/\/[^/]*@/, `//${LEFT_OUT}@`);

/** The address in force when the text shows just that one; null: what is left out of the text is not known here. */
export function withSecrets(given: string, inForce: string | null): string | null {
  if (!given.includes(LEFT_OUT)) return given;
  return inForce !== null && withoutSecrets(inForce) === given ? inForce : null;
}

export const secretMissing = (field: string): Refused<TextRefusal> =>
  notByText(field, 'secret', 'What was left out of the text is not known here: set it in the console');
