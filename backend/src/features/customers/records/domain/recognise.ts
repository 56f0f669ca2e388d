import type { ContactField, ContactMatching, FieldValues } from '#contracts';
import { judgeMatch, type Match } from './matching/judge-match';
import { matchKeys } from './matching/match-keys';
import { profileOf, type Profile } from './matching/profile';

/** A contact as far as recognising goes. */
export interface Recognisable {
  readonly firstName: string;
  readonly lastName: string;
  readonly company: string;
  readonly phones: readonly string[];
  readonly emails: readonly string[];
  readonly fields: FieldValues;
}

/** What is worked out of a contact once; it rests on which fields hold PESEL and NIP. */
interface Reading {
  readonly pesel: string | undefined;
  readonly nip: string | undefined;
  readonly full: Profile;
  keys?: readonly number[];
}
const READINGS = new WeakMap<Recognisable, Reading>();

/** Which fields hold PESEL and NIP, and what an administrator lets contacts be recognised by. */
export class Recognition {
  private readonly pesel: string | undefined;
  private readonly nip: string | undefined;

  constructor(
    fields: readonly Pick<ContactField, 'key' | 'type' | 'campaignId' | 'active'>[],
    private readonly by: Omit<ContactMatching, 'version'>,
  ) {
    const keyOf = (type: ContactField['type']) =>
      fields.find((field) => field.campaignId === null && field.active && field.type === type)?.key;
    this.pesel = keyOf('pesel');
    this.nip = keyOf('nip');
  }

  /** What is not to be recognised by is as if it were empty. */
  profile(contact: Recognisable): Profile {
    const { full } = this.read(contact);
    const { phone, email, pesel, nip } = this.by;
    if (phone && email && pesel && nip) return full;
    return {
      ...full,
      phones: phone ? full.phones : [],
      emails: email ? full.emails : [],
      pesel: pesel ? full.pesel : null,
      nip: nip ? full.nip : null,
    };
  }

  /** Kept with the contact: all of them, whatever the settings say today, so that changing those needs no rebuilding. */
  keys(contact: Recognisable): readonly number[] {
    const reading = this.read(contact);
    return (reading.keys ??= matchKeys(reading.full));
  }

  /** An import asks four times for each row, the first time while the database is busy with the rows before. */
  private read(contact: Recognisable): Reading {
    const { pesel, nip } = this;
    const known = READINGS.get(contact);
    if (known && known.pesel === pesel && known.nip === nip) return known;
    const value = (key: string | undefined) => (key === undefined ? '' : String(contact.fields[key] ?? ''));
    const full = profileOf({ ...contact, pesel: value(pesel), nip: value(nip) });
    const made = { pesel, nip, full };
    READINGS.set(contact, made);
    return made;
  }

  judge(one: Profile, other: Profile): Match {
    if (this.by.name) return judgeMatch(one, other);
    // Without names, a shared number or mailbox says nothing about who is meant; only identifiers do.
    const match = judgeMatch(one, other);
    return match.reasons.includes('same-pesel')
      ? match
      : { ...match, verdict: match.verdict === 'different' ? 'different' : 'probable' };
  }
}
