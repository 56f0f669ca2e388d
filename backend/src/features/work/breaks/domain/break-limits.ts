/** At most `max` of a group (null: of everybody) between two minutes of the day; a `from` past `to` goes over midnight. */
export interface PlaceLimit {
  readonly groupId: string | null;
  readonly fromMinute: number;
  readonly toMinute: number;
  readonly max: number;
}

/** The limits that hold at this minute of the day. */
export function holdingAt(limits: readonly PlaceLimit[], minute: number): PlaceLimit[] {
  return limits.filter(({ fromMinute, toMinute }) =>
    fromMinute < toMinute ? minute >= fromMinute && minute < toMinute : minute >= fromMinute || minute < toMinute,
  );
}

interface Member {
  readonly groupIds: readonly string[];
}

export const concerns = ({ groupId }: PlaceLimit, { groupIds }: Member): boolean =>
  groupId === null || groupIds.includes(groupId);

/** The limits that keep this person from a place while `taken` have theirs. */
export function fullFor(limits: readonly PlaceLimit[], who: Member, taken: readonly Member[]): PlaceLimit[] {
  return limits.filter(
    (limit) => concerns(limit, who) && taken.filter((other) => concerns(limit, other)).length >= limit.max,
  );
}
