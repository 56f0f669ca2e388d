import type { RecordedEvent } from '../../../../kernel/journal';
import type { AgentStatusChanged } from '../../agents';
import type { RoutingEngine } from '../domain/routing-engine';

const ARRIVALS: ReadonlySet<string> = new Set(['WorkQueued', 'WorkReturned', 'WorkOverflowed']);

/** Items that came (back) into a queue, each with the event that brought it. */
export function arrivedIn(events: readonly RecordedEvent[]): Map<string, RecordedEvent> {
  const came = events.filter(({ type }) => ARRIVALS.has(type));
  return new Map(came.map((event) => [(event.data as { workId: string }).workId, event]));
}

/** Items whose way out may be open now: they came, their time came, their queue's rules or its last agent went. */
export function affectedBy(
  events: readonly RecordedEvent[],
  engine: RoutingEngine,
  woken: readonly string[],
): readonly string[] {
  const queueIds = new Set(events.flatMap((event) => queuesOf(event, engine)));
  const waiting = [...queueIds].flatMap((id) => engine.worksOf(id).map(({ workId }) => workId));
  return [...new Set([...arrivedIn(events).keys(), ...woken, ...waiting])];
}

function queuesOf({ type, data, stream }: RecordedEvent, engine: RoutingEngine): string[] {
  if (type === 'QueueSaved' || type === 'QueueMembersChanged') return [(data as { queueId: string }).queueId];
  if (type !== 'AgentStatusChanged' || (data as AgentStatusChanged['data']).to !== 'offline') return [];
  return engine.queueIdsOf(stream.slice('agent-'.length)).filter((id) => engine.signedIn(id) === 0);
}
