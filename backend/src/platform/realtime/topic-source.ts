import type { Permission, Topic } from '#contracts';
import type { RecordedEvent } from '../../kernel/journal';
import type { Principal } from '../http';

/**
 * Entities of one kind on one topic (`desk`, `live`, `notifications`), registered by the feature that owns them:
 * `TopicRegistry.register(source)` in the module's `onModuleInit`. Journal events say which entities changed; `load` reads their
 * present value, which goes to every subscriber that may see it.
 */
export interface TopicSource {
  readonly topic: Topic;
  readonly entity: string;
  /** Journal event types that may change an entity of this kind. */
  readonly types: readonly string[];
  /** What a subscriber needs to see anything of this source; others get the topic without it. */
  readonly permission: Permission | 'authenticated';
  /** Ids of the entities that this event changed. */
  affected(event: RecordedEvent): readonly string[];
  /**
   * Present values of these ids; an id without a value is gone. Values are plain JSON. Read what the event's own transaction
   * has written: a view that a relay subscriber fills later would be read too early (let that subscriber journal an event of its own).
   */
  load(ids: readonly string[]): Promise<ReadonlyMap<string, unknown>>;
  /**
   * What this principal gets of a loaded value, when it differs from person to person (what one may do with it). Left out: the
   * value itself. Applied after `visibleTo`, to values of `load` and `loadAll` alike; must not touch `value`.
   */
  present?(principal: Principal, id: string, value: unknown): unknown;
  /** Everything of this source that belongs on this principal's screen. */
  loadAll(principal: Principal): Promise<ReadonlyMap<string, unknown>>;
  /**
   * Whether this present value belongs on this principal's screen; has to agree with `loadAll`. Who had it on the screen and may no
   * longer see it is told that it is gone.
   */
  visibleTo(principal: Principal, id: string, value: unknown): boolean;
}
