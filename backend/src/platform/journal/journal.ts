import { Injectable } from '@nestjs/common';
import { fold, type Decider } from '../../kernel/decider';
import type { DomainEvent, EventMeta, RecordedEvent } from '../../kernel/journal';
import { accepted, type Outcome, type Refusal } from '../../kernel/outcome';
import { Database, runPrepared, type Transaction } from '../database';
import * as sql from './statements';
import { storableJson } from './storable-json';

interface StateRow<S> {
  readonly version: number;
  readonly state_version: number;
  readonly state: S | null;
}

interface Written {
  readonly position: number;
  readonly version: number;
}

export interface ReadStreamOptions {
  /** Only events after this version. */
  readonly after?: number;
  /** At most this many, 10 000 when not said. */
  readonly limit?: number;
}

export interface ReadFromOptions {
  readonly types?: readonly string[];
  readonly limit: number;
}

const everything = 10_000;
const lastPosition = '9223372036854775807';

/** The append-only record of everything that happened: audit trail, outbox and feed in one table. */
@Injectable()
export class Journal {
  private readonly listeners = new Set<() => void>();
  private readonly committed = () => {
    for (const listener of this.listeners) listener();
  };

  constructor(private readonly database: Database) {}

  /** Calls `listener` after each commit of this process that wrote events; returns how to stop it. */
  onCommit(listener: () => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  /**
   * Records events of something that has no decider (settings, audit), whatever is there already.
   * Throws when the stream belongs to a decider: its state would no longer be the fold of its events.
   */
  async append<E extends DomainEvent>(
    tx: Transaction,
    stream: string,
    events: readonly E[],
    meta: EventMeta,
  ): Promise<RecordedEvent<E>[]> {
    if (events.length === 0) return [];
    const values = [stream, kindOf(stream), eventsJson(events), storableJson(meta)];
    const written = await runPrepared<Written>(tx, sql.appendEvents, values);
    if (written.length === 0) throw new Error(`Stream ${stream} belongs to a decider: use handle()`);
    this.database.afterCommit(tx, this.committed);
    return recorded(stream, events, meta, written);
  }

  /**
   * Handles one command of the thing `${decider.kind}-${id}`: locks its state until the transaction ends, decides,
   * and writes new state and events. A refusal writes nothing. To handle commands of several things in one
   * transaction take them in sorted stream order, or two transactions may wait for each other.
   */
  async handle<S, C, E extends DomainEvent, R extends Refusal>(
    tx: Transaction,
    decider: Decider<S, C, E, R>,
    id: string,
    command: C,
    meta: EventMeta,
  ): Promise<Outcome<{ state: S; events: RecordedEvent<E>[] }, R>> {
    const stream = `${decider.kind}-${id}`;
    const { state, version } = await this.lock(tx, decider, stream);
    const decision = decider.decide(state, command);
    if (!decision.ok || decision.value.length === 0) {
      if (version === 0) await runPrepared(tx, sql.dropUntouched, [stream]);
      return decision.ok ? accepted({ state, events: [] }) : decision;
    }
    const events = decision.value;
    const next = fold(decider, state, events);
    const values = [stream, version, decider.stateVersion, storableJson(next), eventsJson(events), storableJson(meta)];
    const written = await runPrepared<Written>(tx, sql.writeState, values);
    this.database.afterCommit(tx, this.committed);
    return accepted({ state: next, events: recorded(stream, events, meta, written) });
  }

  /** The current state, without a lock; version 0 and the initial state when nothing happened yet. */
  async load<S, E extends DomainEvent>(
    tx: Transaction,
    decider: Pick<Decider<S, never, E>, 'kind' | 'stateVersion' | 'initialState' | 'evolve'>,
    id: string,
  ): Promise<{ state: S; version: number }> {
    const stream = `${decider.kind}-${id}`;
    const [row] = await runPrepared<StateRow<S>>(tx, sql.readState, [stream]);
    return this.current(tx, decider, stream, row);
  }

  /** One stream in order: timelines. */
  read(stream: string, options: ReadStreamOptions = {}): Promise<RecordedEvent[]> {
    return runPrepared(this.database.read, sql.readStream, [stream, options.after ?? 0, options.limit ?? everything]);
  }

  /** Everything that one interaction or request set going, over all streams. */
  readCorrelation(correlation: string, limit = everything): Promise<RecordedEvent[]> {
    return runPrepared(this.database.read, sql.readCorrelation, [correlation, limit]);
  }

  /** The feed over all streams after `position`, as committed now; a later commit may still add to it (see Relay). */
  readFrom(position: number, options: ReadFromOptions): Promise<RecordedEvent[]> {
    const values = [position, lastPosition, options.limit];
    return options.types
      ? runPrepared(this.database.read, sql.readTypes, [...values, options.types])
      : runPrepared(this.database.read, sql.readAll, values);
  }

  private async lock<S, E extends DomainEvent>(
    tx: Transaction,
    decider: Pick<Decider<S, never, E>, 'kind' | 'stateVersion' | 'initialState' | 'evolve'>,
    stream: string,
  ): Promise<{ state: S; version: number }> {
    for (;;) {
      const [row] = await runPrepared<StateRow<S>>(tx, sql.lockState, [stream, decider.kind, decider.stateVersion]);
      if (row) return this.current(tx, decider, stream, row);
    }
  }

  private async current<S, E extends DomainEvent>(
    tx: Transaction,
    decider: Pick<Decider<S, never, E>, 'stateVersion' | 'initialState' | 'evolve'>,
    stream: string,
    row: StateRow<S> | undefined,
  ): Promise<{ state: S; version: number }> {
    if (!row || row.version === 0) return { state: decider.initialState, version: 0 };
    if (row.state === null) throw new Error(`Stream ${stream} has no decider: it was written with append()`);
    if (row.state_version === decider.stateVersion) return { state: row.state, version: row.version };
    return { state: await this.refold(tx, decider, stream), version: row.version };
  }

  /** The shape of the state has changed since it was stored: the events are the truth. */
  private async refold<S, E extends DomainEvent>(
    tx: Transaction,
    decider: Pick<Decider<S, never, E>, 'initialState' | 'evolve'>,
    stream: string,
  ): Promise<S> {
    let state = decider.initialState;
    for (let after = 0; ;) {
      const events = await runPrepared<RecordedEvent<E>>(tx, sql.readStream, [stream, after, everything]);
      state = events.reduce((folded, { type, data }) => decider.evolve(folded, { type, data } as E), state);
      const last = events.at(-1);
      if (!last || events.length < everything) return state;
      after = last.version;
    }
  }
}

function eventsJson(events: readonly DomainEvent[]): string {
  return storableJson(events.map(({ type, data }) => ({ type, data: data === undefined ? null : data })));
}

function recorded<E extends DomainEvent>(
  stream: string,
  events: readonly E[],
  meta: EventMeta,
  written: readonly Written[],
): RecordedEvent<E>[] {
  const byVersion = [...written].sort((a, b) => a.version - b.version);
  return events.map((event, index) => {
    const row = byVersion[index];
    if (!row) throw new Error(`Journal wrote ${written.length} of ${events.length} events to ${stream}`);
    return { position: row.position, stream, version: row.version, type: event.type, data: event.data, meta };
  });
}

function kindOf(stream: string): string {
  const dash = stream.indexOf('-');
  if (dash < 1) throw new Error(`A stream is named <kind>-<id>, not "${stream}"`);
  return stream.slice(0, dash);
}
