import type { Instant } from '../../../../kernel/clock';
import type { RoutingEngine } from './routing-engine';
import type { WaitingWork } from './routing-choice';
import { corrected } from './wait-correction';

/** What a queue has shown lately. */
export interface Pace {
  /** How long one item takes an agent, answer to end of after-call work, in milliseconds. */
  readonly handlingMs: number;
  /** How many of those who wait give up in each millisecond of it: given up ÷ time waited by everybody. */
  readonly givingUp: number;
  /** What computed waits are wrong by lately, see `learnCorrection`; 0 for nothing known. */
  readonly correction: number;
}
export type Paces = ReadonlyMap<string, Pace>;

export interface WaitEstimate {
  /** Place in its queue, from 1. */
  readonly position: number;
  /** Null while nobody of the queue is on duty, or while nobody knows how long its calls take. */
  readonly expectedMs: number | null;
  /** Before the queue's correction: what the next one is learned from. */
  readonly computedMs: number | null;
  /** How much longer one waits behind one more of the same queue. */
  readonly placeMs: number | null;
}

type Floor = Pick<RoutingEngine, 'onDuty' | 'queueIdsOf' | 'worksOf' | 'weightOf'>;

/**
 * The published method (README): the work that will be served before, spread over the agents on duty. Before this item
 * come the heavier ones of its queue and of every queue that shares agents with it; each counts with its queue's mean
 * handling time and with the share of that queue's agents who are also this queue's; and one more is the item's own turn.
 * Some of those before give up: with the rate θ at which they do, a wait of w without it becomes ln(1 + θ·w) ÷ θ. What the
 * queue's estimates of the last waits were wrong by is put right at last.
 */
export function estimateWait(floor: Floor, work: WaitingWork, paces: Paces, at: Instant): WaitEstimate {
  const own = new Set(floor.onDuty(work.queueId));
  const queues = new Set([work.queueId, ...[...own].flatMap((agentId) => floor.queueIdsOf(agentId))]);
  const pace = paces.get(work.queueId) ?? null;
  let position = 1;
  let before = pace?.handlingMs ?? 0;
  for (const queueId of queues) {
    const ahead = countAhead(floor, queueId, work, at);
    if (queueId === work.queueId) position += ahead;
    before += ahead * (paces.get(queueId) ?? pace ?? NOTHING).handlingMs * sharedAgents(floor.onDuty(queueId), own);
  }
  if (pace === null || own.size === 0) return { position, expectedMs: null, computedMs: null, placeMs: null };
  const computedMs = lessThoseWhoGiveUp(before / own.size, pace.givingUp);
  const expectedMs = corrected(computedMs, pace.correction);
  return { position, expectedMs, computedMs, placeMs: expectedMs / position };
}

const NOTHING: Pace = { handlingMs: 0, givingUp: 0, correction: 0 };

const lessThoseWhoGiveUp = (wait: number, givingUp: number): number =>
  givingUp > 0 ? Math.log(1 + givingUp * wait) / givingUp : wait;

/** Items of a queue that are served before this one: heavier, or as heavy and waiting longer. */
function countAhead(floor: Floor, queueId: string, work: WaitingWork, at: Instant): number {
  const weight = floor.weightOf(work, at);
  return floor.worksOf(queueId).filter((other) => {
    if (other.workId === work.workId) return false;
    const its = floor.weightOf(other, at);
    return its > weight || (its === weight && comesFirst(other, work));
  }).length;
}

const comesFirst = (a: WaitingWork, b: WaitingWork): boolean =>
  a.queuedAt < b.queuedAt || (a.queuedAt === b.queuedAt && a.workId < b.workId);

function sharedAgents(theirs: readonly string[], own: ReadonlySet<string>): number {
  return theirs.length === 0 ? 0 : theirs.filter((id) => own.has(id)).length / theirs.length;
}
