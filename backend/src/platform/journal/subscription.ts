import type { RecordedEvent } from '../../kernel/journal';

/** A handler of journal events with a checkpoint of its own. */
export interface Subscription {
  /** Names the checkpoint for ever: renaming starts over. */
  readonly name: string;
  /** Only these event types; all when not said. */
  readonly types?: readonly string[];
  /** Where a subscription that never ran before begins. */
  readonly from: 'beginning' | 'now';
  /**
   * Called with at most 500 events in journal order, again after a failure or a crash: at least once, so it must be
   * idempotent. A rejection is retried with a growing delay; an event that keeps failing alone goes to the dead letters,
   * unless the reason is that something (database, Redis, network) is unavailable, which is waited out.
   */
  handle(events: readonly RecordedEvent[]): Promise<void>;
  /** For what only the process may have that runs this subscriber, such as the connection which its handler commands. */
  readonly holder?: LeaseHolder;
}

/** Told one after the other, each when the one before has ended. What they reject with is logged. */
export interface LeaseHolder {
  /** This process runs the subscriber from now on. */
  taken(): void | Promise<void>;
  /** Another process does, or may at once. On an orderly stop the lease is given back when this has ended. */
  lost(): void | Promise<void>;
}

/** How a subscriber stands, as numbers for metrics and pages. */
export interface SubscriberLag {
  readonly name: string;
  readonly position: number;
  /** How many positions of the journal lie after the checkpoint. */
  readonly behind: number;
  /** Age of the oldest event after the checkpoint; 0 when there is none. */
  readonly secondsBehind: number;
  /** Failed attempts in a row, and the last error. */
  readonly attempts: number;
  readonly lastError: string | null;
  /** Dead letters that nobody has retried. */
  readonly deadLetters: number;
  /** The process that runs it, null when none does. */
  readonly owner: string | null;
}

export interface RelayOptions {
  /** How often leases are renewed and the journal is looked at even when nothing woke us. */
  readonly pollMs: number;
  /** After how long a process that hangs loses its subscribers. */
  readonly leaseMs: number;
  readonly batchSize: number;
  /** Failures of a single event before it becomes a dead letter. */
  readonly maxAttempts: number;
  /** Delay after the first failure; doubles up to `backoffMaxMs`. */
  readonly backoffMs: number;
  readonly backoffMaxMs: number;
}

/** Ten attempts take half a minute: long enough for a restart of a neighbour, short enough for one event not to hold up the rest. */
export const relayDefaults: RelayOptions = {
  pollMs: 1000,
  leaseMs: 5000,
  batchSize: 500,
  maxAttempts: 10,
  backoffMs: 50,
  backoffMaxMs: 10_000,
};

export const RELAY_OPTIONS = Symbol('RelayOptions');
