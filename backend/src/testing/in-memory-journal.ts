import { fold, type Decider } from '../kernel/decider';
import type { DomainEvent, EventMeta, RecordedEvent } from '../kernel/journal';
import { accepted, type Outcome, type Refusal } from '../kernel/outcome';

/**
 * The journal without a database, for pure specs and replays: the same numbering, the same rules, one command at a
 * time. Events and states pass through JSON, as they do in PostgreSQL.
 */
export class InMemoryJournal {
  readonly events: RecordedEvent[] = [];
  private readonly states = new Map<string, unknown>();
  private readonly versions = new Map<string, number>();

  append<E extends DomainEvent>(stream: string, events: readonly E[], meta: EventMeta): RecordedEvent<E>[] {
    if (this.states.has(stream)) throw new Error(`Stream ${stream} belongs to a decider: use handle()`);
    return this.record(stream, events, meta);
  }

  handle<S, C, E extends DomainEvent, R extends Refusal>(
    decider: Decider<S, C, E, R>,
    id: string,
    command: C,
    meta: EventMeta,
  ): Outcome<{ state: S; events: RecordedEvent<E>[] }, R> {
    const stream = `${decider.kind}-${id}`;
    const { state, version } = this.load(decider, id);
    if (version > 0 && !this.states.has(stream))
      throw new Error(`Stream ${stream} has no decider: it was written with append()`);
    const decision = decider.decide(state, command);
    if (!decision.ok) return decision;
    if (decision.value.length === 0) return accepted({ state, events: [] });
    const next = fold(decider, state, decision.value);
    this.states.set(stream, throughJson(next));
    return accepted({ state: next, events: this.record(stream, decision.value, meta) });
  }

  load<S>(decider: { readonly kind: string; readonly initialState: S }, id: string): { state: S; version: number } {
    const stream = `${decider.kind}-${id}`;
    const state = this.states.has(stream) ? (throughJson(this.states.get(stream)) as S) : decider.initialState;
    return { state, version: this.versions.get(stream) ?? 0 };
  }

  read(stream: string): RecordedEvent[] {
    return this.events.filter((event) => event.stream === stream);
  }

  readFrom(
    position: number,
    { types, limit = Infinity }: { types?: readonly string[]; limit?: number } = {},
  ): RecordedEvent[] {
    return this.events
      .filter((event) => event.position > position && (types?.includes(event.type) ?? true))
      .slice(0, limit);
  }

  private record<E extends DomainEvent>(stream: string, events: readonly E[], meta: EventMeta): RecordedEvent<E>[] {
    return events.map(({ type, data }) => {
      const version = (this.versions.get(stream) ?? 0) + 1;
      this.versions.set(stream, version);
      const event = {
        position: this.events.length + 1,
        stream,
        version,
        type,
        data: throughJson(data),
        meta,
      } as RecordedEvent<E>;
      this.events.push(event);
      return event;
    });
  }
}

const throughJson = (value: unknown): unknown => (value === undefined ? null : JSON.parse(JSON.stringify(value)));
