import type { Instant } from '../../../../kernel/clock';
import type { Decider } from '../../../../kernel/decider';
import type { DomainEvent } from '../../../../kernel/journal';
import { accepted, refused, type Outcome, type Refusal } from '../../../../kernel/outcome';
import type { Channel, MissCause } from '../../agents';
import type { OverflowFacts, OverflowRule } from './overflow';
import type { Affinity, PrioritySource, RoutingChoice, WaitingWork } from './routing-choice';
import type { Requirement } from './skills';

/** Something that waits for a person: a call, later a chat or a mail. Routing knows its channel only to count capacity. */
export interface WorkSubject {
  readonly channel: Channel;
  /** The interaction itself, for example the call's id. */
  readonly subjectId: string;
  readonly queueId: string;
  /** Start of the wait that counts: kept over returns and transfers back, so a place is never lost. */
  readonly queuedAt: Instant;
  /** Base weight; null takes the queue's. */
  readonly priority: number | null;
  /** Who gave it that; null: nobody. */
  readonly priorityBy: PrioritySource | null;
  /** When it came into this queue: later than `queuedAt` after an overflow. */
  readonly enteredAt: Instant;
  /** What it asks of whoever takes it, on top of the queue's. */
  readonly requirements: readonly Requirement[];
  readonly affinity: Affinity | null;
  /** Of the person who waits; null when nobody knows. */
  readonly language: string | null;
  /** Queues that it overflowed from. */
  readonly via: readonly string[];
}

/** What somebody who brings work has to say of it; the rest has an obvious value. */
export type EnqueuedSubject = Pick<WorkSubject, 'channel' | 'subjectId' | 'queueId' | 'queuedAt' | 'priority'> &
  Partial<WorkSubject>;

/** Why an item left its queue; `basis` as in a choice. */
export interface Overflowing {
  readonly from: string;
  readonly rule: OverflowRule;
  readonly facts: OverflowFacts;
  readonly basis: number;
}

export interface LiveOffer {
  readonly offerId: string;
  /** Those who can still take it. */
  readonly agentIds: readonly string[];
}

export type WorkState =
  | { readonly kind: 'none' }
  | ({ readonly kind: 'waiting' } & WorkSubject)
  | ({ readonly kind: 'offered'; readonly offer: LiveOffer } & WorkSubject)
  | ({ readonly kind: 'assigned'; readonly agentId: string; readonly offerId: string } & WorkSubject)
  | ({ readonly kind: 'withdrawn' } & WorkSubject);

export type WorkEvent =
  | DomainEvent<'WorkQueued', WorkSubject & { workId: string }>
  /** To a queue: it waits there with its place. To anything else: routing has done with it, the interaction goes on there. */
  | DomainEvent<'WorkOverflowed', WorkSubject & { workId: string } & Overflowing>
  | DomainEvent<
      'WorkOffered',
      WorkSubject & { workId: string; offer: LiveOffer; expiresAt: Instant; choice: RoutingChoice }
    >
  | DomainEvent<'WorkHeld', WorkSubject & { workId: string; choice: RoutingChoice }>
  | DomainEvent<
      'WorkOfferConflicted',
      WorkSubject & { workId: string; offerId: string; stale: readonly string[]; choice: RoutingChoice }
    >
  | DomainEvent<
      'WorkOfferMissed',
      WorkSubject & { workId: string; offerId: string; agentId: string; cause: MissCause; remaining: number }
    >
  | DomainEvent<
      'WorkOfferReleased',
      WorkSubject & { workId: string; offerId: string; agentId: string; because: string }
    >
  | DomainEvent<'WorkReturned', WorkSubject & { workId: string; offerId: string }>
  | DomainEvent<'WorkAssigned', WorkSubject & { workId: string; offerId: string; agentId: string; waitedMs: number }>
  | DomainEvent<'WorkWithdrawn', WorkSubject & { workId: string; because: string; waitedMs: number }>;

export const WORK_EVENT_TYPES = [
  'WorkQueued',
  'WorkOverflowed',
  'WorkOffered',
  'WorkHeld',
  'WorkOfferConflicted',
  'WorkOfferMissed',
  'WorkOfferReleased',
  'WorkReturned',
  'WorkAssigned',
  'WorkWithdrawn',
] as const satisfies readonly WorkEvent['type'][];

