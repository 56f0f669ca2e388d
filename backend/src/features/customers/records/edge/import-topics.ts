import { Injectable, type OnModuleInit } from '@nestjs/common';
import type { RecordedEvent } from '../../../../kernel/journal';
import { TopicRegistry } from '../../../../platform/realtime';
import { ImportStore } from '../data/import.store';
import { RecordCampaigns } from '../use-cases/record-campaigns';

/** Entity `import` on the topic `contacts`: how far imports are. */
@Injectable()
export class ImportTopics implements OnModuleInit {
  constructor(
    private readonly registry: TopicRegistry,
    private readonly store: ImportStore,
    private readonly campaigns: RecordCampaigns,
  ) {}

  onModuleInit(): void {
    this.registry.register({
      topic: 'contacts',
      entity: 'import',
      permission: 'records.import',
      types: [
        'ImportUploaded',
        'ImportStarted',
        'ImportProgressed',
        'ImportCancelled',
        'ImportEnded',
        'ImportUndoAsked',
        'ImportUndone',
      ],
      affected: ({ data }: RecordedEvent) => [(data as { importId: string }).importId],
      load: async (ids) => {
        const found = await this.store.show(ids, await this.campaigns.names());
        return new Map(found.map((each) => [each.id, each]));
      },
      loadAll: async () => new Map(),
      visibleTo: () => true,
    });
  }
}
