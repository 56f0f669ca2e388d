import type { Instant } from '../../../../../kernel/clock';

/**
 * What the pacer is told. Every dialled call ends in exactly one `unanswered`, or in `answered` followed by `connected`,
 * `abandoned` or `machine`. A person taken for a machine is `abandoned` without `answered`, when it becomes known. Who is
 * connected before it is known that he is a person (`live: false`) counts as a live answer only when `live` says so.
 */
export type PacingObservation =
  | { readonly kind: 'dialled'; readonly at: Instant; readonly calls: number }
  | { readonly kind: 'unanswered'; readonly at: Instant; readonly dialledAt: Instant }
  | { readonly kind: 'answered'; readonly at: Instant; readonly dialledAt: Instant }
  | { readonly kind: 'connected'; readonly at: Instant; readonly live?: boolean }
  | { readonly kind: 'live'; readonly at: Instant }
  /** `abandoned`: it had been counted so. */
  | { readonly kind: 'machine'; readonly at: Instant; readonly abandoned: boolean }
  | { readonly kind: 'abandoned'; readonly at: Instant; readonly misjudged?: boolean }
  | { readonly kind: 'talk-ended'; readonly at: Instant; readonly agentId: string; readonly seconds: number }
  | { readonly kind: 'wrap-up-ended'; readonly at: Instant; readonly agentId: string; readonly seconds: number };

export interface PacedAgent {
  readonly id: string;
  /** `ready` agents are reserved for this campaign; who is on a break or elsewhere is not listed. */
  readonly status: 'ready' | 'talking' | 'wrap-up';
  readonly since: Instant;
}

/** The campaign as it is now. */
export interface PacingWorld {
  readonly agents: readonly PacedAgent[];
  /** When each call that rings now was dialled. */
  readonly ringing: readonly Instant[];
  /** Answered calls that still wait for an agent. */
  readonly waiting: number;
  readonly switchConnected: boolean;
}
