import { Injectable, type OnModuleInit } from '@nestjs/common';
import { z } from 'zod';
import { config } from '../../../../platform/config';
import { Database } from '../../../../platform/database';
import { Relay } from '../../../../platform/journal';
import { ChannelStore } from '../data/channel.store';

const told = z.object({ trunk: z.string(), state: z.enum(['up', 'trying', 'down']), detail: z.string() });

/** What the switch says of its trunks: registered, answering, or not. */
@Injectable()
export class TrunkHealth implements OnModuleInit {
  constructor(
    private readonly relay: Relay,
    private readonly database: Database,
    private readonly channels: ChannelStore,
  ) {}

  onModuleInit(): void {
    if (!config('process').parts.includes('telephony')) return;
    this.relay.subscribe({
      name: 'trunks.health',
      types: ['TrunkStateChanged'],
      from: 'beginning',
      handle: (events) =>
        this.database.transaction(async (tx) => {
          for (const { data, meta } of events) {
            const { trunk, state, detail } = told.parse(data);
            await this.channels.setState(tx, trunk, state, meta.at);
            if (state === 'down') await this.channels.setError(tx, trunk, detail, meta.at);
          }
        }),
    });
  }
}
