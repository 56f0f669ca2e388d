import type { Recontact } from '#contracts';
import { phoneText } from '../../platform/time/formats';

/** Who is to be called. */
export function partyOf({ contact, number }: Recontact): string {
  const name = contact ? `${contact.firstName} ${contact.lastName}`.trim() : '';
  return [name, phoneText(number)].filter(Boolean).join(', ');
}
