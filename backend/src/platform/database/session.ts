import { randomUUID } from 'node:crypto';
import { Client, type QueryResultRow } from 'pg';
import type { DataSource } from 'typeorm';

/** Under load one notification stands for many commits. */
const notifyEveryMs = 10;

export type Listener = (payload: string) => void;

/**
 * One dedicated connection of this process: it listens and notifies, carries small bookkeeping writes, and its being
 * alive is what leases are held by: when the process dies, PostgreSQL ends the connection and others take over at once.
 *
 * It runs with synchronous_commit off: what it writes (checkpoints, leases) may be lost with a crash of PostgreSQL and
 * is then merely done again. Never write facts through it.
 */
export class DatabaseSession {
  /** Names this process as the owner of leases; survives a reconnect. */
  readonly owner = randomUUID();
  private client: Client | undefined;
  private connecting: Promise<Client> | undefined;
  private closed = false;
  private incarnation: { pid: number; started: string } | undefined;
  private readonly listeners = new Map<string, Set<Listener>>();
  private readonly pendingNotifications = new Map<string, string>();
  private notifyTimer: NodeJS.Timeout | undefined;
  private notifiedAt = -Infinity;
  private turn: Promise<unknown> = Promise.resolve();

  constructor(private readonly url: string) {}

  /** A session to the database of `dataSource`. */
  static of(dataSource: DataSource): DatabaseSession {
    const { url } = dataSource.options as { url?: string };
    if (!url) throw new Error('The data source has no address');
    return new DatabaseSession(url);
  }

  /** Who holds a lease: the columns owner, owner_pid, owner_started. */
  async identity(): Promise<{ owner: string; pid: number; started: string }> {
    await this.connected();
    if (!this.incarnation) throw new Error('The session is closed');
    return { owner: this.owner, ...this.incarnation };
  }

  /** Names the connection that there is now; undefined while there is none. Another one means that the one before has ended. */
  get connection(): string | undefined {
    return this.incarnation && `${this.incarnation.pid} ${this.incarnation.started}`;
  }

  query<Row extends QueryResultRow>(text: string, values: readonly unknown[] = []): Promise<Row[]> {
    return this.inTurn(async (client) => (await client.query<Row>(text, [...values])).rows);
  }

  /** A prepared statement. */
  run<Row extends QueryResultRow>(
    statement: { name: string; text: string },
    values: readonly unknown[],
  ): Promise<Row[]> {
    return this.inTurn(async (client) => (await client.query<Row>({ ...statement, values: [...values] })).rows);
  }

  /** Hears notifications of other processes on `channel`; a lost one is made good by polling. */
  async listen(channel: string, listener: Listener): Promise<void> {
    const known = this.listeners.get(channel);
    if (known) {
      known.add(listener);
      return;
    }
    this.listeners.set(channel, new Set([listener]));
    await this.query(`listen ${channel}`);
  }

  /**
   * Tells other processes: at once when it has been quiet, else within `notifyEveryMs`. Sent after the commit on this
   * connection, never inside the transaction: NOTIFY takes a lock that makes all committing transactions queue behind
   * each other's disk flush.
   */
  notify(channel: string, detail = ''): void {
    if (this.closed) return;
    this.pendingNotifications.set(channel, detail);
    this.notifyTimer ??= setTimeout(
      () => void this.sendNotifications(),
      Math.max(0, this.notifiedAt + notifyEveryMs - performance.now()),
    );
  }

  async close(): Promise<void> {
    if (this.notifyTimer) {
      clearTimeout(this.notifyTimer);
      await this.sendNotifications();
    }
    this.closed = true;
    await this.turn;
    await this.connecting?.catch(() => undefined);
    const client = this.client;
    this.client = undefined;
    this.incarnation = undefined;
    this.listeners.clear();
    await client?.end();
  }

  private async sendNotifications(): Promise<void> {
    this.notifyTimer = undefined;
    this.notifiedAt = performance.now();
    const batch = [...this.pendingNotifications];
    this.pendingNotifications.clear();
    const channels = batch.map(([channel]) => channel);
    const payloads = batch.map(([, detail]) => `${this.owner} ${detail}`);
    const sent = this.query('select pg_notify(c, p) from unnest($1::text[], $2::text[]) as n (c, p)', [
      channels,
      payloads,
    ]);
    // Whoever was not told polls; the next query reconnects.
    await sent.catch((error: unknown) => this.lost(error));
  }

  /** One statement after the other, as the protocol has it. */
  private inTurn<T>(work: (client: Client) => Promise<T>): Promise<T> {
    const result = this.turn.then(async () => work(await this.connected()));
    this.turn = result.catch(() => undefined);
    return result;
  }

  private async connected(): Promise<Client> {
    if (this.client) return this.client;
    if (this.closed) throw new Error('The session is closed');
    this.connecting ??= this.connect().finally(() => (this.connecting = undefined));
    return this.connecting;
  }

  private async connect(): Promise<Client> {
    const client = new Client({
      connectionString: this.url,
      application_name: 'centrala-session',
      options: '-c synchronous_commit=off',
      keepAlive: true,
      connectionTimeoutMillis: 10_000,
    });
    client.on('error', (error) => this.lost(error, client));
    client.on('end', () => this.lost(undefined, client));
    client.on('notification', ({ channel, payload }) => this.heard(channel, payload ?? ''));
    await client.connect();
    const { rows } = await client.query<{ pid: number; started: string }>(
      'select pid, backend_start::text as started from pg_stat_activity where pid = pg_backend_pid()',
    );
    this.incarnation = rows[0];
    for (const channel of this.listeners.keys()) await client.query(`listen ${channel}`);
    this.client = client;
    return client;
  }

  private heard(channel: string, payload: string): void {
    const separator = payload.indexOf(' ');
    if (payload.slice(0, separator) === this.owner) return;
    for (const listener of this.listeners.get(channel) ?? []) listener(payload.slice(separator + 1));
  }

  /** The next use reconnects; whoever polls is thereby also the one who reconnects. */
  private lost(_error: unknown, client = this.client): void {
    if (client === undefined || client !== this.client) return;
    this.client = undefined;
    this.incarnation = undefined;
    client.end().catch(() => undefined);
  }
}
