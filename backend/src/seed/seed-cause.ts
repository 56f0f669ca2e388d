import type { Outcome, Refusal } from '../kernel/outcome';
import type { Cause } from '../platform/http';

/** What the journal says about everything that the seed made. */
export const SEED_CAUSE: Cause = { actor: { kind: 'system', id: 'seed' }, correlation: 'seed', causation: null };

/** The value of a use case that has to be accepted on a fresh installation. */
export function must<T>(outcome: Outcome<T, Refusal>): T {
  if (outcome.ok) return outcome.value;
  throw new Error(`The seed was refused: ${JSON.stringify(outcome.refusal)}`);
}
