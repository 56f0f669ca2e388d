import { RECORD_CLASSES, type RecordClass } from '#contracts';

export type Shares = Readonly<Record<RecordClass, number>>;
export type Given = Readonly<Record<RecordClass, number>>;

export const DEFAULT_SHARES: Shares = { fresh: 50, private: 30, system: 20 };

/**
 * From which class the next record is taken, best first: the class that is furthest behind its share of what was handed out.
 * A class with a share of 0 gives nothing; a class that has nothing now leaves its turn to the others and is not owed it:
 * `settled` forgets what it could not use.
 */
export function orderOfClasses(shares: Shares, given: Given): RecordClass[] {
  const total = RECORD_CLASSES.reduce((sum, each) => sum + given[each], 0);
  const behind = (each: RecordClass) => (shares[each] / 100) * (total + 1) - given[each];
  return RECORD_CLASSES.filter((each) => shares[each] > 0).sort((a, b) => behind(b) - behind(a));
}

/** Longest memory of what was handed out: a class that was empty in the morning does not rule the whole afternoon. */
const MEMORY = 100;

/** The counts after one more record of `taken`. */
export function settled(given: Given, taken: RecordClass): Given {
  const next = { ...given, [taken]: given[taken] + 1 };
  const total = RECORD_CLASSES.reduce((sum, each) => sum + next[each], 0);
  if (total <= MEMORY) return next;
  const keep = MEMORY / total;
  return { fresh: next.fresh * keep, private: next.private * keep, system: next.system * keep };
}

/** The first waiting record of one source. */
export interface SourceHead {
  readonly recordId: string;
  readonly sourceId: string;
  readonly priority: number;
  /** Records of this source that were handed out. */
  readonly given: number;
  /** Its place in the order of arrival. */
  readonly sequence: number;
}

/** Highest priority first; among equals the source that has had the fewest; then the oldest. Null when there is none. */
export function chooseHead<Head extends SourceHead>(heads: readonly Head[]): Head | null {
  const before = (a: Head, b: Head) => b.priority - a.priority || a.given - b.given || a.sequence - b.sequence;
  return [...heads].sort(before)[0] ?? null;
}
