import type { ReportInterval, ReportKey, ReportSubject } from '#contracts';
import { goldenDay, utc } from '../../../testing/golden-day';
import { createTestDatabase, type TestDatabase } from '../../../testing/test-database';
import { added, FiguresStore } from './data/figures.store';
import type { Sums } from './domain/metrics';
import { periodOf } from './domain/period';

const ZONE = 'Europe/Warsaw';

/** Its numbers are held to those computed by hand through the API, in system-reports.sim.spec.ts. */
describe('A day that was counted by hand, with the night of the clock change', () => {
  let db: TestDatabase;
  let figures: FiguresStore;

  beforeAll(async () => {
    db = await createTestDatabase();
    figures = new FiguresStore(db.database);
    await goldenDay(db.database);
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

  it('keeps statuses with their reasons apart', async () => {
    const rows = await report('statuses', 'whole', 'status');
    expect(rows.map(({ key, sums }) => [key, sums['not_ready_ms']]).sort()).toEqual([
      ['busy', 0],
      ['not-ready:break', 1_800_000],
      ['not-ready:lunch', 7_200_000],
      ['ready', 0],
      ['reserved', 0],
      ['wrap-up', 0],
    ]);
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
