import type { DomainEvent } from './journal';
import type { Outcome, Refusal } from './outcome';

/**
 * Live behaviour as two pure functions. Time, ids and random draws are part of the command:
 * the same state and command always give the same events, which is what replay rests on.
 */
export interface Decider<State, Command, Event extends DomainEvent, R extends Refusal = Refusal> {
  /** Prefix of the stream (`call`) and the version of the state's shape; a changed shape makes the stored state be re-folded. */
  readonly kind: string;
  readonly stateVersion: number;
  readonly initialState: State;
  decide(state: State, command: Command): Outcome<readonly Event[], R>;
  evolve(state: State, event: Event): State;
}

/** The state after `events`, from `state` on. */
export function fold<State, Event extends DomainEvent>(
  decider: { evolve(state: State, event: Event): State },
  state: State,
  events: readonly Event[],
): State {
  return events.reduce((current, event) => decider.evolve(current, event), state);
}
