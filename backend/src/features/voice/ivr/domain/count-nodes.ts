import { DateTime } from 'luxon';
import type { RecordedEvent } from '../../../../kernel/journal';
import type { IvrEvent, Place } from './ivr-events';
import { callOfSession } from './session-id';
import { surveyOfFlow } from './survey-flow-id';

/** One figure of a node on one day (Warsaw); `branch` is empty unless it counts a branch. */
export interface NodeCount extends Place {
  readonly day: string;
  readonly kind: 'entered' | 'branch' | 'dropped';
  readonly branch: string;
  readonly count: number;
}

export interface NodeFailure extends Place {
  readonly position: number;
  readonly at: number;
  readonly callId: string;
  readonly reason: string;
}

/** What events add to the counts of drawn flows, each figure once. */
export function countsOf(events: readonly RecordedEvent[]): NodeCount[] {
  const sums = new Map<string, NodeCount>();
  for (const event of events)
    for (const counted of countsIn({ type: event.type, data: event.data } as IvrEvent)) {
      if (surveyOfFlow(counted.flowId)) continue;
      const key = JSON.stringify([
        counted.flowId,
        counted.version,
        counted.day,
        counted.nodeId,
        counted.kind,
        counted.branch,
      ]);
      sums.set(key, { ...counted, count: (sums.get(key)?.count ?? 0) + 1 });
    }
  return [...sums.values()];
}

const dayOf = (at: number): string => DateTime.fromMillis(at, { zone: 'Europe/Warsaw' }).toFormat('yyyy-MM-dd');

/** The flow itself is counted under no node: calls that began in it, or came into it from another flow. */
function countsIn({ type, data }: IvrEvent): NodeCount[] {
  const figure = (kind: NodeCount['kind'], place: Place, branch = ''): NodeCount => {
    const { flowId, version, nodeId } = place;
    return { flowId, version, nodeId, day: dayOf(data.at), kind, branch, count: 1 };
  };
  switch (type) {
    case 'IvrStarted':
    case 'IvrSubFlowEntered':
      return [figure('entered', { flowId: data.flowId, version: data.version, nodeId: '' })];
    case 'IvrCallerHungUp':
      return [figure('dropped', data.place)];
    case 'IvrNodeEntered': {
      const { from, place } = data;
      const way = from ? [figure('branch', { ...place, nodeId: from.nodeId }, from.branch)] : [];
      return [figure('entered', place), ...way];
    }
    default:
      return [];
  }
}

/** What went wrong in calls: shown on the flow's page. */
export function failuresOf(events: readonly RecordedEvent[]): NodeFailure[] {
  return events.flatMap((event) => {
    const { type, data } = { type: event.type, data: event.data } as IvrEvent;
    const failed = type === 'IvrPromptFailed' || (type === 'IvrDipAnswered' && !data.ok);
    if (!failed || surveyOfFlow(data.place.flowId)) return [];
    const callId = callOfSession(event.stream.slice('ivr-'.length));
    return [{ ...data.place, position: event.position, at: data.at, callId, reason: data.reason }];
  });
}
