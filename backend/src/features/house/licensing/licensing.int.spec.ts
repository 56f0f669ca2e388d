import type { RecordedEvent } from '../../../kernel/journal';
import { createTestDatabase, type TestDatabase } from '../../../testing/test-database';
import { MeterStore } from './data/meter.store';
import { OrderStore } from './data/order.store';
import { meterOf } from './domain/meters';
import { LicensingService } from './use-cases/licensing.service';
import { MeterSources } from './use-cases/meter-sources';
import { Metering } from './use-cases/metering';

const NOVEMBER = { from: Date.UTC(2026, 10, 1), to: Date.UTC(2026, 11, 1) };

describe('the metering ledger', () => {
  let database: TestDatabase;
  let store: MeterStore;
  let metering: Metering;
  let position = 0;

  beforeAll(async () => {
    database = await createTestDatabase({ poolSize: 30 });
    store = new MeterStore(database.database);
    const sources = new MeterSources();
    sources.register({
      types: ['Made', 'Gone', 'Called', 'Sent'],
      amounts: ({ type, data }) => {
        if (type === 'Called') return [{ meter: 'limit-api-calls', ...(data as { amount: number; userId: string }) }];
        if (type === 'Sent')
          return [
            { meter: 'sms', amount: 1 },
            { meter: 'sms', amount: 2 },
          ];
        return [{ meter: 'limit-records', amount: type === 'Made' ? 1 : -1 }];
      },
    });
    metering = new Metering({} as never, database.database, store, sources);
  });
  afterAll(() => database?.close());

  const event = (type: string, at: string, data: unknown = null): RecordedEvent => {
    position += 1;
    const meta = {
      at: Date.parse(at),
      actor: { kind: 'system' as const, id: 'test' },
      correlation: 'test',
      causation: null,
    };
    return { position, stream: `thing-${position}`, version: 1, type, data, meta };
  };

  it('takes the highest number of any moment of the period, what was there before included', async () => {
    const before = [event('Made', '2026-10-10T10:00:00Z'), event('Made', '2026-10-11T10:00:00Z')];
    const within = [
      event('Made', '2026-11-02T10:00:00Z'),
      event('Gone', '2026-11-03T10:00:00Z'),
      event('Gone', '2026-11-04T10:00:00Z'),
    ];
    await metering.count([...before, ...within]);
    expect(await store.measure(meterOf('limit-records'), NOVEMBER)).toEqual({ used: 3 });
    const december = { from: NOVEMBER.to, to: Date.UTC(2027, 0, 1) };
    expect(await store.measure(meterOf('limit-records'), december)).toEqual({ used: 1 });
  });

  it('counts an event once, however often and by however many it is delivered', async () => {
    const events = Array.from({ length: 40 }, () => event('Sent', '2026-11-05T10:00:00Z'));
    await Promise.all(Array.from({ length: 8 }, () => metering.count(events)));
    await metering.count(events);
    expect(await store.measure(meterOf('sms'), NOVEMBER)).toEqual({ used: 120 });
  });

  it('keeps users apart where each has an allowance', async () => {
    const [anna, piotr] = ['00000000-0000-4000-8000-0000000000a1', '00000000-0000-4000-8000-0000000000a2'];
    await metering.count([
      event('Called', '2026-11-05T10:00:00Z', { amount: 7, userId: anna }),
      event('Called', '2026-11-06T10:00:00Z', { amount: 5, userId: anna }),
      event('Called', '2026-11-06T10:00:00Z', { amount: 1, userId: piotr }),
      event('Called', '2026-12-06T10:00:00Z', { amount: 100, userId: piotr }),
    ]);
    const { perUser } = (await store.measure(meterOf('limit-api-calls'), NOVEMBER)) as { perUser: number[] };
    expect([...perUser].sort((a, b) => a - b)).toEqual([1, 12]);
  });

  it('keeps a hard cap exact when many add at the same moment', async () => {
    await database.dataSource.query('create table capped (id int generated always as identity)');
    const licensing = new LicensingService(new OrderStore(database.database), store, {
      now: () => NOVEMBER.from,
      wall: () => NOVEMBER.from,
      wakeAt: () => () => undefined,
    });
    const add = () =>
      database.database.transaction(async (tx) => {
        const count = async () =>
          (await tx.query<{ count: number }[]>('select count(*)::int as count from capped'))[0]?.count ?? 0;
        const allowed = await licensing.checkHardCap(tx, 'limit-queues', count);
        if (allowed.ok) await tx.query('insert into capped default values');
        return allowed.ok;
      });
    const outcomes = await Promise.all(Array.from({ length: 25 }, add));
    expect(outcomes.filter(Boolean)).toHaveLength(10);
  });
});
