/** When a chance is sure enough. Limits rise where little has been heard; they come from clips that the model did not see. */
export interface VerdictPolicy {
  /** Machine, when the chance was so high at two looks one after the other; by time since the voice began. */
  readonly machineAt: readonly { readonly untilMs: number; readonly chance: number }[];
  /** The last look: so long after the voice began, not before `fromMs`, not after `latestMs`. */
  readonly last: {
    readonly sinceOnsetMs: number;
    readonly fromMs: number;
    readonly latestMs: number;
    readonly chance: number;
  };
  /** Person at once, when he has been silent for so long and the chance is so low. */
  readonly person: { readonly silenceMs: number; readonly chance: number };
}

/** Milliseconds since the answer; `onset` null: no voice yet. */
export interface Look {
  readonly at: number;
  readonly onset: number | null;
  readonly silence: number;
  readonly chance: number;
}

/** `sure`: looks in a row, this one included, that were sure of a machine. */
export function reachVerdict(
  { machineAt, last, person }: VerdictPolicy,
  { at, onset, silence, chance }: Look,
  sureBefore: number,
): { readonly verdict: 'person' | 'machine' | null; readonly sure: number } {
  const since = onset === null ? 0 : at - onset;
  const limit = machineAt.find(({ untilMs }) => since < untilMs)?.chance ?? 1;
  const sure = chance >= limit ? sureBefore + 1 : 0;
  if (sure >= 2) return { verdict: 'machine', sure };
  if (at >= last.latestMs || (since >= last.sinceOnsetMs && at >= last.fromMs))
    return { verdict: chance >= last.chance ? 'machine' : 'person', sure };
  const answered = onset !== null && silence >= person.silenceMs && chance <= person.chance;
  return { verdict: answered ? 'person' : null, sure };
}
