import type { AgentOrder } from '../../../work/agents';
import type { WorkCommand } from '../../../work/routing';
import type { CallEvent } from './call-events';
import type { WorkDemand } from './call-state';

export interface AgentDemand {
  readonly agentId: string;
  readonly order: AgentOrder;
}

/** What an event of a call means for agents and for routing. Pure; every order is safe to repeat. */
export interface WorkOrders {
  readonly agents: readonly AgentDemand[];
  readonly work: WorkCommand | null;
}

const NONE: WorkOrders = { agents: [], work: null };
const forAgent = (agentId: string, order: AgentOrder): WorkOrders => ({ agents: [{ agentId, order }], work: null });
const start = (callId: string, workId: string): AgentOrder => ({
  type: 'StartWork',
  workId,
  channel: 'call',
  subjectId: callId,
});

export function workOrders(event: CallEvent, callId: string): WorkOrders {
  switch (event.type) {
    case 'CallQueued':
      return queued(event.data, callId);
    case 'CallCallbackQueued':
      return callbackQueued(event.data, callId);
    case 'CallCallbackTaken': {
      const { agentId, workId, queueWorkId, at } = event.data;
      const work: WorkCommand = { type: 'Assign', workId: queueWorkId, offerId: workId, agentId, at };
      return { agents: [{ agentId, order: start(callId, workId) }], work };
    }
    case 'CallOverflowFailed': {
      const { workId, reason, at } = event.data;
      const work: WorkCommand | null =
        workId === null ? null : { type: 'Withdraw', workId, because: `overflow:${reason}`, at };
      return { agents: [], work };
    }
    case 'CallQueueLeft': {
      const { workId, because, at } = event.data;
      return { agents: [], work: { type: 'Withdraw', workId, because, at } };
    }
    case 'CallOfferFailed':
      return offerFailed(event.data);
    case 'CallOfferWithdrawn':
      if (event.data.kind === 'queue') return NONE;
      return forAgent(event.data.agentId, {
        type: 'ReleaseOffer',
        offerId: event.data.offerId,
        because: event.data.because,
      });
    case 'CallConnected': {
      const { agentId, workId, queueWorkId, at } = event.data;
      const work: WorkCommand | null = queueWorkId
        ? { type: 'Assign', workId: queueWorkId, offerId: workId, agentId, at }
        : null;
      return { agents: [{ agentId, order: start(callId, workId) }], work };
    }
    default:
      return partnerOrders(event, callId);
  }
}

/** Colleagues who join and leave, and the end. */
function partnerOrders(event: CallEvent, callId: string): WorkOrders {
  switch (event.type) {
    case 'CallColleagueJoined':
      return forAgent(event.data.agentId, start(callId, event.data.workId));
    case 'CallConsultFailed': {
      const { offerId, agentId, miss } = event.data;
      if (!offerId || !agentId) return NONE;
      return forAgent(
        agentId,
        miss ? { type: 'MissOffer', offerId, cause: miss } : { type: 'ReleaseOffer', offerId, because: 'call-over' },
      );
    }
    case 'CallReturnedToCaller': {
      const { offer } = event.data;
      if (!offer) return NONE;
      return forAgent(
        offer.agentId,
        offer.ringing
          ? { type: 'ReleaseOffer', offerId: offer.offerId, because: 'called-off' }
          : { type: 'EndWork', workId: offer.offerId },
      );
    }
    case 'CallAgentLeft': {
      const { agentId, workId, wrapUp } = event.data;
      return forAgent(
        agentId,
        wrapUp
          ? { type: 'StartWrapUp', workId, until: wrapUp.until, closing: wrapUp.closing }
          : { type: 'EndWork', workId },
      );
    }
    case 'CallHungUp': {
      const { queueWorkId, because, at } = event.data;
      return queueWorkId ? { agents: [], work: { type: 'Withdraw', workId: queueWorkId, because, at } } : NONE;
    }
    case 'CallClosed':
      return event.data.agentId && event.data.workId
        ? forAgent(event.data.agentId, { type: 'EndWork', workId: event.data.workId })
        : NONE;
    default:
      return NONE;
  }
}

function queued(
  { stay, policy, because, demand }: Extract<CallEvent, { type: 'CallQueued' }>['data'],
  callId: string,
): WorkOrders {
  if (policy.queueId === null) return NONE;
  const subject = {
    channel: 'call',
    subjectId: callId,
    queueId: policy.queueId,
    queuedAt: stay.originalQueuedAt,
    ...priorityOf(demand),
    ...(demand && { requirements: demand.requirements, language: demand.language }),
    // Whom an overflow has lost once, it does not lead round again.
    ...(because === 'overflow-failed' && { via: [policy.queueId] }),
  } as const;
  return { agents: [], work: { type: 'Enqueue', workId: stay.workId, subject } };
}

const priorityOf = (demand: WorkDemand | null | undefined) => {
  const priority = demand?.priority ?? null;
  return { priority, priorityBy: priority === null ? null : 'flow' } as const;
};

/** It waits in the customer's stead with his place, and stays in its queue: nobody hears an overflow. */
function callbackQueued(
  { stay, policy, demand }: Extract<CallEvent, { type: 'CallCallbackQueued' }>['data'],
  callId: string,
): WorkOrders {
  if (policy.queueId === null) return NONE;
  const subject = {
    channel: 'call',
    subjectId: callId,
    queueId: policy.queueId,
    queuedAt: stay.originalQueuedAt,
    enteredAt: stay.queuedAt,
    ...priorityOf(demand),
    via: [policy.queueId],
    ...(demand && { requirements: demand.requirements, language: demand.language }),
  } as const;
  return { agents: [], work: { type: 'Enqueue', workId: stay.workId, subject } };
}

/** Of a queue's offer routing tells the agent itself; one made to the person is told from here. */
function offerFailed({
  kind,
  workId,
  offerId,
  agentId,
  cause,
}: Extract<CallEvent, { type: 'CallOfferFailed' }>['data']): WorkOrders {
  if (kind === 'direct' || !workId) return forAgent(agentId, { type: 'MissOffer', offerId, cause });
  return { agents: [], work: { type: 'MissOffer', workId, offerId, agentId, cause } };
}
