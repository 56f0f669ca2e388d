import { DestroyRef, inject, Injectable, signal } from '@angular/core';
import { io, type Socket } from 'socket.io-client';
import type { Changes, Subscribed, Wallboard } from '#contracts';
import { Api } from '../../platform/http/api';
import { isProblemError } from '../../platform/http/problem-error';
import { TopicStore } from '../../platform/realtime/topic-store';

const REFRESH_MS = 60_000;
const RETRY_MS = 5000;
const ANSWER_WITHIN_MS = 10_000;

/** A screen that nobody signed in to: the board of a link and its topic, for as long as the link stands. */
@Injectable()
export class LinkScreen {
  private readonly api = inject(Api);
  readonly store = new TopicStore();
  readonly board = signal<Wallboard | null>(null);
  /** The link is not (any more) one of ours. */
  readonly ended = signal(false);
  readonly connected = signal(false);
  private socket: Socket | null = null;
  private timer: ReturnType<typeof setInterval> | null = null;

  constructor() {
    inject(DestroyRef).onDestroy(() => this.stop());
  }

  start(token: string): void {
    void this.refresh(token);
    this.timer = setInterval(() => void this.refresh(token), REFRESH_MS);
    const socket = io({ path: '/realtime', transports: ['websocket', 'polling'], auth: { token } });
    this.socket = socket;
    socket.on('connect', () => void this.subscribe(socket));
    socket.on('changes', (changes: Changes) => this.store.changed(changes));
    socket.on('disconnect', (reason) => {
      this.connected.set(false);
      if (reason === 'io server disconnect') this.later(socket, token);
    });
    socket.on('connect_error', () => {
      if (!socket.active) this.later(socket, token);
    });
  }

  private later(socket: Socket, token: string): void {
    void this.refresh(token);
    setTimeout(() => this.socket === socket && !this.ended() && socket.connect(), RETRY_MS);
  }

  private async subscribe(socket: Socket): Promise<void> {
    this.store.subscribing();
    const { position } = this.store;
    try {
      const question = { topic: 'wall', ...(position !== undefined && { after: position }) };
      this.store.subscribed((await socket.timeout(ANSWER_WITHIN_MS).emitWithAck('subscribe', question)) as Subscribed);
      this.connected.set(true);
    } catch {
      if (socket.connected) setTimeout(() => void this.subscribe(socket), RETRY_MS);
    }
  }

  private async refresh(token: string): Promise<void> {
    try {
      this.board.set(await this.api.post<Wallboard>('/wallboards/shown', { token }));
    } catch (error) {
      // Anything else is a broken line: what is on the screen stays, and says how old it is.
      if (isProblemError(error) && error.code === 'link-invalid') this.end();
    }
  }

  private end(): void {
    this.ended.set(true);
    this.board.set(null);
    this.stop();
  }

  private stop(): void {
    if (this.timer) clearInterval(this.timer);
    this.socket?.disconnect();
    this.socket = null;
  }
}
