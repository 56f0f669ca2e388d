import { Injectable } from '@nestjs/common';
import { WORK_CHANNELS, type ChannelPriorities } from '#contracts';
import type { EventMeta } from '../../../../kernel/journal';
import { Database } from '../../../../platform/database';
import { Journal } from '../../../../platform/journal';
import { WorkItemStore } from '../data/work-item.store';
import { DEFAULT_BASE } from '../domain/weight';

/** What each channel weighs; work that waits follows within a second. */
@Injectable()
export class ChannelSettings {
  constructor(
    private readonly database: Database,
    private readonly journal: Journal,
    private readonly items: WorkItemStore,
  ) {}

  async priorities(): Promise<ChannelPriorities> {
    const set = new Map(
      (await this.items.channelPriorities(this.database.read)).map(({ channel, priority }) => [channel, priority]),
    );
    const all = WORK_CHANNELS.map((channel) => [channel, set.get(channel) ?? DEFAULT_BASE]);
    return Object.fromEntries(all) as ChannelPriorities;
  }

  async setPriorities(priorities: ChannelPriorities, meta: EventMeta): Promise<ChannelPriorities> {
    await this.database.transaction(async (tx) => {
      for (const channel of WORK_CHANNELS) await this.items.setChannelPriority(tx, channel, priorities[channel]);
      const event = { type: 'ChannelPrioritiesChanged', data: { priorities } };
      await this.journal.append(tx, 'routing-priorities', [event], meta);
    });
    return priorities;
  }
}
