import type { MatchReason } from '#contracts';
import { compareNames, type NameVerdict } from './compare-names';
import { editDistance } from './edit-distance';
import type { Profile } from './profile';

/** `exact` is joined without asking, `probable` is shown to a person. `score` orders, 0 to 100. */
export interface Match {
  readonly verdict: 'exact' | 'probable' | 'different';
  readonly score: number;
  readonly reasons: readonly MatchReason[];
}

const DIFFERENT: Match = { verdict: 'different', score: 0, reasons: [] };

const WEIGHTS: Readonly<Record<MatchReason, number>> = {
  'same-pesel': 60,
  'same-nip': 30,
  'same-phone': 40,
  'same-email': 40,
  'near-phone': 20,
  'near-email': 20,
  'same-company': 15,
  'same-name': 30,
  'similar-name': 20,
  'partial-name': 15,
  'surname-differs': 5,
  'name-unknown': 5,
};

const NAMED: Readonly<Partial<Record<NameVerdict, MatchReason>>> = {
  same: 'same-name',
  similar: 'similar-name',
  partial: 'partial-name',
  'surname-differs': 'surname-differs',
  unknown: 'name-unknown',
};

/**
 * Judges two contacts. Names decide between people who share a number (families, offices); a valid PESEL decides alone, and two
 * valid ones that differ are two people whatever else they share.
 */
export function judgeMatch(one: Profile, other: Profile): Match {
  if (one.pesel && other.pesel && one.pesel !== other.pesel) return DIFFERENT;
  const name = compareNames(one, other);
  const evidence = evidenceOf(one, other);
  const remarried = feminineOf(one) && !contradict(one.emails, other.emails, evidence);
  const verdict = verdictOf(name, evidence, remarried);
  if (verdict === 'different') return DIFFERENT;
  const named = NAMED[name];
  const reasons = [...evidence, ...(named ? [named] : [])];
  const score = Math.min(
    100,
    reasons.reduce((sum, reason) => sum + WEIGHTS[reason], 0),
  );
  return { verdict, score, reasons };
}

function evidenceOf(one: Profile, other: Profile): Set<MatchReason> {
  const found = new Set<MatchReason>();
  if (one.pesel && one.pesel === other.pesel) found.add('same-pesel');
  if (one.nip && one.nip === other.nip) found.add('same-nip');
  if (meet(one.phones, other.phones, (mine, theirs) => mine === theirs)) found.add('same-phone');
  else if (meet(one.phones, other.phones, nearPhones)) found.add('near-phone');
  if (meet(one.emails, other.emails, (mine, theirs) => mine === theirs)) found.add('same-email');
  else if (meet(one.emails, other.emails, nearEmails)) found.add('near-email');
  if (one.company !== '' && one.company === other.company) found.add('same-company');
  return found;
}

const meet = (
  one: readonly string[],
  other: readonly string[],
  like: (mine: string, theirs: string) => boolean,
): boolean => one.some((mine) => other.some((theirs) => like(mine, theirs)));

function verdictOf(name: NameVerdict, has: ReadonlySet<MatchReason>, remarried: boolean): Match['verdict'] {
  const [phone, email] = [has.has('same-phone'), has.has('same-email')];
  const near = has.has('near-phone') || has.has('near-email');
  if (has.has('same-pesel')) return name === 'different' ? 'probable' : 'exact';
  switch (name) {
    case 'same':
      if (phone || email || has.has('same-nip')) return 'exact';
      return near ? 'probable' : 'different';
    case 'similar':
      if (phone || email) return 'exact';
      return has.has('same-nip') || near ? 'probable' : 'different';
    case 'partial':
      return phone || email ? 'probable' : 'different';
    case 'surname-differs':
      return remarried && (email || (phone && !has.has('same-company'))) ? 'probable' : 'different';
    case 'unknown':
      return phone || email ? 'exact' : 'different';
    case 'first-name-differs':
    case 'different':
      return 'different';
  }
}

/** Both have mails, and none in common. */
const contradict = (one: readonly string[], other: readonly string[], has: ReadonlySet<MatchReason>): boolean =>
  one.length > 0 && other.length > 0 && !has.has('same-email');

const feminineOf = ({ first }: Profile): boolean => first[0]?.endsWith('a') ?? false;

/** One digit mistyped or two neighbours swapped, of numbers equally long. */
function nearPhones(one: string, other: string): boolean {
  return one.length === other.length && one !== other && editDistance(one, other, 1) === 1;
}

/** A slip in the mailbox or in the domain, not in a digit: `jan1@` and `jan2@` are two people, `gmial.com` is `gmail.com`. */
function nearEmails(one: string, other: string): boolean {
  const [local = '', domain = ''] = one.split('@');
  const [otherLocal = '', otherDomain = ''] = other.split('@');
  if (local === otherLocal) return nearDomains(stem(domain), stem(otherDomain));
  if (domain !== otherDomain || local.length < 6) return false;
  if (local.replace(/\D/g, '') !== otherLocal.replace(/\D/g, '')) return false;
  return editDistance(local, otherLocal, 1) === 1;
}

/** Short ones are providers of their own (`wp`, `op`, `o2`). */
const nearDomains = (one: string, other: string): boolean =>
  one !== other && Math.min(one.length, other.length) >= 4 && editDistance(one, other, 1) === 1;

/** `wp` of wp.pl: the same name under another ending is another provider, not a slip. */
const stem = (domain: string): string => domain.split('.')[0] ?? '';
