import type {
  AgentEvent,
  AgentOfferMissed,
  AgentStatusChanged,
  AgentWrapUpOverdue,
  AgentWrapUpStarted,
} from './agent-events';
import { heldBreak, statusOf, type AgentState, type Availability, type HeldBreak } from './agent-state';

const REMEMBERED = 32;

/** The status is settled by `AgentStatusChanged`, which `decide` adds after the facts that led to it. */
export function evolveAgent(state: AgentState, event: AgentEvent): AgentState {
  switch (event.type) {
    case 'AgentSignedIn':
      return {
        ...state,
        sessionId: event.data.sessionId,
        phoneOnly: event.data.phoneOnly === true,
        availability: state.sessionId === null ? { kind: 'not-ready', reason: 'signed-in' } : state.availability,
      };
    case 'AgentSignedOut':
      return signedOut(state);
    case 'AgentStatusRequested':
      return { ...state, availability: event.data.availability };
    case 'AgentBreakTaken':
    case 'AgentBreakStarted':
    case 'AgentBreakOverLimit':
    case 'AgentBreakEnded':
      return evolveBreak(state, event);
    case 'AgentReserved':
      return { ...state, offers: [...state.offers, event.data.offer] };
    case 'AgentOfferMissed':
      return offerMissed(state, event.data);
    case 'AgentOfferReleased':
      return { ...withoutOffer(state, event.data.offerId), missedOfferId: null };
    case 'AgentWorkStarted':
      return {
        ...withoutOffer(state, event.data.work.workId, false),
        work: [...state.work, event.data.work],
        availability: event.data.fromMissed && missed(state.availability) ? { kind: 'ready' } : state.availability,
        closed: state.closed.filter((id) => id !== event.data.work.workId),
        missedOfferId: null,
      };
    case 'AgentWrapUpStarted':
      return wrapUpStarted(state, event.data);
    case 'AgentWrapUpOverdue':
      return wrapUpOverdue(state, event.data);
    case 'AgentWorkEnded':
      return {
        ...state,
        work: state.work.filter(({ workId }) => workId !== event.data.workId),
        closed: remember(state, event.data.workId),
      };
    case 'AgentPhoneChanged':
      return { ...state, phone: event.data.phone, availability: availabilityAfterPhone(state, event.data.phone) };
    case 'AgentCapacityChanged':
      return { ...state, capacity: event.data.capacity };
    case 'AgentStatusChanged':
      return { ...spent(state, event.data), ...statusOf(state), since: event.data.at };
  }
}

function evolveBreak(state: AgentState, event: Extract<AgentEvent, { type: `AgentBreak${string}` }>): AgentState {
  switch (event.type) {
    case 'AgentBreakTaken': {
      const held = { ...event.data.granted, startedAt: null, spentMs: 0 };
      return { ...state, availability: { kind: 'not-ready', reason: 'break', break: held } };
    }
    case 'AgentBreakStarted':
      return withBreak(state, { startedAt: event.data.at });
    case 'AgentBreakOverLimit':
      return state;
    case 'AgentBreakEnded':
      return { ...state, closed: remember(state, event.data.breakId) };
  }
}

function withBreak(state: AgentState, change: Partial<HeldBreak>): AgentState {
  const held = heldBreak(state);
  if (!held) return state;
  return { ...state, availability: { kind: 'not-ready', reason: 'break', break: { ...held, ...change } } };
}

/** A stretch of a break that goes on afterwards. */
function spent(state: AgentState, { fromBreak, durationMs }: AgentStatusChanged['data']): AgentState {
  const held = heldBreak(state);
  return held && held.breakId === fromBreak ? withBreak(state, { spentMs: held.spentMs + durationMs }) : state;
}

const missed = (availability: Availability): boolean =>
  availability.kind === 'not-ready' && availability.reason === 'missed-offer';

const remember = (state: AgentState, id: string): readonly string[] => [...state.closed, id].slice(-REMEMBERED);

const withoutOffer = (state: AgentState, id: string, closes = true): AgentState => ({
  ...state,
  offers: state.offers.filter(({ offerId }) => offerId !== id),
  closed: closes ? remember(state, id) : state.closed,
});

/** Signed out with work in hand: the work goes on until it ends, then the agent is offline. Offers are void at once. */
function signedOut(state: AgentState): AgentState {
  const closed = state.offers.reduce((ids, { offerId }) => [...ids, offerId], [...state.closed]).slice(-REMEMBERED);
  return { ...state, sessionId: null, availability: { kind: 'offline' }, offers: [], closed };
}

function offerMissed(state: AgentState, { offerId, cause, kind }: AgentOfferMissed['data']): AgentState {
  const after = withoutOffer(state, offerId);
  const reason = cause === 'unreachable' ? 'phone-unreachable' : 'missed-offer';
  const phone = cause === 'unreachable' ? 'unregistered' : state.phone;
  const pushed = state.availability.kind === 'ready' && (kind === 'queue' || cause === 'unreachable');
  const availability: Availability = pushed ? { kind: 'not-ready', reason } : state.availability;
  return { ...after, phone, availability, missedOfferId: offerId };
}

/** A phone that went away takes the agent out of distribution; when it is back, the agent decides. */
function availabilityAfterPhone(state: AgentState, phone: AgentState['phone']): Availability {
  const lost = phone === 'unregistered' && state.availability.kind === 'ready';
  return lost ? { kind: 'not-ready', reason: 'phone-unreachable' } : state.availability;
}

function wrapUpOverdue(state: AgentState, { workId, until }: AgentWrapUpOverdue['data']): AgentState {
  if (until === undefined) return state;
  const work = state.work.map((each) =>
    each.workId === workId ? { ...each, wrapUpUntil: until, overdue: true } : each,
  );
  return { ...state, work };
}

function wrapUpStarted(state: AgentState, data: AgentWrapUpStarted['data']): AgentState {
  const work = state.work.map((each) =>
    each.workId === data.workId
      ? ({ ...each, stage: 'wrap-up', stageSince: data.at, wrapUpUntil: data.until, closing: data.closing } as const)
      : each,
  );
  return { ...state, work };
}
