import type { Recontact } from '#contracts';
import { phoneText } from '../../platform/time/formats';

/** Who is to be called; a number is not broken over two lines. */
export function partyOf({ contact, number }: Recontact): string {
  const name = contact ? `${contact.firstName} ${contact.lastName}`.trim() : '';
  return [name, phoneText(number).replaceAll(' ', '\u00a0')].filter(Boolean).join(', ');
}
