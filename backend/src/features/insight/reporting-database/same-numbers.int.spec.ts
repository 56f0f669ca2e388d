import { goldenDay, utc } from '../../../testing/golden-day';
import { createTestDatabase, type TestDatabase } from '../../../testing/test-database';
import { VirtualClock } from '../../../testing/virtual-clock';
import { FiguresStore } from '../reporting';
import { scramVerifier } from './data/scram-verifier';
import { ReportingWorld } from './reporting-world.fixture';

const DAY = { from: utc('24T22:00:00'), until: utc('25T23:00:00') };
const NOW = utc('31T00:00:00');

/** The golden day is computed by hand in contracts/src/golden-day.fixture.ts; here customers count it with SQL. */
describe('reporting database: the same numbers as the console', () => {
  let db: TestDatabase;
  let world: ReportingWorld;

  beforeAll(async () => {
    db = await createTestDatabase();
    await goldenDay(db.database);
    const document = JSON.stringify({ addOns: [{ featureId: 'reporting-database', quantity: 1 }] });
    await db.dataSource.query('update customer_order set document = document || $1::jsonb', [document]);
    world = await ReportingWorld.open();
    const projector = world.projector(db.database, new VirtualClock(NOW));
    await projector.run(await projector.limits());
  });
  afterAll(async () => {
    await world?.close();
    await db?.close();
  });

  const shownBy = async (subject: 'queues' | 'statuses' | 'agents', by: 'queue' | 'status' | 'agent') => {
    const figures = new FiguresStore(db.database);
    const asked = {
      ...DAY,
      subject,
      by,
      interval: 'whole',
      timeZone: 'Europe/Warsaw',
      within: null,
      now: NOW,
    } as const;
    return new Map((await figures.sums(asked)).map(({ key, sums }) => [key, sums]));
  };
  const within = (column: string) =>
    `${column} >= to_timestamp(${DAY.from / 1000}) and ${column} < to_timestamp(${DAY.until / 1000})`;

  it('counts queues, from the view and from the facts', async () => {
    const names = [
      'offered',
      'answered',
      'abandoned',
      'short_abandoned',
      'overflowed',
      'diverted',
      'answer_ms',
      'abandon_ms',
    ];
    const rows = await world.ask<Record<string, string>>(
      `select queue_id, ${names.map((name) => `sum(${name})::int as ${name}`).join(', ')}, sum(answered_in_time)::int as in_time,
         max(longest_ms)::int as longest_ms from reporting.queue_hour where ${within('hour')} group by 1`,
    );
    const shown = await shownBy('queues', 'queue');
    expect(rows).toHaveLength(2);
    for (const { queue_id: id = '', ...sums } of rows) expect(shown.get(id)).toMatchObject(sums);
    const [counted] = await world.ask<object>(
      `select q.name, count(*)::int as offered, (count(*) filter (where in_time))::float8 / count(*) filter (where result in ('answered', 'abandoned')) as level,
         (avg(wait_ms) filter (where result = 'answered'))::float8 / 1000 as asa
       from reporting.queue_stay s join reporting.queue q on q.id = s.queue_id where ${within('entered_at')} group by 1 having q.name = 'Handel'`,
    );
    expect(counted).toEqual({ name: 'Handel', offered: 4, level: 0.25, asa: 20 });
  });

  it('counts the time of agents, cut at midnight', async () => {
    const rows = await world.ask<{ key: string; ms: number }>(
      `select status || coalesce(':' || reason, '') as key, sum(milliseconds)::int as ms from reporting.agent_status_hour
       where ${within('hour')} group by 1`,
    );
    const shown = await shownBy('statuses', 'status');
    const milliseconds = (key: string) => Object.values(shown.get(key) ?? {}).reduce((sum, each) => sum + each, 0);
    expect(rows.map(({ key, ms }) => [key, ms]).sort()).toEqual(
      [...shown.keys()].map((key) => [key, milliseconds(String(key))]).sort(),
    );
    expect(rows.find(({ key }) => key === 'ready')?.ms).toBe(15_000_000);
  });

  it('counts handled interactions', async () => {
    const rows = await world.ask<{ agent_id: string }>(
      `select agent_id, sum(handled)::int as handled, sum(active_ms)::int as active_ms, sum(wrap_up_ms)::int as wrap_up_ms
       from reporting.agent_work_hour where ${within('hour')} group by 1`,
    );
    const shown = await shownBy('agents', 'agent');
    expect(rows).toHaveLength(2);
    for (const { agent_id: id, ...sums } of rows) expect(shown.get(id)).toMatchObject(sums);
  });

  it('says in the database itself what each column means', async () => {
    const missing = await world.ask<object>(
      `select c.relname, a.attname from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
       where c.relnamespace = 'reporting'::regnamespace and c.relkind in ('r', 'p', 'v') and not c.relispartition
         and (obj_description(c.oid, 'pg_class') is null or col_description(c.oid, a.attnum) is null)`,
    );
    expect(missing).toEqual([]);
  });

  it('makes of a password what PostgreSQL makes of it', async () => {
    await world.ask(`create role bi_scram_probe password 'zażółć-not'`).catch(() => undefined);
    const [kept] = await world.ask<{ rolpassword: string }>(
      `select rolpassword from pg_authid where rolname = 'bi_scram_probe'`,
    );
    await world.ask('drop role bi_scram_probe');
    const salt = Buffer.from(kept?.rolpassword.split(/[:$]/)[2] ?? '', 'base64');
    expect(scramVerifier('zażółć-not', salt)).toBe(kept?.rolpassword);
  });
});
