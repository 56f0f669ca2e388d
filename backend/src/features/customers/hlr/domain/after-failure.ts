import type { Instant } from '../../../../kernel/clock';
import type { ProviderFailure } from '../../../../kernel/provider-failure';

/** How the provider is: what it failed in a row, and until when nobody asks it. */
export interface ProviderState {
  readonly failures: number;
  readonly pausedUntil: Instant | null;
  readonly lastError: string | null;
}

/** `again`: the check waits until then; null: it has failed for good. */
export interface AfterFailure {
  readonly again: Instant | null;
  /** It counts among the check's attempts. */
  readonly counted: boolean;
  readonly provider: ProviderState;
}

export const MOST_ATTEMPTS = 5;
/** So many failures in a row, and the provider is left alone for a while. */
export const CIRCUIT_FAILURES = 3;
const FIRST_AGAIN_MS = 5000;
const FIRST_PAUSE_MS = 30_000;
const LONGEST_PAUSE_MS = 900_000;

export const WELL: ProviderState = { failures: 0, pausedUntil: null, lastError: null };

/** After a pause one question goes out before the others: whether the provider is back. */
export const questionsAllowed = ({ failures }: ProviderState, atOnce: number): number =>
  failures >= CIRCUIT_FAILURES ? Math.min(1, atOnce) : atOnce;

/** What becomes of a check that got no answer, and of the provider. `attempts`: those before this one. */
export function afterFailure(
  failure: ProviderFailure,
  { attempts, provider, at }: { attempts: number; provider: ProviderState; at: Instant },
): AfterFailure {
  const lastError = failure.detail;
  switch (failure.code) {
    case 'busy': {
      const pausedUntil = at + (failure.retryAfterMs ?? FIRST_AGAIN_MS);
      return { again: pausedUntil, counted: false, provider: { ...provider, pausedUntil, lastError } };
    }
    case 'not-taken':
      return { again: null, counted: true, provider: WELL };
    case 'not-admitted':
    case 'not-configured': {
      const pausedUntil = at + LONGEST_PAUSE_MS;
      return { again: pausedUntil, counted: false, provider: { ...provider, pausedUntil, lastError } };
    }
    case 'unreachable': {
      const again = attempts + 1 >= MOST_ATTEMPTS ? null : at + FIRST_AGAIN_MS * 2 ** attempts;
      return { again, counted: true, provider: { ...circuit(provider.failures + 1, at), lastError } };
    }
  }
}

function circuit(failures: number, at: Instant): Omit<ProviderState, 'lastError'> {
  if (failures < CIRCUIT_FAILURES) return { failures, pausedUntil: null };
  const pause = Math.min(FIRST_PAUSE_MS * 2 ** Math.min(failures - CIRCUIT_FAILURES, 10), LONGEST_PAUSE_MS);
  return { failures, pausedUntil: at + pause };
}
