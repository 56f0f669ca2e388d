import type { AttemptOutcome, AttemptRules, RetryOutcome } from '#contracts';
import type { Instant } from '../../../../kernel/clock';

/** What becomes of a record after an attempt. */
export type AttemptPlan =
  | { readonly next: 'retry'; readonly dueAt: Instant }
  | { readonly next: 'close'; readonly because: 'reached' | 'outcome-maximum' | 'attempts-maximum' };

interface AttemptsSoFar {
  readonly outcome: AttemptOutcome;
  /** How often the record's attempts ended so, this one included. */
  readonly ofOutcome: number;
  /** Attempts of any outcome, this one included; skipped ones do not count. */
  readonly all: number;
  readonly endedAt: Instant;
}

const MINUTE_MS = 60_000;

/** Our own fault (a lost line, a restart of the switch) costs the record nothing: it is tried again soon. */
const OWN_FAULT_MS = MINUTE_MS;

/** The campaign's rule of this outcome, exactly: its interval, and its maximum, and the maximum over all of them. */
export function planAfter(
  { outcome, ofOutcome, all, endedAt }: AttemptsSoFar,
  rules: AttemptRules,
  maxAttempts: number,
): AttemptPlan {
  if (outcome === 'connected') return { next: 'close', because: 'reached' };
  if (outcome === 'agent-lost') return { next: 'retry', dueAt: endedAt + OWN_FAULT_MS };
  const rule = rules[outcome satisfies RetryOutcome];
  if (ofOutcome >= rule.maximum) return { next: 'close', because: 'outcome-maximum' };
  if (outcome !== 'skipped' && all >= maxAttempts) return { next: 'close', because: 'attempts-maximum' };
  return { next: 'retry', dueAt: endedAt + rule.everyMinutes * MINUTE_MS };
}
