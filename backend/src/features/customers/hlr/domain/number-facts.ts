import type { HlrResult } from '#contracts';

/** What an operator says of a number. */
export interface NumberFacts {
  readonly result: HlrResult;
  /** Name of the operator that has the number now. */
  readonly network: string | null;
  /** Taken along from another operator; null: not said. */
  readonly ported: boolean | null;
}

/**
 * - `busy`: too many questions; again after `retryAfterMs`
 * - `unreachable`: no answer in time, or one that says the provider is ill
 * - `not-taken`: it does not take this number; asking again does not help
 * - `not-admitted`: key, signature or credit; a person has to see to it
 * - `not-configured`: there is no provider
 */
export interface LookupFailure {
  readonly code: 'busy' | 'unreachable' | 'not-taken' | 'not-admitted' | 'not-configured';
  readonly detail: string;
  readonly retryAfterMs?: number;
}
