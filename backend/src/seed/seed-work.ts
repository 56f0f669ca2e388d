import type { INestApplicationContext } from '@nestjs/common';
import { saveQueueSchema } from '#contracts';
import { QueueSettings, QueueStore } from '../features/work/routing';
import { QUEUES } from './demo-company';
import { must, SEED_CAUSE } from './seed-cause';

/** Queues by name. */
export async function seedQueues(app: INestApplicationContext, groups: ReadonlyMap<string, string>): Promise<ReadonlyMap<string, string>> {
  const settings = app.get(QueueSettings, { strict: false });
  const existing = new Map((await app.get(QueueStore, { strict: false }).names()).map(({ id, name }) => [name, id]));
  for (const { group, ...queue } of QUEUES) {
    if (existing.has(queue.name)) continue;
    const groupId = groups.get(group);
    const given = saveQueueSchema.parse({ ...queue, groupIds: groupId ? [groupId] : [] });
    const { id } = must(await settings.create(given, { ...SEED_CAUSE, at: Date.now() }));
    existing.set(queue.name, id);
  }
  return existing;
}
