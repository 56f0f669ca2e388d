import type { CriticalFunction } from '#contracts';
import type { Instant } from '../../../../kernel/clock';
import type { DomainEvent } from '../../../../kernel/journal';

/** One failed check may be chance; the second makes an outage, from the first on. */
const FAILURES_OF_AN_OUTAGE = 2;
/** So many rounds without a check: nobody was there. */
const ROUNDS_UNWATCHED = 3;

/** What is known of one function. `failures`: in a row. `out`: an outage goes on. */
export interface FunctionState {
  readonly checkedAt: Instant | null;
  readonly failingSince: Instant | null;
  readonly failures: number;
  readonly out: boolean;
}

export const NEVER_CHECKED: FunctionState = { checkedAt: null, failingSince: null, failures: 0, out: false };

/** `why` is null when it worked. */
export interface CheckResult {
  readonly at: Instant;
  readonly why: string | null;
}

interface Of {
  readonly function: CriticalFunction;
}

export type CriticalFunctionEvent =
  | DomainEvent<'CriticalFunctionFailed', Of & { readonly since: Instant; readonly detail: string }>
  | DomainEvent<'CriticalFunctionRestored', Of & { readonly since: Instant; readonly until: Instant }>
  | DomainEvent<'CriticalFunctionUnwatched', Of & { readonly from: Instant; readonly until: Instant }>;

/** What a check changes. A result that is older than what is known changes nothing. */
export function judgeCheck(
  name: CriticalFunction,
  known: FunctionState,
  { at, why }: CheckResult,
  roundMs: number,
): { readonly state: FunctionState; readonly events: readonly CriticalFunctionEvent[] } {
  if (known.checkedAt !== null && at <= known.checkedAt) return { state: known, events: [] };
  const away = unwatched(name, known, at, roundMs);
  if (why === null) {
    const restored: CriticalFunctionEvent[] = known.out
      ? [{ type: 'CriticalFunctionRestored', data: { function: name, since: known.failingSince ?? at, until: at } }]
      : [];
    return { state: { ...NEVER_CHECKED, checkedAt: at }, events: [...away, ...restored] };
  }
  const failures = known.failures + 1;
  const failingSince = known.failingSince ?? at;
  const out = failures >= FAILURES_OF_AN_OUTAGE;
  const failed: CriticalFunctionEvent[] =
    out && !known.out
      ? [{ type: 'CriticalFunctionFailed', data: { function: name, since: failingSince, detail: why } }]
      : [];
  return { state: { checkedAt: at, failingSince, failures, out }, events: [...away, ...failed] };
}

/** An outage that goes on covers the time without checks by itself. */
function unwatched(
  name: CriticalFunction,
  { checkedAt, out }: FunctionState,
  at: Instant,
  roundMs: number,
): CriticalFunctionEvent[] {
  if (checkedAt === null || out || at - checkedAt <= ROUNDS_UNWATCHED * roundMs) return [];
  return [{ type: 'CriticalFunctionUnwatched', data: { function: name, from: checkedAt, until: at } }];
}

/** How a function is to be shown. */
export function shownState(
  { checkedAt, failures, out }: FunctionState,
  now: Instant,
  roundMs: number,
): 'available' | 'doubtful' | 'out' | 'unchecked' {
  if (checkedAt === null || roundMs === 0 || now - checkedAt > ROUNDS_UNWATCHED * roundMs) return 'unchecked';
  return out ? 'out' : failures > 0 ? 'doubtful' : 'available';
}
