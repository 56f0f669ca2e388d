import type { Instant } from '../../../../kernel/clock';

/** Failed sign-ins of one account name or one address. */
export interface Attempts {
  readonly failures: number;
  readonly lastFailureAt: Instant;
  readonly lockedUntil: Instant | null;
}

export interface LockOutRule {
  /** Failures that cost nothing. */
  readonly free: number;
  /** The first wait; each further failure doubles it. */
  readonly firstWaitMs: number;
  readonly longestWaitMs: number;
  /** So long without a failure forgets them all. */
  readonly forgetMs: number;
}

const MINUTE = 60_000;

/** Against guessing one person's password. */
export const ACCOUNT_RULE: LockOutRule = {
  free: 4,
  firstWaitMs: MINUTE,
  longestWaitMs: 15 * MINUTE,
  forgetMs: 12 * 60 * MINUTE,
};

/** Against trying one password on many people; a whole office may sit behind one address. */
export const ADDRESS_RULE: LockOutRule = {
  free: 29,
  firstWaitMs: MINUTE,
  longestWaitMs: 15 * MINUTE,
  forgetMs: 60 * MINUTE,
};

export const isLocked = (attempts: Attempts | null, now: Instant): boolean => (attempts?.lockedUntil ?? 0) > now;

/** The count after one more failure. An attempt during a lock is refused unseen and does not lengthen it. */
export function afterFailure(before: Attempts | null, now: Instant, rule: LockOutRule): Attempts {
  const remembered = before && now - before.lastFailureAt < rule.forgetMs ? before.failures : 0;
  const failures = remembered + 1;
  const over = failures - rule.free;
  if (over <= 0) return { failures, lastFailureAt: now, lockedUntil: null };
  const wait = Math.min(rule.longestWaitMs, rule.firstWaitMs * 2 ** Math.min(over - 1, 20));
  return { failures, lastFailureAt: now, lockedUntil: now + wait };
}
