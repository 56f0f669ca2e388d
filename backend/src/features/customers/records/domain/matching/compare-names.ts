import { editDistance } from './edit-distance';
import { fullFirstName, isFirstName } from './first-names';
import type { Profile } from './profile';

type Likeness = 'same' | 'similar' | 'initial' | 'missing' | 'different';

/**
 * - `same`, `similar` (a typo, a short form, the other order, half of a double name) · `partial`: an initial, or only one of two names
 * - `surname-differs`: the first name is the same, as after a marriage · `first-name-differs`: as in a family
 * - `unknown`: one of them has no name at all
 */
export type NameVerdict =
  'same' | 'similar' | 'partial' | 'surname-differs' | 'first-name-differs' | 'different' | 'unknown';

type Names = Pick<Profile, 'first' | 'last'>;

const RANK: Readonly<Record<NameVerdict, number>> = {
  same: 6,
  similar: 5,
  partial: 4,
  'surname-differs': 3,
  'first-name-differs': 2,
  unknown: 1,
  different: 0,
};

/** Compares two names as given and, because people mix the boxes up, in the other order. */
export function compareNames(one: Names, other: Names): NameVerdict {
  const [mine, theirs] = [split(one), split(other)];
  const straight = verdictOf(mine, theirs);
  if (RANK[straight] >= RANK.similar) return straight;
  const turned = [verdictOf(turn(mine), theirs), verdictOf(mine, turn(theirs))];
  const better = turned.filter((verdict) => RANK[verdict] >= RANK.partial && RANK[verdict] > RANK[straight]);
  return better.reduce((best, verdict) => (RANK[verdict] > RANK[best] ? demoted(verdict) : best), straight);
}

const demoted = (verdict: NameVerdict): NameVerdict => (verdict === 'same' ? 'similar' : verdict);

/** A whole name in one box: "Jan Kowalski". */
const split = ({ first, last }: Names): Names =>
  first.length === 0 && last.length > 1 ? { first: last.slice(0, 1), last: last.slice(1) } : { first, last };

const turn = ({ first, last }: Names): Names => ({ first: last.slice(-1), last: [...first, ...last.slice(0, -1)] });

function verdictOf(one: Names, other: Names): NameVerdict {
  if (one.first.length + one.last.length === 0 || other.first.length + other.last.length === 0) return 'unknown';
  const last = compareSurnames(one.last, other.last);
  const first = compareFirstNames(one.first, other.first);
  if (first === 'different') return last === 'different' ? 'different' : 'first-name-differs';
  if (last === 'different') return first === 'same' || first === 'similar' ? 'surname-differs' : 'different';
  if (last === 'missing' || first === 'missing' || first === 'initial') return 'partial';
  return last === 'same' && first === 'same' ? 'same' : 'similar';
}

function compareFirstNames(one: readonly string[], other: readonly string[]): Likeness {
  const [mine, theirs] = [one[0], other[0]];
  if (mine === undefined || theirs === undefined) return mine === theirs ? 'same' : 'missing';
  if (mine === theirs) return 'same';
  const [full, fullOther] = [fullFirstName(mine), fullFirstName(theirs)];
  if (full === fullOther) return 'similar';
  if (mine.length === 1 || theirs.length === 1) return mine[0] === theirs[0] ? 'initial' : 'different';
  if (one.slice(1).includes(theirs) || other.slice(1).includes(mine)) return 'similar';
  return isMistypedName(mine, theirs) ? 'similar' : 'different';
}

/** Two names that exist are two names, however near (`Maria`, `Marta`); a word that is none is probably a slip. */
function isMistypedName(one: string, other: string): boolean {
  if (isFirstName(one) && isFirstName(other)) return false;
  if (feminine(one) !== feminine(other)) return false;
  return isTypo(one, other) || (one[0] === other[0] && editDistance(one, other, 1) === 1);
}

function compareSurnames(one: readonly string[], other: readonly string[]): Likeness {
  if (one.length === 0 || other.length === 0) return one.length === other.length ? 'same' : 'missing';
  const [mine, theirs] = [one.join(' '), other.join(' ')];
  if (mine === theirs) return 'same';
  if (isTypo(mine, theirs)) return 'similar';
  return one.some((word) => other.some((each) => word === each || isTypo(word, each))) ? 'similar' : 'different';
}

const feminine = (name: string): boolean => name.endsWith('a') && name !== 'kuba' && name !== 'barnaba';

/** Short words differ by one letter between different names (`Lis`, `Lin`); longer ones may have two. */
function isTypo(one: string, other: string): boolean {
  const [mine, theirs] = [squeezed(one), squeezed(other)];
  const shorter = Math.min(mine.length, theirs.length);
  if (shorter < 4) return false;
  const limit = shorter >= 8 ? 2 : 1;
  return editDistance(mine, theirs, limit) <= limit;
}

const squeezed = (word: string): string => word.replace(/(.)\1+/g, '$1');
