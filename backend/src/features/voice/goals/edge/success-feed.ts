import { Injectable, type OnModuleInit } from '@nestjs/common';
import { config } from '../../../../platform/config';
import { Database } from '../../../../platform/database';
import { Relay } from '../../../../platform/journal';
import type { CallClassified } from '../../calls';
import { SuccessStore } from '../data/success.store';

/** Every success counts at once, each call once. */
@Injectable()
export class SuccessFeed implements OnModuleInit {
  constructor(
    private readonly relay: Relay,
    private readonly database: Database,
    private readonly successes: SuccessStore,
  ) {}

  onModuleInit(): void {
    if (!config('process').parts.includes('worker')) return;
    this.relay.subscribe({
      name: 'goals.successes',
      types: ['CallClassified'],
      from: 'beginning',
      handle: (events) =>
        this.database.transaction(async (tx) => {
          for (const { stream, data, meta } of events) {
            const { classifierId, agentId } = data as CallClassified['data'];
            const callId = stream.slice('call-'.length);
            await this.successes.note(tx, { callId, classifierId, agentId, at: meta.at });
          }
        }),
    });
  }
}
