import { Injectable, type OnModuleInit } from '@nestjs/common';
import { saveQueueSchema } from '#contracts';
import { ConfiguredThings } from '../../../../platform/configuration';
import { QueueStore } from '../data/queue.store';
import { QueueSettings } from '../use-cases/queue-settings';

/** Queues in the text of the configuration. */
@Injectable()
export class ConfiguredQueues implements OnModuleInit {
  constructor(
    private readonly things: ConfiguredThings,
    private readonly store: QueueStore,
    private readonly settings: QueueSettings,
  ) {}

  onModuleInit(): void {
    this.things.register({
      kind: 'queues',
      schema: saveQueueSchema,
      page: (asked) => this.store.page(asked),
      nameOf: ({ name }) => name,
      save: (of, given, meta) =>
        of ? this.settings.update(of.id, given, of.version, meta) : this.settings.create(given, meta),
    });
  }
}
