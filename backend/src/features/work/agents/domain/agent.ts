import type { NotReadyReason } from '#contracts';
import type { Instant } from '../../../../kernel/clock';
import type { Decider } from '../../../../kernel/decider';
import { accepted, refused, type Outcome } from '../../../../kernel/outcome';
import type { AgentCommand, AgentRefusal } from './agent-commands';
import type { AgentEvent } from './agent-events';
import { freeCapacity, hasCall, INITIAL_AGENT, type AgentState, type Availability } from './agent-state';
import { breakLimitElapsed, takeBreak } from './breaks';
import { evolveAgent } from './evolve-agent';
import { withConsequences } from './status-change';

type Decision = Outcome<readonly AgentEvent[], AgentRefusal>;
type Command<Type extends AgentCommand['type']> = Extract<AgentCommand, { type: Type }>;

const nothing: Decision = accepted([]);
const refuse = (code: AgentRefusal['code']): Decision => refused({ code });

/** Agent presence. Every command about an offer or a work that is over is accepted without an event, so repeats are safe. */
export const agentDecider: Decider<AgentState, AgentCommand, AgentEvent, AgentRefusal> = {
  kind: 'agent',
  stateVersion: 1,
  initialState: INITIAL_AGENT,
  decide(state, command) {
    const decision = decideFacts(state, command);
    return decision.ok ? accepted(withConsequences(state, decision.value, command.at)) : decision;
  },
  evolve: evolveAgent,
};

function decideFacts(state: AgentState, command: AgentCommand): Decision {
  switch (command.type) {
    case 'SignIn':
      return signIn(state, command);
    case 'SignOut':
      return signOut(state, command);
    case 'RequestStatus':
      return requestStatus(state, command);
    case 'TakeBreak':
      return takeBreak(state, command);
    case 'BreakLimitElapsed':
      return breakLimitElapsed(state, command);
    case 'Reserve':
      return reserve(state, command);
    case 'MissOffer':
      return missOffer(state, command);
    case 'ReleaseOffer':
      return releaseOffer(state, command);
    case 'StartWork':
      return startWork(state, command);
    case 'StartWrapUp':
      return startWrapUp(state, command);
    case 'WrapUpElapsed':
      return wrapUpElapsed(state, command);
    case 'FinishWrapUp':
      return finishWrapUp(state, command);
    case 'EndWork':
      return endWork(state, command.workId, 'order', command.at);
    case 'PhoneRegistered':
    case 'PhoneUnregistered':
      return phoneChanged(state, command.type === 'PhoneRegistered' ? 'registered' : 'unregistered');
    case 'SetCapacity':
      return accepted([{ type: 'AgentCapacityChanged', data: { capacity: command.capacity } }]);
  }
}

function signIn(state: AgentState, { sessionId, phoneOnly }: Command<'SignIn'>): Decision {
  if (state.sessionId === sessionId) return nothing;
  return accepted([{ type: 'AgentSignedIn', data: { sessionId, ...(phoneOnly && { phoneOnly }) } }]);
}

/** The end of an older session (taken over by a new one) does not sign the new one out. */
function signOut(state: AgentState, { sessionId, reason }: Command<'SignOut'>): Decision {
  if (state.sessionId !== sessionId) return nothing;
  return accepted([{ type: 'AgentSignedOut', data: { sessionId, reason } }]);
}

function requestStatus(state: AgentState, command: Command<'RequestStatus'>): Decision {
  if (state.sessionId === null) return refuse('agent-offline');
  const availability: Availability =
    command.status === 'ready' ? { kind: 'ready' } : { kind: 'not-ready', reason: command.reason ?? 'break' };
  if (sameAvailability(state.availability, availability)) return nothing;
  const engaged = state.work.length > 0 || state.offers.length > 0;
  const effective = engaged ? 'after-work' : 'now';
  return accepted([{ type: 'AgentStatusRequested', data: { availability, effective, note: command.note } }]);
}

function sameAvailability(a: Availability, b: Availability): boolean {
  return a.kind === b.kind && reasonOf(a) === reasonOf(b) && breakOf(a) === breakOf(b);
}

const reasonOf = (availability: Availability): NotReadyReason | null =>
  availability.kind === 'not-ready' ? availability.reason : null;

const breakOf = (availability: Availability): string | null =>
  (availability.kind === 'not-ready' && availability.break?.breakId) || null;

