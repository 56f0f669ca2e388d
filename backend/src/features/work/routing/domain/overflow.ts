import { isOpen, type ServiceHours } from '../../../../kernel/service-hours';
import type { Instant } from '../../../../kernel/clock';

export type OverflowTarget =
  | { readonly kind: 'queue'; readonly queueId: string }
  | { readonly kind: 'number'; readonly number: string }
  | { readonly kind: 'flow'; readonly flowId: string }
  | { readonly kind: 'voicemail'; readonly boxId: string }
  | { readonly kind: 'hang-up'; readonly message: string };

export interface OverflowRule {
  readonly when: 'closed' | 'no-agents' | 'waiting-count' | 'expected-wait' | 'waiting-time';
  readonly threshold: number | null;
  readonly to: OverflowTarget;
}

/** What an overflow is decided from; journalled with it. */
export interface OverflowFacts {
  readonly at: Instant;
  /** Since it came into this queue. */
  readonly waitedSeconds: number;
  /** How many wait in the queue before it. */
  readonly before: number;
  /** Agents of the queue who are signed in. */
  readonly signedIn: number;
  /** Null while nobody could take it. */
  readonly expectedSeconds: number | null;
  readonly open: boolean;
}

export const openAt = (hours: ServiceHours | null, at: Instant): boolean => hours === null || isOpen(hours, at);

/**
 * The first rule that applies. A queue that the item has come through already is no target, so overflows end.
 * A caller who could be offered at once overflows only from a closed queue.
 */
export function chooseOverflow(
  rules: readonly OverflowRule[],
  facts: OverflowFacts,
  via: readonly string[],
): OverflowRule | null {
  return rules.find((rule) => !goesBack(rule, via) && applies(rule, facts)) ?? null;
}

const goesBack = ({ to }: OverflowRule, via: readonly string[]): boolean =>
  to.kind === 'queue' && via.includes(to.queueId);

function applies({ when, threshold }: OverflowRule, facts: OverflowFacts): boolean {
  const limit = threshold ?? Infinity;
  switch (when) {
    case 'closed':
      return !facts.open;
    case 'no-agents':
      return facts.signedIn === 0;
    case 'waiting-count':
      return facts.before >= limit;
    case 'expected-wait':
      return facts.expectedSeconds !== null && facts.expectedSeconds >= limit;
    case 'waiting-time':
      return facts.waitedSeconds >= limit;
  }
}

/** After how many seconds in the queue a rule may begin to apply by waiting alone. */
export const overflowSteps = (rules: readonly OverflowRule[]): number[] =>
  rules.flatMap(({ when, threshold }) => (when === 'waiting-time' && threshold !== null ? [threshold] : []));