export type WorkCommand =
  | { readonly type: 'Enqueue'; readonly workId: string; readonly subject: EnqueuedSubject }
  | { readonly type: 'Overflow'; readonly workId: string; readonly at: Instant; readonly overflowing: Overflowing }
  | {
      readonly type: 'Offer';
      readonly workId: string;
      readonly offer: LiveOffer;
      readonly expiresAt: Instant;
      readonly choice: RoutingChoice;
    }
  | { readonly type: 'Hold'; readonly workId: string; readonly choice: RoutingChoice }
  | {
      readonly type: 'NoteConflict';
      readonly workId: string;
      readonly offerId: string;
      readonly stale: readonly string[];
      readonly choice: RoutingChoice;
    }
  | {
      readonly type: 'MissOffer';
      readonly workId: string;
      readonly offerId: string;
      readonly agentId: string;
      readonly cause: MissCause;
    }
  /** The offer's time is over. `penalise: false`: not the agent's doing (the phone system was away). */
  | { readonly type: 'ExpireOffer'; readonly workId: string; readonly offerId: string; readonly penalise: boolean }
  | {
      readonly type: 'Assign';
      readonly workId: string;
      readonly offerId: string;
      readonly agentId: string;
      readonly at: Instant;
    }
  | { readonly type: 'Withdraw'; readonly workId: string; readonly because: string; readonly at: Instant };

export type WorkRefusal = Refusal<'work-not-waiting'>;
type Decision = Outcome<readonly WorkEvent[], WorkRefusal>;
type Command<Type extends WorkCommand['type']> = Extract<WorkCommand, { type: Type }>;

const nothing: Decision = accepted([]);

/** One work item from queued to assigned or withdrawn. Repeats and late reports change nothing. */
export const workDecider: Decider<WorkState, WorkCommand, WorkEvent, WorkRefusal> = {
  kind: 'work',
  stateVersion: 2,
  initialState: { kind: 'none' },
  decide,
  evolve,
};

function decide(state: WorkState, command: WorkCommand): Decision {
  if (command.type === 'Enqueue') {
    if (state.kind !== 'none') return nothing;
    return accepted([{ type: 'WorkQueued', data: { workId: command.workId, ...subjectOf(command.subject) } }]);
  }
  if (state.kind === 'none' || state.kind === 'withdrawn') {
    return command.type === 'Offer' ? refused({ code: 'work-not-waiting' }) : nothing;
  }
  switch (command.type) {
    case 'Offer':
      return offer(state, command);
    case 'Hold':
      if (state.kind !== 'waiting') return nothing;
      return accepted([{ type: 'WorkHeld', data: { ...base(state, command), choice: command.choice } }]);
    case 'Overflow':
      return overflow(state, command);
    case 'NoteConflict': {
      const { offerId, stale, choice } = command;
      return accepted([{ type: 'WorkOfferConflicted', data: { ...base(state, command), offerId, stale, choice } }]);
    }
    case 'MissOffer':
      return missOffer(state, command);
    case 'ExpireOffer':
      return expireOffer(state, command);
    case 'Assign':
      return assign(state, command);
    case 'Withdraw':
      return withdraw(state, command);
  }
}

type Open = Exclude<WorkState, { kind: 'none' | 'withdrawn' }>;

/** With what an older journal, or a caller in a hurry, leaves out. */
function subjectOf(given: EnqueuedSubject): WorkSubject {
  const { channel, subjectId, queueId, queuedAt, priority } = given;
  return {
    channel,
    subjectId,
    queueId,
    queuedAt,
    priority,
    priorityBy: given.priorityBy ?? null,
    enteredAt: given.enteredAt ?? queuedAt,
    requirements: given.requirements ?? [],
    affinity: given.affinity ?? null,
    language: given.language ?? null,
    via: given.via ?? [],
  };
}

/** The item as the engine holds it while it waits. */
export function waitingOf(given: EnqueuedSubject & { workId: string }): WaitingWork {
  const { subjectId: _subjectId, language: _language, ...waiting } = subjectOf(given);
  return { workId: given.workId, ...waiting };
}

const base = (state: Open, { workId }: { workId: string }) => ({ workId, ...subjectOf(state) });

function offer(state: Open, command: Command<'Offer'>): Decision {
  if (state.kind === 'offered' && state.offer.offerId === command.offer.offerId) return nothing;
  if (state.kind !== 'waiting') return refused({ code: 'work-not-waiting' });
  const { offer: made, expiresAt, choice } = command;
  return accepted([{ type: 'WorkOffered', data: { ...base(state, command), offer: made, expiresAt, choice } }]);
}

