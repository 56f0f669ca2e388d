import type { RecordedEvent } from '../kernel/journal';
import { DatabaseSession } from '../platform/database';
import { Journal, Relay, Replay, type RelayOptions, type Subscription } from '../platform/journal';
import { aMeta } from './builders';
import type { TestDatabase } from './test-database';
import type { VirtualClock } from './virtual-clock';

export interface JournalProcess {
  readonly journal: Journal;
  readonly session: DatabaseSession;
  readonly relay: Relay;
  readonly replay: Replay;
}

/** Several processes over one database, each with a session and a relay of its own; `stop()` after each test. */
export class JournalProcesses {
  private running: JournalProcess[] = [];

  constructor(
    private readonly test: TestDatabase,
    private readonly clock: VirtualClock,
  ) {}

  async start(subscriptions: readonly Subscription[], options: Partial<RelayOptions> = {}): Promise<JournalProcess> {
    const journal = new Journal(this.test.database);
    const session = new DatabaseSession(this.test.url);
    const relay = new Relay(this.test.database, journal, session, this.clock, options);
    for (const subscription of subscriptions) relay.subscribe(subscription);
    await relay.start();
    const made = { journal, session, relay, replay: new Replay(this.test.database, journal, relay) };
    this.running.push(made);
    return made;
  }

  /** One event, in a transaction of its own. */
  append(journal: Journal, stream: string, type: string, data: unknown = null): Promise<RecordedEvent[]> {
    return this.test.database.transaction((tx) => journal.append(tx, stream, [{ type, data }], aMeta()));
  }

  /** This process is thought of as killed: nothing of it is stopped in order. */
  abandon(process: JournalProcess): void {
    this.running = this.running.filter((each) => each !== process);
  }

  async stop(): Promise<void> {
    for (const { relay, session } of this.running) {
      await relay.stop();
      await session.close();
    }
    this.running = [];
  }
}

/** A subscription that keeps what it was handed. */
export function collector(name: string, extra: Partial<Subscription> = {}) {
  const seen: RecordedEvent[] = [];
  const handle = async (events: readonly RecordedEvent[]) => {
    seen.push(...events);
  };
  const subscription: Subscription = { name, from: 'beginning', handle, ...extra };
  return { seen, subscription };
}
