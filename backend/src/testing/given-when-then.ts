import { fold, type Decider } from '../kernel/decider';
import type { DomainEvent } from '../kernel/journal';
import type { Refusal } from '../kernel/outcome';

/** What a decider made of one command. */
export interface Then<S, E extends DomainEvent, R extends Refusal> {
  /** Exactly these events, in this order; fails on a refusal. */
  then(...events: readonly E[]): S;
  /** At least these parts of the events, as `toMatchObject` compares. */
  thenLike(...events: readonly object[]): S;
  /** Accepted, and nothing changed. */
  thenNothing(): S;
  thenRefused(refusal: R): void;
  /** The events, for a test that looks at them its own way. */
  readonly events: readonly E[];
}

/**
 * Examples of a decider in three steps: `given(decider, e1, e2).when(command).then(e3)`.
 * `then` returns the state after the new events.
 */
export function given<S, C, E extends DomainEvent, R extends Refusal>(
  decider: Decider<S, C, E, R>,
  ...past: readonly E[]
) {
  return givenState(decider, fold(decider, decider.initialState, past));
}

/** The same from a state, when the events to it are of no interest. */
export function givenState<S, C, E extends DomainEvent, R extends Refusal>(decider: Decider<S, C, E, R>, state: S) {
  return {
    state,
    /** Several commands are handled one after the other; the last one's outcome is what is looked at. */
    when(...commands: readonly [...C[], C]): Then<S, E, R> {
      const before = commands.slice(0, -1).reduce((current, command) => {
        const outcome = decider.decide(current, command);
        if (!outcome.ok) throw new Error(`An earlier command was refused: ${JSON.stringify(outcome.refusal)}`);
        return fold(decider, current, outcome.value);
      }, state);
      return outcomeOf(decider, before, commands.at(-1) as C);
    },
  };
}

function outcomeOf<S, C, E extends DomainEvent, R extends Refusal>(
  decider: Decider<S, C, E, R>,
  state: S,
  command: C,
): Then<S, E, R> {
  const frozen = JSON.stringify(state);
  const outcome = decider.decide(state, command);
  expect(JSON.stringify(state)).toBe(frozen);
  const events = outcome.ok ? outcome.value : [];
  const after = () => {
    const next = fold(decider, state, events);
    // The state goes through jsonb: what does not survive it (Map, Date, undefined in a list) is a mistake here already.
    expect(JSON.parse(JSON.stringify(next))).toEqual(next);
    return next;
  };
  return {
    events,
    then(...expected) {
      expect(outcome).toEqual({ ok: true, value: expected });
      return after();
    },
    thenLike(...expected) {
      expect(outcome).toMatchObject({ ok: true, value: expected });
      expect(events).toHaveLength(expected.length);
      return after();
    },
    thenNothing() {
      expect(outcome).toEqual({ ok: true, value: [] });
      return state;
    },
    thenRefused(refusal) {
      expect(outcome).toEqual({ ok: false, refusal });
    },
  };
}
