import { FactsStore, type StayResult } from '../features/insight/reporting';
import type { TestDatabase } from './test-database';

export const SALES = '10000000-0000-4000-8000-000000000001';
export const SERVICE = '10000000-0000-4000-8000-000000000002';
export const ANNA = '20000000-0000-4000-8000-000000000001';

/** Sunday 25 October 2026: at 3:00 summer time (1:00 UTC) the clock goes back to 2:00, so the day has 25 hours. */
export const utc = (clock: string): number => Date.parse(`2026-10-${clock}Z`);

/** Two queues, Anna, and what happened on that day; its numbers are computed by hand in golden-day.int.spec.ts. */
export async function goldenDay(db: TestDatabase): Promise<void> {
  const facts = new FactsStore();
  let next = 0;
  for (const [queueId, name] of [
    [SALES, 'Sprzedaż'],
    [SERVICE, 'Serwis'],
  ])
    await db.dataSource.query(
      `insert into queue (id, name, strategy, offer_timeout_seconds, wrap_up_seconds, priority, slope_per_second, service_level_seconds, music,
         announce_position, announce_every_seconds, record, classifier_required, classifier_ids, active)
       values ($1, $2, 'linear', 20, 30, 0, 0, 20, 'default', false, 30, 'never', false, '{}', true)`,
      [queueId, name],
    );

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

  await calls();
  await statuses();
}
