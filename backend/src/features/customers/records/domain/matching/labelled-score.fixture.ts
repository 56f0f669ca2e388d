import { parsePhoneNumber } from '../../../../../kernel/phone-number';
import { judgeMatch, type Match } from './judge-match';
import type { LabelledRow } from './labelled-set.fixture';
import { matchKeys } from './match-keys';
import { profileOf, type Profile } from './profile';

/** Pairs of rows: how many are one person, and how many were found, rightly or not. */
export interface LabelledScore {
  readonly pairs: number;
  readonly exact: { readonly right: number; readonly wrong: number };
  /** Exact ones and probable ones. */
  readonly found: { readonly right: number; readonly wrong: number };
}

export const precision = ({ right, wrong }: LabelledScore['found']): number => right / (right + wrong);
export const recall = ({ pairs, found }: LabelledScore): number => found.right / pairs;

/** What the engine makes of a labelled set, over its keys as in life: rows without a key in common are never compared. */
export function scoreOf(rows: readonly LabelledRow[]): LabelledScore {
  const score = { exact: { right: 0, wrong: 0 }, found: { right: 0, wrong: 0 } };
  for (const [pair, { verdict }] of judgedPairs(rows.map(profileOfRow))) {
    if (verdict === 'different') continue;
    const [one, other] = pair.split(' ').map((index) => rows[Number(index)]?.person);
    const side = one === other ? 'right' : 'wrong';
    score.found[side] += 1;
    if (verdict === 'exact') score.exact[side] += 1;
  }
  return { pairs: pairsOf(rows), ...score };
}

function judgedPairs(profiles: readonly Profile[]): Map<string, Match> {
  const judged = new Map<string, Match>();
  for (const group of byKey(profiles).values())
    for (const [place, one] of group.entries())
      for (const other of group.slice(place + 1)) {
        const [mine, theirs] = [profiles[one], profiles[other]];
        if (mine && theirs && !judged.has(`${one} ${other}`)) judged.set(`${one} ${other}`, judgeMatch(mine, theirs));
      }
  return judged;
}

function byKey(profiles: readonly Profile[]): Map<number, number[]> {
  const found = new Map<number, number[]>();
  for (const [index, profile] of profiles.entries())
    for (const key of matchKeys(profile)) found.set(key, [...(found.get(key) ?? []), index]);
  return found;
}

function pairsOf(rows: readonly LabelledRow[]): number {
  const counts = new Map<number, number>();
  for (const { person } of rows) counts.set(person, (counts.get(person) ?? 0) + 1);
  return [...counts.values()].reduce((sum, count) => sum + (count * (count - 1)) / 2, 0);
}

function profileOfRow({ phone, email, ...row }: LabelledRow): Profile {
  const parsed = parsePhoneNumber(phone);
  return profileOf({ ...row, phones: parsed.ok ? [parsed.value.e164] : [], emails: email === '' ? [] : [email] });
}