/** While phones ring for it, it stays: somebody is about to answer. */
function overflow(state: Open, { workId, at, overflowing }: Command<'Overflow'>): Decision {
  if (state.kind !== 'waiting' || state.queueId !== overflowing.from) return nothing;
  const { to } = overflowing.rule;
  const moved = to.kind === 'queue' ? { queueId: to.queueId, enteredAt: at, via: [...state.via, state.queueId] } : {};
  return accepted([{ type: 'WorkOverflowed', data: { ...base(state, { workId }), ...moved, ...overflowing } }]);
}

function missOffer(state: Open, command: Command<'MissOffer'>): Decision {
  const { offerId, agentId, cause } = command;
  if (state.kind !== 'offered' || state.offer.offerId !== offerId || !state.offer.agentIds.includes(agentId))
    return nothing;
  const remaining = state.offer.agentIds.length - 1;
  const missed: WorkEvent = {
    type: 'WorkOfferMissed',
    data: { ...base(state, command), offerId, agentId, cause, remaining },
  };
  const returned: WorkEvent = { type: 'WorkReturned', data: { ...base(state, command), offerId } };
  return accepted(remaining === 0 ? [missed, returned] : [missed]);
}

function expireOffer(state: Open, command: Command<'ExpireOffer'>): Decision {
  if (state.kind !== 'offered' || state.offer.offerId !== command.offerId) return nothing;
  const { offerId } = command;
  const common = { ...base(state, command), offerId };
  const left = state.offer.agentIds.map((agentId, index): WorkEvent =>
    command.penalise
      ? {
          type: 'WorkOfferMissed',
          data: { ...common, agentId, cause: 'no-answer', remaining: state.offer.agentIds.length - 1 - index },
        }
      : { type: 'WorkOfferReleased', data: { ...common, agentId, because: 'channel-paused' } },
  );
  return accepted([...left, { type: 'WorkReturned', data: common }]);
}

/** The interaction says who has it, and it is the authority: an offer that ran out a moment before, or a newer one, gives way. */
function assign(state: Open, command: Command<'Assign'>): Decision {
  const { offerId, agentId, at } = command;
  if (state.kind === 'assigned') return nothing;
  const rescinded = state.kind === 'offered' ? state.offer : null;
  const losers = rescinded?.agentIds.filter((id) => id !== agentId || rescinded.offerId !== offerId) ?? [];
  const released = losers.map((loser): WorkEvent => ({
    type: 'WorkOfferReleased',
    data: {
      ...base(state, command),
      offerId: rescinded?.offerId ?? offerId,
      agentId: loser,
      because: 'taken-by-other',
    },
  }));
  const waitedMs = Math.max(0, at - state.queuedAt);
  return accepted([
    ...released,
    { type: 'WorkAssigned', data: { ...base(state, command), offerId, agentId, waitedMs } },
  ]);
}

function withdraw(state: Open, command: Command<'Withdraw'>): Decision {
  if (state.kind === 'assigned') return nothing;
  const { because, at } = command;
  const live = state.kind === 'offered' ? state.offer : null;
  const released = (live?.agentIds ?? []).map((agentId): WorkEvent => ({
    type: 'WorkOfferReleased',
    data: { ...base(state, command), offerId: live?.offerId ?? '', agentId, because },
  }));
  const waitedMs = Math.max(0, at - state.queuedAt);
  return accepted([...released, { type: 'WorkWithdrawn', data: { ...base(state, command), because, waitedMs } }]);
}

function evolve(state: WorkState, event: WorkEvent): WorkState {
  switch (event.type) {
    case 'WorkQueued':
    case 'WorkReturned':
      return { kind: 'waiting', ...subjectOf(event.data) };
    case 'WorkOverflowed':
      return { kind: event.data.rule.to.kind === 'queue' ? 'waiting' : 'withdrawn', ...subjectOf(event.data) };
    case 'WorkOffered':
      return { kind: 'offered', offer: event.data.offer, ...subjectOf(event.data) };
    case 'WorkHeld':
    case 'WorkOfferConflicted':
      return state;
    case 'WorkOfferMissed':
    case 'WorkOfferReleased':
      return withoutAgent(state, event.data.agentId);
    case 'WorkAssigned':
      return { kind: 'assigned', agentId: event.data.agentId, offerId: event.data.offerId, ...subjectOf(event.data) };
    case 'WorkWithdrawn':
      return { kind: 'withdrawn', ...subjectOf(event.data) };
  }
}

function withoutAgent(state: WorkState, agentId: string): WorkState {
  if (state.kind !== 'offered') return state;
  return { ...state, offer: { ...state.offer, agentIds: state.offer.agentIds.filter((id) => id !== agentId) } };
}
