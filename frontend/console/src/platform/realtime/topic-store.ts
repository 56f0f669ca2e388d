import { computed, signal, type Signal } from '@angular/core';
import type { Changes, EntityChange, Subscribed } from '#contracts';

type Entities = ReadonlyMap<string, ReadonlyMap<string, unknown>>;
type Accepted = Extract<Subscribed, { ok: true }>;

const NOTHING: ReadonlyMap<string, unknown> = new Map();

/** The entities after some changes; null removes. Untouched kinds keep their identity, so their signals stay quiet. */
function withChanges(entities: Entities, changes: readonly EntityChange[]): Entities {
  const next = new Map(entities);
  const touched = new Map<string, Map<string, unknown>>();
  for (const { entity, id, value } of changes) {
    const kind = touched.get(entity) ?? new Map(next.get(entity) ?? NOTHING);
    touched.set(entity, kind);
    next.set(entity, kind);
    if (value === null || value === undefined) kind.delete(id);
    else kind.set(id, value);
  }
  return next;
}

/**
 * One topic as the screen sees it. What arrives twice is dropped by its journal position, what arrives while a subscription is
 * under way waits for its answer: a reconnect neither loses nor doubles anything.
 */
export class TopicStore {
  private readonly entities = signal<Entities>(new Map());
  private readonly seen = signal<number | null>(null);
  private readonly refusal = signal<string | null>(null);
  private waiting: Changes[] | null = [];

  /** The first snapshot is here. */
  readonly loaded = computed(() => this.seen() !== null);
  /** Why the server refused the topic, or null. */
  readonly refused = this.refusal.asReadonly();

  /** The journal position to resume after. */
  get position(): number | undefined {
    return this.seen() ?? undefined;
  }

  /** A subscription has been asked for: changes wait until it is answered. */
  subscribing(): void {
    this.waiting ??= [];
  }

  subscribed(answer: Subscribed): void {
    if (!answer.ok) {
      this.refusal.set(answer.code);
      this.waiting = null;
      return;
    }
    this.refusal.set(null);
    this.take(answer);
    const waiting = this.waiting ?? [];
    this.waiting = null;
    for (const changes of waiting) this.changed(changes);
  }

  changed(changes: Changes): void {
    if (this.waiting) {
      this.waiting.push(changes);
      return;
    }
    if (changes.position <= (this.seen() ?? -1)) return;
    this.entities.update((entities) => withChanges(entities, changes.changes));
    this.seen.set(changes.position);
  }

  /** All entities of a kind, in the order in which they came. */
  all<T>(entity: string): Signal<readonly T[]> {
    const kind = computed(() => this.entities().get(entity) ?? NOTHING);
    return computed(() => [...kind().values()] as T[]);
  }

  /** Forgets everything: another person sits here now. */
  clear(): void {
    this.entities.set(new Map());
    this.seen.set(null);
    this.waiting = [];
  }

  private take(answer: Accepted): void {
    const from: Entities = answer.kind === 'snapshot' ? new Map() : this.entities();
    this.entities.set(withChanges(from, answer.entities));
    this.seen.set(answer.position);
  }
}
