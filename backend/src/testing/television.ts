import { io, type Socket } from 'socket.io-client';
import type { Changes, QueueView, Subscribed, WallAgent, WallCampaign } from '#contracts';
import { pause } from './processes';

/** A screen on a wall: follows the topic `wall` by a link's token, and keeps what it was told. */
export class Television {
  readonly queues = new Map<string, QueueView>();
  readonly agents = new Map<string, WallAgent>();
  readonly campaigns = new Map<string, WallCampaign>();
  ended: string | null = null;
  private readonly socket: Socket;

  constructor(url: string, token: string) {
    this.socket = io(url, { path: '/realtime', transports: ['websocket'], auth: { token }, reconnection: false });
    this.socket.on('changes', ({ changes }: Changes) => this.take(changes));
    this.socket.on('session-ended', ({ reason }: { reason: string }) => (this.ended = reason));
  }

  /** What the server answers: the topic, or why not. */
  async ask(topic: string): Promise<string> {
    const refused = await new Promise<string | null>((resolve) => {
      this.socket.once('connect', () => resolve(null));
      this.socket.once('connect_error', (error: Error & { data?: { code: string } }) =>
        resolve(error.data?.code ?? error.message),
      );
    });
    return refused ?? this.follow(topic);
  }

  /** The answer is taken inside the callback: changes that arrive together with it come after it. */
  async follow(topic: string): Promise<string> {
    const answer = await new Promise<Subscribed>((resolve) =>
      this.socket.emit('subscribe', { topic }, (given: Subscribed) => {
        if (given.ok) this.take(given.entities);
        resolve(given);
      }),
    );
    return answer.ok ? answer.kind : answer.code;
  }

  off(): void {
    this.socket.disconnect();
  }

  get on(): boolean {
    return this.socket.connected;
  }

  async until(condition: () => boolean): Promise<void> {
    for (let turn = 0; turn < 500 && !condition(); turn += 1) await pause(10);
    expect(condition()).toBe(true);
  }

  private take(changes: Changes['changes']): void {
    for (const { entity, id, value } of changes) {
      const kinds: Record<string, Map<string, unknown>> = { queue: this.queues, agent: this.agents };
      const kind = kinds[entity] ?? this.campaigns;
      if (value) kind.set(id, value);
      else kind.delete(id);
    }
  }
}
