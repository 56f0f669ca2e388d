import type { INestApplicationContext } from '@nestjs/common';
import { saveClassifierSchema, saveContactSchema, saveNumberSchema, saveQueueSchema } from '#contracts';
import { Classifiers, ClassifierStore } from '../features/customers/classification';
import { Scripts } from '../features/customers/scripts';
import { Contacts, ContactStore } from '../features/customers/records';
import { NumberSettings } from '../features/voice/calls';
import { BreakSettings } from '../features/work/breaks';
import { QueueSettings, QueueStore } from '../features/work/routing';
import { CLOCK, type Clock } from '../kernel/clock';
import type { EventMeta } from '../kernel/journal';
import { Database } from '../platform/database';
import { BREAK_KINDS, CLASSIFIERS, CONTACTS, NUMBERS, QUEUES } from './demo-company';
import { SCRIPT_NAME, salesScript } from './demo-script';
import { must, SEED_CAUSE } from './seed-cause';

const metaOf = (app: INestApplicationContext): EventMeta => ({
  ...SEED_CAUSE,
  at: app.get<Clock>(CLOCK, { strict: false }).now(),
});

/** Queues by name. */
export async function seedQueues(
  app: INestApplicationContext,
  groups: ReadonlyMap<string, string>,
): Promise<ReadonlyMap<string, string>> {
  const settings = app.get(QueueSettings, { strict: false });
  const existing = new Map((await app.get(QueueStore, { strict: false }).names()).map(({ id, name }) => [name, id]));
  for (const { group, ...queue } of QUEUES) {
    if (existing.has(queue.name)) continue;
    const groupId = groups.get(group);
    const given = saveQueueSchema.parse({ ...queue, groupIds: groupId ? [groupId] : [] });
    existing.set(queue.name, must(await settings.create(given, metaOf(app))).id);
  }
  return existing;
}

/** A number that is taken already was seeded before. */
export async function seedNumbers(app: INestApplicationContext, queues: ReadonlyMap<string, string>): Promise<void> {
  for (const { number, name, queue } of NUMBERS) {
    const given = saveNumberSchema.parse({ number, name, queueId: queues.get(queue) });
    const saved = await app.get(NumberSettings, { strict: false }).create(given, metaOf(app));
    if (!saved.ok && saved.refusal.code !== 'number-taken') must(saved);
  }
}

/** A published script that an agent reads from beside calls of the sales queue. */
export async function seedScript(app: INestApplicationContext, queues: ReadonlyMap<string, string>): Promise<void> {
  const scripts = app.get(Scripts, { strict: false });
  const { items } = await app.get(ClassifierStore, { strict: false }).page({ limit: 100 });
  const document = salesScript(new Map(items.map(({ id, name }) => [name, id])));
  const created = await scripts.create({ name: SCRIPT_NAME, document }, metaOf(app));
  if (!created.ok && created.refusal.code === 'script-name-taken') return;
  const { id, draftVersion, version } = must(created);
  must(await scripts.publish(id, { draftVersion, note: '' }, metaOf(app)));
  const queueIds = [queues.get('Sprzedaż') ?? ''];
  must(await scripts.change(id, { queueIds, version }, null, metaOf(app)));
}

export async function seedClassifiers(app: INestApplicationContext): Promise<void> {
  for (const classifier of CLASSIFIERS) {
    const saved = await app
      .get(Classifiers, { strict: false })
      .create(saveClassifierSchema.parse(classifier), metaOf(app));
    if (!saved.ok && saved.refusal.code !== 'classifier-name-taken') must(saved);
  }
}

export async function seedBreakKinds(app: INestApplicationContext): Promise<void> {
  for (const kind of BREAK_KINDS) {
    const saved = await app.get(BreakSettings, { strict: false }).createKind({ ...kind, active: true }, metaOf(app));
    if (!saved.ok && saved.refusal.code !== 'break-kind-name-taken') must(saved);
  }
}

export async function seedContacts(app: INestApplicationContext): Promise<void> {
  const store = app.get(ContactStore, { strict: false });
  const database = app.get(Database, { strict: false });
  for (const { phone, ...contact } of CONTACTS) {
    if (await store.byPhone(database.read, phone)) continue;
    must(
      await app
        .get(Contacts, { strict: false })
        .create(saveContactSchema.parse({ ...contact, phones: [phone] }), metaOf(app)),
    );
  }
}