function reserve(state: AgentState, { offer, at }: Command<'Reserve'>): Decision {
  if (isKnown(state, offer.offerId)) return nothing;
  if (state.sessionId === null) return refuse('agent-offline');
  if (offer.kind === 'queue' && state.availability.kind !== 'ready') return refuse('agent-not-ready');
  if (offer.channel === 'call' && state.phone === 'unregistered') return refuse('agent-phone-unregistered');
  if (hasCall(state)) return refuse('agent-engaged');
  if (freeCapacity(state, offer.channel) === 0) return refuse('agent-busy');
  return accepted([{ type: 'AgentReserved', data: { offer: { ...offer, since: at } } }]);
}

const isKnown = (state: AgentState, id: string): boolean =>
  state.closed.includes(id) ||
  state.offers.some(({ offerId }) => offerId === id) ||
  state.work.some(({ workId }) => workId === id);

function missOffer(state: AgentState, { offerId, cause }: Command<'MissOffer'>): Decision {
  const offer = state.offers.find((each) => each.offerId === offerId);
  if (!offer) return nothing;
  const { subjectId, kind } = offer;
  return accepted([{ type: 'AgentOfferMissed', data: { offerId, subjectId, cause, kind } }]);
}

function releaseOffer(state: AgentState, { offerId, because }: Command<'ReleaseOffer'>): Decision {
  const offer = state.offers.find((each) => each.offerId === offerId);
  if (!offer) return nothing;
  return accepted([{ type: 'AgentOfferReleased', data: { offerId, subjectId: offer.subjectId, because } }]);
}

/** Work that begins is a fact (the customer already hears the agent): an offer that ran out a moment before does not undo it. */
function startWork(state: AgentState, { workId, channel, subjectId, at }: Command<'StartWork'>): Decision {
  const fromMissed = state.missedOfferId === workId;
  const known = state.work.some((each) => each.workId === workId);
  if (known || (state.closed.includes(workId) && !fromMissed)) return nothing;
  const offered = state.offers.some(({ offerId }) => offerId === workId);
  if (!offered && !fromMissed && state.sessionId === null) return refuse('agent-offline');
  if (!offered && hasCall(state)) return refuse('agent-engaged');
  const work = {
    workId,
    channel,
    subjectId,
    stage: 'active',
    startedAt: at,
    stageSince: at,
    wrapUpUntil: null,
    closing: 'timer',
  } as const;
  return accepted([{ type: 'AgentWorkStarted', data: { work, fromMissed, offered: offered || fromMissed } }]);
}

function startWrapUp(state: AgentState, { workId, until, closing: wanted, at }: Command<'StartWrapUp'>): Decision {
  const closing = state.phoneOnly ? 'timer' : wanted;
  const work = state.work.find((each) => each.workId === workId);
  if (work?.stage !== 'active') return nothing;
  return accepted([
    {
      type: 'AgentWrapUpStarted',
      data: { workId, subjectId: work.subjectId, at: Math.max(at, work.startedAt), until, closing },
    },
  ]);
}

/** What has to be closed by hand is waited for once more; who never does it does not stay in after-call work for ever. */
function wrapUpElapsed(state: AgentState, { workId, patienceMs, at }: Command<'WrapUpElapsed'>): Decision {
  const work = state.work.find((each) => each.workId === workId);
  if (work?.stage !== 'wrap-up') return nothing;
  if (work.overdue && at < (work.wrapUpUntil ?? at)) return nothing;
  if (work.closing === 'timer' || work.overdue || patienceMs === 0) return endWork(state, workId, 'timer', at);
  const until = at + patienceMs;
  return accepted([{ type: 'AgentWrapUpOverdue', data: { workId, subjectId: work.subjectId, until } }]);
}

/** Of every work that would end by itself; what somebody has to close stays. */
function finishWrapUp(state: AgentState, { at }: Command<'FinishWrapUp'>): Decision {
  const over = state.work.filter(({ stage, closing }) => stage === 'wrap-up' && closing === 'timer');
  const ended = over.map(({ workId }) => endWork(state, workId, 'order', at));
  return accepted(ended.flatMap((decision) => (decision.ok ? decision.value : [])));
}

function endWork(state: AgentState, workId: string, by: 'timer' | 'order', at: Instant): Decision {
  const work = state.work.find((each) => each.workId === workId);
  if (!work) return nothing;
  const end = Math.max(at, work.stageSince);
  const activeMs = (work.stage === 'active' ? end : work.stageSince) - work.startedAt;
  const wrapUpMs = work.stage === 'active' ? 0 : end - work.stageSince;
  return accepted([{ type: 'AgentWorkEnded', data: { workId, subjectId: work.subjectId, by, activeMs, wrapUpMs } }]);
}

function phoneChanged(state: AgentState, phone: AgentState['phone']): Decision {
  return state.phone === phone ? nothing : accepted([{ type: 'AgentPhoneChanged', data: { phone } }]);
}
