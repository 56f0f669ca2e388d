import { Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import type { RecordedEvent } from '../../../../kernel/journal';
import { config } from '../../../../platform/config';
import { Relay } from '../../../../platform/journal';
import { RealtimeGateway } from '../../../../platform/realtime';
import type { SessionEnded } from '../domain/events';

/** Tells the console of an ended workstation session why, and closes its sockets, whichever process holds them. */
@Injectable()
export class SocketEndings implements OnApplicationBootstrap {
  constructor(
    private readonly relay: Relay,
    private readonly gateway: RealtimeGateway,
  ) {}

  onApplicationBootstrap(): void {
    if (!config('process').parts.includes('api')) return;
    this.relay.subscribe({
      name: 'identity-socket-endings',
      types: ['SessionEnded'],
      from: 'now',
      handle: async (events) => this.end(events),
    });
  }

  private end(events: readonly RecordedEvent[]): void {
    for (const { data } of events as readonly RecordedEvent<SessionEnded>[]) {
      this.gateway.endSockets({ sessionId: data.sessionId }, data.reason);
    }
  }
}
