import { effect, inject, Injectable, signal } from '@angular/core';
import { io, type Socket } from 'socket.io-client';
import type { Changes, Subscribed, Topic } from '#contracts';
import { Identity } from '../identity/identity';
import { Session } from '../identity/session';
import { TopicStore } from './topic-store';

export type ConnectionState = 'idle' | 'connecting' | 'connected' | 'lost';

const ANSWER_WITHIN_MS = 10_000;
const RETRY_AFTER_MS = 3000;

/** The one socket: topics as stores, subscribed again after every reconnect from where they were. */
@Injectable({ providedIn: 'root' })
export class Realtime {
  private readonly identity = inject(Identity);
  private readonly session = inject(Session);
  private readonly stores = new Map<Topic, TopicStore>();
  private socket: Socket | null = null;
  private readonly connection = signal<ConnectionState>('idle');

  readonly state = this.connection.asReadonly();

  constructor() {
    effect(() => (this.session.isOpen() ? this.connect() : this.disconnect()));
    this.identity.renewed.subscribe((token) => this.socket?.emit('authenticate', { token }));
  }

  /** The store of a topic; subscribes on first use. */
  topic(topic: Topic): TopicStore {
    const known = this.stores.get(topic);
    if (known) return known;
    const store = new TopicStore();
    this.stores.set(topic, store);
    if (this.socket?.connected) void this.subscribe(topic, store);
    return store;
  }

  /** How long an answer takes now, in milliseconds; null: none within the time, or no connection. */
  async roundTrip(withinMs: number): Promise<number | null> {
    const sent = performance.now();
    try {
      await this.socket?.timeout(withinMs).emitWithAck('echo');
      return this.socket ? performance.now() - sent : null;
    } catch {
      return null;
    }
  }

  private connect(): void {
    if (this.socket) return;
    this.connection.set('connecting');
    const socket = io({
      path: '/realtime',
      transports: ['websocket', 'polling'],
      auth: (give) => void this.identity.freshToken().then((token) => give({ token })),
      reconnectionDelay: 500,
      reconnectionDelayMax: 5000,
    });
    this.socket = socket;
    socket.on('connect', () => void this.connected());
    socket.on('disconnect', (reason) => this.lost(socket, reason === 'io server disconnect'));
    socket.on('connect_error', () => this.lost(socket, !socket.active));
    socket.on('changes', (changes: Changes) => this.stores.get(changes.topic)?.changed(changes));
    socket.on('session-ended', ({ reason }: { reason: string }) => this.session.ended(reason));
  }

  private disconnect(): void {
    this.socket?.disconnect();
    this.socket = null;
    this.connection.set('idle');
  }

  private async connected(): Promise<void> {
    await Promise.all([...this.stores].map(([topic, store]) => this.subscribe(topic, store)));
    if (this.socket?.connected) this.connection.set('connected');
  }

  /** socket.io itself reconnects only after a broken line; a server that closed or refused us is asked again here. */
  private lost(socket: Socket, bySocket: boolean): void {
    if (this.socket !== socket) return;
    this.connection.set('lost');
    if (bySocket) setTimeout(() => this.socket === socket && socket.connect(), RETRY_AFTER_MS);
  }

  private async subscribe(topic: Topic, store: TopicStore): Promise<void> {
    store.subscribing();
    try {
      const question = { topic, ...(store.position !== undefined && { after: store.position }) };
      const answer = (await this.socket?.timeout(ANSWER_WITHIN_MS).emitWithAck('subscribe', question)) as
        Subscribed | undefined;
      if (answer) store.subscribed(answer);
    } catch {
      // No answer in time: a broken line subscribes again on its own; a slow server is asked once more.
      if (this.socket?.connected) setTimeout(() => void this.subscribe(topic, store), RETRY_AFTER_MS);
    }
  }
}
