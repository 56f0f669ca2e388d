import type { ReportInterval, ReportKey, ReportSubject } from '#contracts';
import { goldenDay, SALES, SERVICE, utc } from '../../../testing/golden-day';
import { createTestDatabase, type TestDatabase } from '../../../testing/test-database';
import { added, FiguresStore } from './data/figures.store';
import { valuesOf, type Sums } from './domain/metrics';
import { periodOf } from './domain/period';

const ZONE = 'Europe/Warsaw';

/** Computed by hand, as docs/metrics.md does it; nothing here is taken from what the code says. */
describe('A day that was counted by hand, with the night of the clock change', () => {
  let db: TestDatabase;
  let figures: FiguresStore;

  beforeAll(async () => {
    db = await createTestDatabase();
    figures = new FiguresStore(db.database);
    await goldenDay(db);
  });
  afterAll(() => db?.close());

  async function report(subject: ReportSubject, interval: ReportInterval, by: ReportKey, days = ['25', '25']) {
    const period = periodOf({ from: `2026-10-${days[0]}`, to: `2026-10-${days[1]}` }, interval, ZONE);
    if (!period.ok) throw new Error(period.refusal.code);
    return figures.sums({
      ...period.value,
      subject,
      interval,
      by,
      timeZone: ZONE,
      within: null,
      now: utc('31T00:00:00'),
    });
  }

  it('counts queues: offered, answered, abandoned, service level, ASA', async () => {
    const rows = await report('queues', 'whole', 'queue');
    const of = (key: string) => valuesOf('queues', rows.find((row) => row.key === key)?.sums ?? {});
    expect(of(SALES)).toEqual({
      offered: 4,
      answered: 2,
      abandoned: 2,
      shortAbandoned: 1,
      overflowed: 0,
      diverted: 0,
      answeredInTime: 1,
      serviceLevel: 0.25,
      abandonRate: 0.5,
      asa: 20,
      averageAbandonWait: 22,
      longestWait: 40,
      handled: 2,
      averageTalk: 75,
      averageWrapUp: 15,
      aht: 90,
    });
    expect(of(SERVICE)).toMatchObject({
      offered: 3,
      answered: 1,
      answeredInTime: 1,
      overflowed: 1,
      diverted: 1,
      serviceLevel: 1,
      asa: 20,
      aht: 360,
    });
  });

  it('keeps the two hours that have one name apart, and the day in one', async () => {
    const hours = (await report('queues', 'hour', 'none')).sort(
      (one, other) => (one.bucket ?? 0) - (other.bucket ?? 0),
    );
    expect(
      hours.map(({ bucket, sums }) => [new Date(bucket ?? 0).toISOString().slice(8, 16), sums['offered'] ?? 0]),
    ).toEqual([
      ['24T23:00', 1],
      ['25T00:00', 1],
      ['25T01:00', 2],
      ['25T09:00', 2],
      ['25T22:00', 1],
    ]);
    const days = await report('queues', 'day', 'none', ['24', '26']);
    expect(days.map(({ bucket, sums }) => [new Date(bucket ?? 0).toISOString(), sums['offered']])).toEqual([
      ['2026-10-24T22:00:00.000Z', 7],
      ['2026-10-25T23:00:00.000Z', 1],
    ]);
  });

  it('counts the time of an agent, cut at midnight, through the night of 25 hours', async () => {
    const [row] = await report('agents', 'day', 'agent');
    expect(valuesOf('agents', row?.sums ?? {})).toMatchObject({
      ready: 600,
      notReady: 7200,
      busy: 450,
      wrapUp: 90,
      reserved: 60,
      signedIn: 600 + 7200 + 450 + 90 + 60,
      occupancy: 540 / (540 + 660),
      handled: 3,
      aht: (120 + 60 + 360) / 3,
    });
    const statuses = await report('statuses', 'whole', 'status');
    expect(statuses.map(({ key }) => key).sort()).toEqual(['busy', 'not-ready:lunch', 'ready', 'reserved', 'wrap-up']);
  });

  it.each(['queues', 'agents', 'statuses'] as const)('gives the same %s from facts as from hours', async (subject) => {
    const total = async (interval: ReportInterval) =>
      (await report(subject, interval, 'none', ['24', '26'])).map(({ sums }) => sums).reduce<Sums>(added, {});
    expect(await total('quarter')).toEqual(await total('hour'));
    expect(await total('quarter')).toEqual(await total('month'));
  });

  it('refuses a period that is backwards or too fine', () => {
    const code = (from: string, to: string, interval: ReportInterval) => {
      const outcome = periodOf({ from, to }, interval, ZONE);
      return outcome.ok ? outcome.value.until - outcome.value.from : outcome.refusal.code;
    };
    expect(code('2026-10-25', '2026-10-24', 'day')).toBe('period-backwards');
    expect(code('2026-10-01', '2026-10-31', 'quarter')).toBe('period-too-long');
    expect(code('2026-10-25', '2026-10-25', 'quarter')).toBe(25 * 3_600_000);
    expect(code('2026-03-29', '2026-03-29', 'quarter')).toBe(23 * 3_600_000);
  });
});
