import { saveQueueSchema } from '#contracts';
import { configured } from '../../../../platform/configuration';
import { QueueStore } from '../data/queue.store';
import { QueueSettings } from '../use-cases/queue-settings';
import { queueProblem } from './queues.controller';

/** Queues in the text of the configuration. */
export const configuredQueues = configured(
  { kind: 'queues', schema: saveQueueSchema, needs: [QueueStore, QueueSettings] },
  (store, settings) => ({
    page: (asked) => store.page(asked),
    settings: {
      create: (given, meta) => settings.create(given, meta),
      update: (id, given, meta) => settings.update(id, given, given.version, meta),
      remove: (id, meta) => settings.remove(id, meta),
    },
    problem: queueProblem,
  }),
);
