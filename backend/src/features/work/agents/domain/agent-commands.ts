import type { NotReadyReason } from '#contracts';
import type { Instant } from '../../../../kernel/clock';
import type { Refusal } from '../../../../kernel/outcome';
import type { MissCause } from './agent-events';
import type { Capacity, Channel, GrantedBreak, HeldOffer, WorkInHand } from './agent-state';

interface At {
  readonly at: Instant;
}

export type AgentCommand = At &
  /** `phoneOnly`: he is there with his phone, without a desk. */
  (
    | { readonly type: 'SignIn'; readonly sessionId: string; readonly phoneOnly?: true }
    | { readonly type: 'SignOut'; readonly sessionId: string; readonly reason: string }
    | {
        readonly type: 'RequestStatus';
        readonly status: 'ready' | 'not-ready';
        readonly reason: NotReadyReason | null;
        readonly note: string | null;
      }
    /** A break that has its place: now, or after the work in hand. */
    | { readonly type: 'TakeBreak'; readonly granted: GrantedBreak; readonly note: string | null }
    | { readonly type: 'BreakLimitElapsed'; readonly breakId: string }
    | { readonly type: 'Reserve'; readonly offer: Omit<HeldOffer, 'since'> }
    | { readonly type: 'MissOffer'; readonly offerId: string; readonly cause: MissCause }
    | { readonly type: 'ReleaseOffer'; readonly offerId: string; readonly because: string }
    | { readonly type: 'StartWork'; readonly workId: string; readonly channel: Channel; readonly subjectId: string }
    | {
        readonly type: 'StartWrapUp';
        readonly workId: string;
        readonly until: Instant;
        readonly closing: WorkInHand['closing'];
      }
    /** `patienceMs`: how long what has to be closed by hand stays open past its time. */
    | { readonly type: 'WrapUpElapsed'; readonly workId: string; readonly patienceMs: number }
    /** Ends after-call work that would end by itself. */
    | { readonly type: 'FinishWrapUp' }
    | { readonly type: 'EndWork'; readonly workId: string }
    | { readonly type: 'PhoneRegistered' }
    | { readonly type: 'PhoneUnregistered' }
    | { readonly type: 'SetCapacity'; readonly capacity: Capacity }
  );

/**
 * - `agent-offline`: no workstation session
 * - `agent-not-ready`, `agent-engaged`, `agent-phone-unregistered`: cannot be reserved now
 * - `agent-busy`: has as much of this channel as he can take
 */
export type AgentRefusal = Refusal<
  'agent-offline' | 'agent-not-ready' | 'agent-engaged' | 'agent-busy' | 'agent-phone-unregistered'
>;
