import type { RecordedEvent } from '../../../../kernel/journal';
import type { RoutingChoice } from '../domain/routing-choice';
import { RoutingEngine } from '../domain/routing-engine';
import type { WorkEvent } from '../domain/work-item';
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
  for (const event of inputs) {
    if (event.type !== 'WorkOffered' && event.type !== 'WorkOfferConflicted') continue;
    const { choice } = event.data as Extract<WorkEvent, { type: 'WorkOffered' | 'WorkOfferConflicted' }>['data'];
    for (let next = inputs[fed]; next && next.position <= choice.basis; next = inputs[fed]) {
      feed.apply(next);
      fed += 1;
    }
    recorded.push(choice);
    replayed.push(feed.engine.next(choice.at, choice.basis));
    if (event.type === 'WorkOfferConflicted') undo(feed, event);
  }
  return { recorded, replayed };
}

/** What the live engine did when an offer met a newer fact. */
function undo(feed: EngineFeed, event: RecordedEvent): void {
  const { choice, stale, workId, channel, queueId, queuedAt, priority } = event.data as Extract<
    WorkEvent,
    { type: 'WorkOfferConflicted' }
  >['data'];
  for (const agentId of choice.chosen) if (!stale.includes(agentId)) feed.restoreAgent(agentId);
  feed.engine.addWork({ workId, channel, queueId, queuedAt, priority });
}
