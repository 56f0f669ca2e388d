/**
 * Why a provider of ours has not done what it was asked.
 * - `busy`: too much at a time; again after `retryAfterMs`
 * - `unreachable`: no answer in time, or one that says the provider is ill
 * - `not-taken`: it does not take this; asking again does not help
 * - `not-admitted`: key, signature or credit; a person has to see to it
 * - `not-configured`: there is no provider
 */
export interface ProviderFailure {
  readonly code: 'busy' | 'unreachable' | 'not-taken' | 'not-admitted' | 'not-configured';
  readonly detail: string;
  readonly retryAfterMs?: number;
}
