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
  /** Present values of these ids; an id without a value is gone. Values are plain JSON. */
  load(ids: readonly string[]): Promise<ReadonlyMap<string, unknown>>;
  /** Everything of this source that belongs on this principal's screen. */
  loadAll(principal: Principal): Promise<ReadonlyMap<string, unknown>>;
  /** Whether this principal may see this value; `value` is null when the entity is gone, then only the id is sent. */
  visibleTo(principal: Principal, id: string, value: unknown): boolean;
}
