import type { ConsentChannel, ConsentPurpose, ConsentState } from '#contracts';
import { accepted, refused, type Outcome, type Refusal } from '../../../../kernel/outcome';

/**
 * - `consent-missing`: the purpose needs one and there is none · `consent-withdrawn`: it was refused or taken back
 * - `consent-contact-unknown`: nobody has this number, so nobody can have agreed
 * - `consent-purpose-unknown`: no such purpose, one that is not used any more, or one that does not speak of this channel
 */
export type ConsentRefusal = Refusal<
  'consent-missing' | 'consent-withdrawn' | 'consent-contact-unknown' | 'consent-purpose-unknown'
>;

/** Which line of the ledger allows it; null when none was needed. */
export interface ConsentAllowed {
  readonly entryId: string | null;
}

/** What holds for one contact: the line that happened last, null without any. */
export type Holding = { readonly state: ConsentState; readonly entryId: string } | null;

/** Whether everybody who may be meant can be contacted. */
export function checkConsent(
  purpose: Pick<ConsentPurpose, 'basis' | 'active' | 'channels'> | null,
  channel: ConsentChannel,
  people: readonly Holding[],
): Outcome<ConsentAllowed, ConsentRefusal> {
  if (!purpose?.active || !purpose.channels.includes(channel)) return refused({ code: 'consent-purpose-unknown' });
  if (people.some((holding) => holding?.state === 'withdrawn')) return refused({ code: 'consent-withdrawn' });
  const given = people.find((holding) => holding?.state === 'given');
  if (given) return accepted({ entryId: given.entryId });
  if (purpose.basis === 'objection') return accepted({ entryId: null });
  return refused({ code: people.length === 0 ? 'consent-contact-unknown' : 'consent-missing' });
}
