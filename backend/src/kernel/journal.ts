import type { Instant } from './clock';

/** A fact: `type` is a past-tense name (`WorkOffered`), `data` is plain JSON. */
export interface DomainEvent<Type extends string = string, Data = unknown> {
  readonly type: Type;
  readonly data: Data;
}

/** Who caused an event. `system` names a part of ours (`clock`, `routing`, `switch`). */
export type Actor =
  | { readonly kind: 'user'; readonly id: string }
  | { readonly kind: 'system'; readonly id: string }
  | { readonly kind: 'api-key'; readonly id: string }
  | { readonly kind: 'customer'; readonly id: string };

export interface EventMeta {
  readonly at: Instant;
  readonly actor: Actor;
  /** One id for everything that one interaction or request set going. */
  readonly correlation: string;
  /** The `stream@version` of the event that led to this one, or the request id; null for a first cause. */
  readonly causation: string | null;
}

/** An event as the journal keeps it. `position` grows in commit-safe order over all streams; `version` counts from 1 within `stream`. */
export interface RecordedEvent<E extends DomainEvent = DomainEvent> {
  readonly position: number;
  /** `<kind>-<id>`, for example `call-0192…`. */
  readonly stream: string;
  readonly version: number;
  readonly type: E['type'];
  readonly data: E['data'];
  readonly meta: EventMeta;
}
