import { io, type Socket } from 'socket.io-client';
import type { Changes, EntityChange, Subscribed, Topic } from '#contracts';

export interface Widget {
  id: string;
  value: number;
  owner: string;
  padding: string;
}

/** What a console does: keeps whole entities, ignores positions it has seen, comes back with `after`. */
export class Client {
  readonly model = new Map<string, Widget>();
  readonly kinds: string[] = [];
  readonly ended: string[] = [];
  position: number | undefined;
  messages = 0;
  private readonly socket: Socket;
  private waiting: { until: () => boolean; resolve: () => void }[] = [];

  constructor(
    url: string,
    private readonly topic: Topic,
    token: string,
  ) {
    this.socket = io(url, {
      path: '/realtime',
      transports: ['websocket'],
      auth: { token },
      autoConnect: false,
      reconnection: false,
      forceNew: true,
    });
    this.socket.on('changes', (message: Changes) => this.take(message));
    this.socket.on('session-ended', ({ reason }: { reason: string }) => this.ended.push(reason));
    this.socket.on('disconnect', () => this.check());
  }

  get connected(): boolean {
    return this.socket.connected;
  }

  /** Resolves with undefined, or with the code of the refusal. */
  async connect(): Promise<string | undefined> {
    return new Promise((resolve) => {
      this.socket.once('connect', () => resolve(undefined));
      this.socket.once('connect_error', (error: Error & { data?: { code: string } }) =>
        resolve(error.data?.code ?? error.message),
      );
      this.socket.connect();
    });
  }

  /**
   * The answer is applied inside the acknowledgement's callback. After an `await` it would be too late: frames that arrived
   * together are handled in one go, and the first changes would be applied before the snapshot that they follow.
   */
  subscribe(): Promise<Subscribed> {
    return new Promise((resolve) => {
      this.socket.emit('subscribe', { topic: this.topic, after: this.position }, (answer: Subscribed) => {
        if (answer.ok) this.begin(answer);
        resolve(answer);
      });
    });
  }

  send(message: string, data: unknown): Promise<unknown> {
    return this.socket.emitWithAck(message, data);
  }

  async come(): Promise<void> {
    expect(await this.connect()).toBeUndefined();
    expect(await this.subscribe()).toMatchObject({ ok: true });
  }

  leave(): void {
    this.socket.disconnect();
  }

  /** Stops or resumes reading from the network. */
  reading(reads: boolean): void {
    const { ws } = this.socket.io.engine.transport as unknown as { ws: { _socket: { pause(): void; resume(): void } } };
    ws._socket[reads ? 'resume' : 'pause']();
  }

  until(condition: () => boolean): Promise<void> {
    return new Promise((resolve) => {
      this.waiting.push({ until: condition, resolve });
      this.check();
    });
  }

  private begin({ kind, position, entities }: Extract<Subscribed, { ok: true }>): void {
    this.kinds.push(kind);
    if (kind === 'snapshot') this.model.clear();
    this.apply(entities);
    this.position = position;
    this.check();
  }

  private take({ position, changes }: Changes): void {
    this.messages += 1;
    if (this.position === undefined || position <= this.position) return;
    this.position = position;
    this.apply(changes);
    this.check();
  }

  private apply(changes: readonly EntityChange[]): void {
    for (const { id, value } of changes) {
      const next = value as Widget | null;
      if (!next) this.model.delete(id);
      else {
        expect(next.value).toBeGreaterThanOrEqual(this.model.get(id)?.value ?? 0);
        this.model.set(id, next);
      }
    }
  }

  private check(): void {
    for (const entry of this.waiting.filter(({ until }) => until())) entry.resolve();
    this.waiting = this.waiting.filter(({ until }) => !until());
  }
}
