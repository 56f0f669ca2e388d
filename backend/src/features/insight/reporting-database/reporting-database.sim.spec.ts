import type { ReportingPassword } from '#contracts';
import { CallWorld, type Agent } from '../../../testing/call-world';
import { changeOrder } from '../../../testing/change-order';
import { pause } from '../../../testing/processes';
import { VirtualClock } from '../../../testing/virtual-clock';
import { Database } from '../../../platform/database';
import { ReportingGate } from './edge/reporting-gate';
import { ReportingWorld } from './reporting-world.fixture';
import type { Projector } from './use-cases/projector';

const BYTES = 400_000;
const DAY = 'from=2026-11-23&to=2026-11-23';

describe('reporting-database', () => {
  let world: CallWorld;
  let reporting: ReportingWorld;
  let projector: Projector;
  let gate: ReportingGate;
  let port = 0;
  /** What the gate lets through depends on no other clock of the world. */
  const gateClock = new VirtualClock();
  let administrator: Agent;
  let anna: Agent;
  let queueId = '';

  beforeAll(async () => {
    world = await CallWorld.start();
    reporting = await ReportingWorld.open();
    projector = reporting.projector(world.app.get(Database), world.clock);
    await order();
    [administrator, anna] = [await world.hire('administrator'), await world.hire()];
    queueId = await world.queue([anna], { name: 'Sprzedaż', serviceLevelSeconds: 10, wrapUpSeconds: 30 });
    await world.number(queueId);
    gate = new ReportingGate(reporting.cluster.address, await projector.limits(), gateClock);
    port = await gate.listen(0, '127.0.0.1');
  });
  afterAll(async () => {
    await gate?.close();
    await reporting?.close();
    await world?.close();
  });

  const order = async (more: readonly { featureId: string; quantity: number }[] = []): Promise<void> => {
    await changeOrder(world, { addOns: [{ featureId: 'reporting-database', quantity: 1 }, ...more] });
    gate?.follow(await projector.limits());
  };
  const pass = async () => {
    await world.settle();
    return projector.run(await projector.limits());
  };
  const call = async (number: string, seconds: number): Promise<void> => {
    const caller = await world.callFrom(number);
    await world.press(anna, 'answer');
    await world.wait(seconds);
    await world.callerHangsUp(caller);
    await world.wait(40);
  };
  const user = async (login: string): Promise<ReportingPassword> =>
    (await world.as(administrator).post('/reporting-database/users', { login, purpose: 'Power BI' }))
      .body as ReportingPassword;

  it('gives whoever asks with SQL the numbers of the console', async () => {
    await world.ready(anna);
    await pass();
    await call('+48501000001', 60);
    await world.callerHangsUp(await world.callFrom('+48501000002'));
    await world.wait(40);
    await pass();
    const { rows } = (await world.as(administrator).get(`/reports/queues?${DAY}&interval=whole`)).body as {
      rows: { values: Record<string, number> }[];
    };
    const [counted] = await reporting.ask<object>(
      `select count(*)::int as offered, count(*) filter (where result = 'answered')::int as answered,
         (sum(wait_ms) filter (where result = 'answered'))::float8 / 1000 as asa from reporting.queue_stay`,
    );
    expect(counted).toEqual({ offered: 2, answered: rows[0]?.values['answered'], asa: rows[0]?.values['asa'] });
    const [talk] = await reporting.ask<{ name: string; talk: number }>(
      `select a.last_name as name, sum(w.active_ms)::float8 / 1000 as talk from reporting.agent_work w join reporting.agent a on a.id = w.agent_id group by 1`,
    );
    expect(talk?.name).toBe(anna.extension);
    expect(talk?.talk).toBeCloseTo(rows[0]?.values['averageTalk'] ?? 0, 3);
  });

  it('follows the journal: what changes is changed there too, and each row is there once', async () => {
    await reporting.ask(`delete from reporting.call where number = '+48501000001'`);
    await pass();
    expect(await reporting.ask('select 1 from reporting.call')).toHaveLength(1);
    await world.as(administrator).post('/reporting-database/rebuild');
    await pass();
    expect(await reporting.ask('select 1 from reporting.call')).toHaveLength(2);
    expect(await pass()).toMatchObject({ position: expect.any(Number), bytes: expect.any(Number) });
    expect(await reporting.ask('select 1 from reporting.queue_stay')).toHaveLength(2);
  });

  it('loses whoever was erased', async () => {
    const contact = {
      firstName: 'Jan',
      lastName: 'Nowak',
      phones: ['+48501000001'],
      emails: [],
      company: '',
      note: '',
    };
    const { id } = (await world.as(administrator).post('/contacts', contact)).body as { id: string };
    await pass();
    expect(await reporting.ask(`select 1 from reporting.contact where last_name = 'Nowak'`)).toHaveLength(1);
    const erased = await world.as(administrator).post(`/contacts/${id}/erasure`, { reason: 'art. 17' });
    expect(erased.status).toBeLessThan(300);
    await pass();
    expect(await reporting.ask('select 1 from reporting.contact')).toEqual([]);
    expect(await reporting.ask(`select 1 from reporting.call where number = '+48501000001'`)).toEqual([]);
    expect(await reporting.ask('select 1 from reporting.call')).toHaveLength(2);
  });

  it('has a role for each user that reads and nothing else, through the gate', async () => {
    const made = await user('power_bi');
    expect(made).toMatchObject({
      user: { role: 'bi_power_bi', purpose: 'Power BI' },
      password: expect.stringMatching(/.{20}/),
    });
    await pass();
    const role = made.user.role;
    const client = await reporting.connect({ role, port });
    expect((await client.query('select count(*)::int as calls from call')).rows).toEqual([{ calls: 2 }]);
    for (const write of [
      'delete from call',
      'create table mine (a int)',
      'create temporary table mine (a int)',
      'select * from reporting_kept.role',
      'set transaction read write; update queue set name = $$x$$',
    ])
      await expect(client.query(write)).rejects.toThrow(/permission denied|read-only/);
    await client.query('rollback').catch(() => undefined);
    await client.query('set default_transaction_read_only = off');
    await expect(client.query('delete from call')).rejects.toThrow('permission denied');
    await client.end();
  });

  it('refuses a removed user, ends his session, and tells who did it', async () => {
    const { user: made, password } = await user('excel');
    await pass();
    const client = await reporting.connect({ role: made.role, port });
    const rotated = await world.as(administrator).post(`/reporting-database/users/${made.id}/password`);
    expect((rotated.body as ReportingPassword).password).not.toBe(password);
    const ended = new Promise((resolve) => client.once('end', resolve));
    await pass();
    await ended;
    expect((await world.as(administrator).delete(`/reporting-database/users/${made.id}`)).status).toBe(204);
    await pass();
    await expect(reporting.connect({ role: made.role })).rejects.toThrow('does not exist');
    const told = await world.sql<{ type: string; data: object }>(
      `select type, data from journal where stream = $1 order by position`,
      [`reportinguser-${made.id}`],
    );
    expect(told.map(({ type }) => type)).toEqual([
      'ReportingUserAdded',
      'ReportingPasswordRotated',
      'ReportingUserRemoved',
    ]);
    expect(JSON.stringify(told)).not.toContain(password);
  });

  it('refuses a second user of one name, and a name that PostgreSQL would not take', async () => {
    const as = world.as(administrator);
    const taken = await as.post('/reporting-database/users', { login: 'power_bi', purpose: 'x' });
    expect([taken.status, taken.body]).toMatchObject([409, { code: 'reporting-login-taken' }]);
    const wrong = await as.post('/reporting-database/users', { login: 'Drop"; --', purpose: 'x' });
    expect([wrong.status, JSON.stringify(wrong.body)]).toEqual([
      400,
      expect.stringContaining('reporting-login-format'),
    ]);
  });

  it('says how it stands, and is nothing without the function', async () => {
    const before = await world.as(administrator).get('/reporting-database');
    expect(before.body).toMatchObject({ limits: { connections: 1, megabitsPerSecond: 1, months: 3 }, state: null });
    await changeOrder(world, { addOns: [] });
    expect((await world.as(administrator).get('/reporting-database')).status).toBe(403);
    gate.follow(await projector.limits());
    await pass();
    await expect(reporting.connect({ role: 'bi_power_bi', port })).rejects.toThrow('the order allows 0 connections');
    await expect(reporting.connect({ role: 'bi_power_bi' })).rejects.toThrow('not permitted to log in');
    await order();
    await pass();
  });

  describe('reporting-database-extra-connection', () => {
    it('lets further connections in', async () => {
      const first = await reporting.connect({ role: 'bi_power_bi', port });
      await expect(reporting.connect({ role: 'bi_power_bi', port })).rejects.toThrow('the order allows 1 connections');
      await expect(reporting.connect({ role: 'bi_power_bi' })).rejects.toThrow('too many connections');
      await order([{ featureId: 'reporting-database-extra-connection', quantity: 1 }]);
      await pass();
      const second = await reporting.connect({ role: 'bi_power_bi', port });
      expect(gate.connections).toBe(2);
      await Promise.all([first.end(), second.end()]);
    });
  });

  describe('reporting-database-extra-transfer', () => {
    it('is faster by a megabit for each that was ordered', async () => {
      /** The gate's time passes until the work is done: what it holds back waits for nothing else. */
      const passing = async <T>(work: Promise<T>): Promise<T> => {
        let pending = true;
        const done = work.finally(() => (pending = false));
        while (pending) {
          await gateClock.advance(20);
          await pause(1);
        }
        return done;
      };
      const seconds = async (): Promise<number> => {
        const client = await passing(reporting.connect({ role: 'bi_power_bi', port }));
        const began = gateClock.now();
        await passing(client.query(`select repeat('x', ${BYTES})`));
        const spent = (gateClock.now() - began) / 1_000;
        await passing(client.end());
        return spent;
      };
      await order();
      const slow = await seconds();
      await order([{ featureId: 'reporting-database-extra-transfer', quantity: 3 }]);
      const fast = await seconds();
      // Real sockets, virtual time: never faster than paid for; how much slower depends on the machine.
      expect(slow).toBeGreaterThan((BYTES - 32_768) / 125_000);
      expect(fast).toBeGreaterThan((BYTES - 32_768) / 500_000);
      expect(fast).toBeLessThan(slow);
    });
  });

  describe('reporting-database-extra-month', () => {
    const old = '2026-08-05T10:00:00Z';
    const older = '2026-06-05T10:00:00Z';
    const kept = async () =>
      (
        await reporting.ask<{ month: string }>(
          `select distinct to_char(started_at at time zone 'UTC', 'YYYY-MM') as month from reporting.call order by 1`,
        )
      ).map(({ month }) => month);

    it('keeps three months, more when they are ordered, and lets go of them afterwards', async () => {
      for (const at of [old, older])
        await world.sql(
          `insert into call select (jsonb_populate_record(c, jsonb_build_object('id', gen_random_uuid(), 'started_at', $1::text))).* from call c limit 1`,
          [at],
        );
      await order();
      await world.as(administrator).post('/reporting-database/rebuild');
      await pass();
      expect(await kept()).toEqual(['2026-08', '2026-11']);
      await order([{ featureId: 'reporting-database-extra-month', quantity: 2 }]);
      await pass();
      expect(await kept()).toEqual(['2026-06', '2026-08', '2026-11']);
      await order();
      await pass();
      expect(await kept()).toEqual(['2026-08', '2026-11']);
    });
  });
});
