import type { Instant } from '../kernel/clock';
import type { Actor, DomainEvent, EventMeta, RecordedEvent } from '../kernel/journal';
import { mondayMorning } from './virtual-clock';

export const system = (id: string): Actor => ({ kind: 'system', id });
export const user = (id: string): Actor => ({ kind: 'user', id });

/** Meta of an event: Monday morning, by `test`, of its own correlation, unless said otherwise. */
export function aMeta(parts: Partial<EventMeta> = {}): EventMeta {
  return { at: mondayMorning, actor: system('test'), correlation: 'correlation-1', causation: null, ...parts };
}

/** An event as the journal would hand it over, for tests of views and subscribers. */
export function aRecorded<E extends DomainEvent>(
  event: E,
  parts: Partial<Omit<RecordedEvent<E>, 'type' | 'data'>> = {},
): RecordedEvent<E> {
  return { position: 1, stream: 'test-1', version: 1, meta: aMeta(), ...parts, type: event.type, data: event.data };
}

/** Events of one stream one after the other, a second apart. */
export function aStream<E extends DomainEvent>(
  stream: string,
  events: readonly E[],
  at: Instant = mondayMorning,
): RecordedEvent<E>[] {
  return events.map((event, index) =>
    aRecorded(event, { stream, position: index + 1, version: index + 1, meta: aMeta({ at: at + index * 1000 }) }),
  );
}
