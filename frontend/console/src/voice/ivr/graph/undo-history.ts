const LONGEST = 200;

/** States one can go back to. Steps with the same `key` in a row (letters of one field) are one step. */
export interface UndoHistory<State> {
  readonly past: readonly State[];
  readonly present: State;
  readonly future: readonly State[];
  readonly key: string | null;
}

export const historyOf = <State>(present: State): UndoHistory<State> => ({ past: [], present, future: [], key: null });

export function stepped<State>(history: UndoHistory<State>, next: State, key: string | null): UndoHistory<State> {
  if (Object.is(next, history.present)) return history;
  const goesOn = key !== null && key === history.key;
  const past = goesOn ? history.past : [...history.past, history.present].slice(-LONGEST);
  return { past, present: next, future: [], key };
}

export function undone<State>(history: UndoHistory<State>): UndoHistory<State> {
  const present = history.past.at(-1);
  if (present === undefined) return history;
  return { past: history.past.slice(0, -1), present, future: [history.present, ...history.future], key: null };
}

export function redone<State>(history: UndoHistory<State>): UndoHistory<State> {
  const [present, ...future] = history.future;
  if (present === undefined) return history;
  return { past: [...history.past, history.present], present, future, key: null };
}
