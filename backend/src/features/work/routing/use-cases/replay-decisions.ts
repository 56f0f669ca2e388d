import type { RecordedEvent } from '../../../../kernel/journal';
import type { RoutingChoice } from '../domain/routing-choice';
import { RoutingEngine } from '../domain/routing-engine';
import { waitingOf, type WorkEvent } from '../domain/work-item';
import { EngineFeed, FEED_TYPES } from './engine-feed';

export interface Replayed {
  /** Offers as the journal has them, in the order in which they were made. */
  readonly recorded: readonly RoutingChoice[];
  /** What the engine of today decides from the same facts. */
  readonly replayed: readonly (RoutingChoice | null)[];
}

const feedTypes = new Set(FEED_TYPES);

/** Runs a journal through the engine again: each decision is asked for when everything up to its basis is known. */
export function replayDecisions(events: readonly RecordedEvent[]): Replayed {
  const feed = new EngineFeed(new RoutingEngine());
  const inputs = events.filter(({ type }) => feedTypes.has(type));
  const recorded: RoutingChoice[] = [];
  const replayed: (RoutingChoice | null)[] = [];
  let fed = 0;
  const feedUpTo = (basis: number): void => {
    for (let next = inputs[fed]; next && next.position <= basis; next = inputs[fed]) {
      feed.apply(next);
      fed += 1;
    }
  };
  for (const { type, data } of inputs) {
    const event = { type, data } as WorkEvent;
    if (event.type === 'WorkOverflowed') {
      // The live engine let it go when the overflow was written, before its event came round.
      feedUpTo(event.data.basis);
      feed.engine.removeWork(event.data.workId);
    }
    if (event.type !== 'WorkOffered' && event.type !== 'WorkOfferConflicted') continue;
    const { choice } = event.data;
    feedUpTo(choice.basis);
    recorded.push(choice);
    replayed.push(feed.engine.next(choice.at, choice.basis));
    if (event.type === 'WorkOfferConflicted') undo(feed, event.data);
  }
  return { recorded, replayed };
}

type Conflict = Extract<WorkEvent, { type: 'WorkOfferConflicted' }>['data'];

/** What the live engine did when an offer met a newer fact. */
function undo(feed: EngineFeed, conflict: Conflict): void {
  const { choice, stale } = conflict;
  for (const agentId of choice.chosen) if (!stale.includes(agentId)) feed.restoreAgent(agentId);
  feed.engine.addWork(waitingOf(conflict));
}
