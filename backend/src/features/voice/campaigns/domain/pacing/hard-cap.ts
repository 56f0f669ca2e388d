import type { Budget } from './budget-control';
import { remaining } from './budget-control';

/** Guards ⌊·⌋ against 2.9999999 where exact arithmetic says 3; far below what one call is worth. */
const EXACT = 1e-9;

/**
 * The most calls in flight with which no outcome can break the cap: if all n are answered at once and `ready` of them find an
 * agent, D + n − r ≤ c·(A + n) has to hold, so n ≤ (c·A − D + r) / (1 − c). Over the cap (calls died with us) one call for
 * each ready agent goes on: none of them can be abandoned for want of an agent, and each that is answered lowers the share.
 */
export function mostCallsUnderCap(budget: Budget, ready: number): number {
  return Math.max(ready, Math.floor((remaining(budget) + ready) / (1 - budget.cap) + EXACT));
}

/** How many of the ready agents may leave now (break, sign-out) without breaking the promise made to calls in flight. */
export function releasableAgents(budget: Budget, { ready, inFlight }: { ready: number; inFlight: number }): number {
  const spare = Math.floor(remaining(budget) + ready - inFlight * (1 - budget.cap) + EXACT);
  return Math.max(0, Math.min(ready, Math.max(spare, ready - inFlight)));
}
