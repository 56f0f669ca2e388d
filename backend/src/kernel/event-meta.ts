import type { Instant } from './clock';
import type { EventMeta, RecordedEvent } from './journal';

/** Meta of what `part` of ours does because of `event`: same correlation, the event as the cause. */
export const because = (
  event: Pick<RecordedEvent, 'stream' | 'version' | 'meta'>,
  part: string,
  at: Instant,
): EventMeta => ({
  at,
  actor: { kind: 'system', id: part },
  correlation: event.meta.correlation,
  causation: `${event.stream}@${event.version}`,
});

/** Meta of what a part of ours does by itself (a timer, a report of the switch). */
export const bySystem = (part: string, correlation: string, at: Instant): EventMeta => ({
  at,
  actor: { kind: 'system', id: part },
  correlation,
  causation: null,
});

/** Meta of what a signed-in user asks for. */
export const byUser = (userId: string, correlation: string, at: Instant): EventMeta => ({
  at,
  actor: { kind: 'user', id: userId },
  correlation,
  causation: null,
});
