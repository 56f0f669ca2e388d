import type { ReportInterval, ReportKey, ReportSubject } from '#contracts';
import { createTestDatabase, type TestDatabase } from '../../../testing/test-database';
import { FactsStore, type StayResult } from './data/facts.store';
import { added, FiguresStore } from './data/figures.store';
import { valuesOf, type Sums } from './domain/metrics';
import { periodOf } from './domain/period';

const SALES = '10000000-0000-4000-8000-000000000001';
const SERVICE = '10000000-0000-4000-8000-000000000002';
const ANNA = '20000000-0000-4000-8000-000000000001';
const ZONE = 'Europe/Warsaw';

/** Sunday 25 October 2026: at 3:00 summer time (1:00 UTC) the clock goes back to 2:00, so the day has 25 hours. */
const utc = (clock: string): number => Date.parse(`2026-10-${clock}Z`);

/** Computed by hand, as docs/metrics.md does it; nothing here is taken from what the code says. */
describe('A day that was counted by hand, with the night of the clock change', () => {
  let db: TestDatabase;
  let facts: FactsStore;
  let figures: FiguresStore;
  let next = 0;

  beforeAll(async () => {
    db = await createTestDatabase();
    facts = new FactsStore();
    figures = new FiguresStore(db.database);
    for (const [id, name] of [
      [SALES, 'Sprzedaż'],
      [SERVICE, 'Serwis'],
    ])
      await db.dataSource.query(
        `insert into queue (id, name, strategy, offer_timeout_seconds, wrap_up_seconds, priority, slope_per_second, service_level_seconds, music,
           announce_position, announce_every_seconds, record, classifier_required, classifier_ids, active)
         values ($1, $2, 'linear', 20, 30, 0, 0, 20, 'default', false, 30, 'never', false, '{}', true)`,
        [id, name],
      );
    await calls();
    await statuses();
  });
  afterAll(() => db?.close());

  const id = (kind: number) => `${kind}0000000-0000-4000-8000-${String((next += 1)).padStart(12, '0')}`;

  async function stay(queueId: string, from: string, seconds: number, result: StayResult): Promise<string> {
    const [workId, subjectId, at] = [id(3), id(4), utc(from)];
    const end = { workId, queueId, result, at: at + seconds * 1000, agentId: result === 'answered' ? ANNA : null };
    await db.database.transaction(async (tx) => {
      await facts.stayBegun(tx, { workId, queueId, subjectId, channel: 'call', at });
      // The relay delivers at least once: the second time changes nothing.
      expect(await facts.stayBegun(tx, { workId, queueId, subjectId, channel: 'call', at })).toBe(false);
      expect(await facts.stayEnded(tx, end)).toBe(true);
      expect(await facts.stayEnded(tx, { ...end, at: end.at + 9000 })).toBe(false);
    });
    return subjectId;
  }

  async function handled(subjectId: string, began: string, talk: number, wrapUp: number): Promise<void> {
    const done = { position: (next += 1), agentId: ANNA, subjectId, activeMs: talk * 1000, wrapUpMs: wrapUp * 1000 };
    const at = utc(began) + done.activeMs + done.wrapUpMs;
    await db.database.transaction((tx) => facts.workDone(tx, { ...done, at }));
    await db.database.transaction((tx) => facts.workDone(tx, { ...done, at }));
  }

  async function calls(): Promise<void> {
    // Local 01:30 summer time, and both hours that the clock calls 2:00 to 3:00.
    await handled(await stay(SALES, '24T23:30:00', 10, 'answered'), '24T23:30:10', 100, 20);
    await handled(await stay(SALES, '25T00:30:00', 30, 'answered'), '25T00:30:30', 50, 10);
    await stay(SALES, '25T01:15:00', 4, 'abandoned');
    await stay(SALES, '25T01:20:00', 40, 'abandoned');
    await handled(await stay(SERVICE, '25T09:00:00', 20, 'answered'), '25T09:00:20', 300, 60);
    await stay(SERVICE, '25T09:05:00', 60, 'overflowed');
    // The last second of the day, and the first of the next.
    await stay(SERVICE, '25T22:59:59', 5, 'diverted');
    await stay(SERVICE, '25T23:00:00', 5, 'answered');
  }

  async function statuses(): Promise<void> {
    const say = (status: string, reason: string | null, from: string, seconds: number) =>
      db.database.transaction((tx) =>
        facts.stretch(tx, {
          position: (next += 1),
          agentId: ANNA,
          status,
          reason,
          since: utc(from),
          durationMs: seconds * 1000,
        }),
      );
    // Ready from 23:50 of the day before (local) to 00:10: ten minutes of it are of this day.
    await say('ready', null, '24T21:50:00', 1200);
    // Over the whole night of the change: 00:30 UTC to 02:30 UTC.
    await say('not-ready', 'lunch', '25T00:30:00', 7200);
    await say('busy', null, '25T09:00:00', 450);
    await say('wrap-up', null, '25T09:07:30', 90);
    await say('reserved', null, '25T09:09:00', 60);
  }

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
