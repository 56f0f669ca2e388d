import type { AgentWeek, Report, Shift, ShiftPattern, Week } from '#contracts';
import { CallWorld, type Agent } from '../../../testing/call-world';
import { changeOrder } from '../../../testing/change-order';
import { problemLine } from '../../../testing/walk-pages';

describe('work schedules', () => {
  let world: CallWorld;
  let chief: Agent;
  let stranger: Agent;
  let anna: Agent;
  let boris: Agent;
  let groupId: string;
  let early: Shift;

  beforeAll(async () => {
    world = await CallWorld.start();
    await changeOrder(world, { package: 'pro' });
    [chief, stranger] = [await world.hire('supervisor'), await world.hire('supervisor')];
    [anna, boris] = [await world.hire(), await world.hire()];
    groupId = await world.group(anna);
    await world.supervises(chief, groupId);
    await world.supervises(stranger);
  });
  afterAll(() => world?.close());

  const local = (at = world.clock.now()) => new Date(at + 7_200_000 - 3_600_000).toISOString().slice(0, 10);
  const day = (offset: number) => local(world.clock.now() + offset * 86_400_000);
  const week = async (who: Agent, of: string): Promise<Week> =>
    (await world.as(who).get(`/schedule?day=${of}&groupId=${groupId}`)).body as Week;
  const own = async (of: string): Promise<AgentWeek | undefined> =>
    ((await world.as(anna).get(`/schedule/mine?day=${of}`)).body as Week).agents[0];
  const dayOf = async (of: string) => (await own(of))?.days.find(({ date }) => date === of);
  const minuteNow = () => {
    const at = new Date(world.clock.now() + 3_600_000);
    return at.getUTCHours() * 60 + at.getUTCMinutes();
  };

  it('are shifts in a pattern, for one’s own people only', async () => {
    const start = minuteNow() - 60;
    const shift = { name: 'Rano', startMinute: start, endMinute: start + 480, unpaidBreakMinutes: 30 };
    early = (await world.as(chief).post('/shifts', shift)).body as Shift;
    expect(problemLine(await world.as(chief).post('/shifts', shift))).toBe('409 name-taken name unique');
    expect(problemLine(await world.as(anna).post('/shifts', shift))).toBe('403 permission-missing');
    const pattern = {
      name: 'Zwykły',
      days: Array(7).fill(early.id),
      fromDate: day(-14),
      onHolidays: true,
      agentIds: [anna.id],
    };
    const made = await world.as(chief).post('/shift-patterns', pattern);
    expect(made.body).toMatchObject({ agentIds: [anna.id], version: 1 });
    const other = { ...pattern, name: 'Cudzy', agentIds: [boris.id] };
    expect(problemLine(await world.as(chief).post('/shift-patterns', other))).toBe('403 not-supervised');
    expect(problemLine(await world.as(chief).post('/shift-patterns', { ...other, days: [null] }))).toContain('400');
    expect(problemLine(await world.as(chief).delete(`/shifts/${early.id}`))).toBe('409 shift-in-use');
    const { id, version } = made.body as ShiftPattern;
    const put = (of: number) => world.as(chief).put(`/shift-patterns/${id}`, { ...pattern, version: of });
    expect((await put(version)).status).toBe(200);
    expect(problemLine(await put(version))).toBe('409 changed-meanwhile');
    expect((await week(chief, day(0))).agents.map(({ agentName }) => agentName)).toEqual([anna.name]);
    expect((await week(stranger, day(0))).agents).toEqual([]);
    expect(await dayOf(day(0))).toMatchObject({ kind: 'shift', shiftName: 'Rano', plannedSeconds: 27_000 });
  });

  it('let one day differ, and follow the pattern again', async () => {
    const [first] = (await week(chief, day(0))).agents[0]?.days ?? [];
    const path = `/schedule/${anna.id}/${first?.date}`;
    expect((await world.as(chief).put(path, { kind: 'leave', note: 'Urlop' })).status).toBe(204);
    expect((await week(chief, day(0))).agents[0]?.days[0]).toMatchObject({ kind: 'leave', exception: true });
    expect(problemLine(await world.as(stranger).put(path, { kind: 'off' }))).toBe('403 not-supervised');
    expect((await world.as(chief).delete(path)).status).toBe(204);
    expect((await week(chief, day(0))).agents[0]?.days[0]).toMatchObject({ kind: 'shift', exception: false });
  });

  it('come from a file; what is refused comes back with line, field and rule', async () => {
    const login = `agent${anna.extension}@firma.test`;
    const csv = [
      'login;data;od;do;przerwa;uwagi',
      `${login};${day(7)};10:00;18:00;15;Zamiana`,
      `nikt@firma.test;${day(7)};8:00;16:00;;`,
      `${login};31.02.2027;8:00;16:00;;`,
      `agent${boris.extension}@firma.test;${day(7)};8:00;16:00;;`,
      `${login};${day(8)};urlop;;;`,
    ].join('\n');
    const { body } = await world.as(chief).post('/schedule/imports', { fileName: 'grafik.csv', csv });
    expect(body).toEqual({
      rows: 5,
      applied: 2,
      errors: [
        { line: 3, field: 'login', rule: 'exists', text: 'nikt@firma.test' },
        { line: 4, field: 'date', rule: 'date', text: '31.02.2027' },
        { line: 5, field: 'login', rule: 'not-supervised', text: `agent${boris.extension}@firma.test` },
      ],
    });
    expect(await dayOf(day(7))).toMatchObject({ startMinute: 600, endMinute: 1080, note: 'Zamiana', exception: true });
    const unreadable = await world.as(chief).post('/schedule/imports', { fileName: 'x.csv', csv: 'a;b\n1;2' });
    expect(problemLine(unreadable)).toBe('400 validation-failed csv file-not-readable');
  });

  it('are held against what people did, to the second', async () => {
    await world.ready(anna);
    await world.wait(600);
    await world.as(anna).put('/agents/me/status', { status: 'not-ready', reason: 'training' });
    await world.wait(300);
    await world.signOut(anna);
    expect(await dayOf(day(0))).toMatchObject({ adherence: null, workedSeconds: 900 });
    // Yesterday's presence, as its journal would have left it: half an hour before the shift, then three hours in it.
    const began = world.clock.now() - 86_400_000 - 900_000 - 3_600_000;
    await world.sql(
      `insert into agent_work_span (agent_id, since, until)
       values ($1, to_timestamp($2 / 1000.0), to_timestamp($3 / 1000.0))`,
      [anna.id, began - 1_800_000, began + 10_800_000],
    );
    const kept = await dayOf(day(-1));
    expect(kept).toMatchObject({ workedSeconds: 12_600, plannedSeconds: 27_000 });
    expect(kept?.adherence).toBeCloseTo(10_800 / 27_000, 2);
    expect(kept?.conformance).toBeCloseTo(12_600 / 27_000, 4);
  });

  it('are reported over any period, by person, group and day', async () => {
    const ask = async (more: string, from = day(-3)) =>
      world.as(chief).get(`/reports/schedules?from=${from}&to=${day(0)}&${more}`);
    const rows = async (more: string) =>
      ((await ask(more)).body as Report).rows.map(({ key, values }) => [
        key?.name ?? null,
        values['planned'],
        values['worked'],
      ]);
    const planned = 3 * 27_000;
    expect(await rows('interval=whole&by=agent')).toEqual([[anna.name, planned, 12_600]]);
    expect((await rows('interval=whole&by=group')).map(([, ...sums]) => sums)).toEqual([[planned, 12_600]]);
    expect(await rows('interval=day&by=none')).toEqual(
      [27_000, 27_000, 27_000].map((each, at) => [null, each, at === 2 ? 12_600 : 0]),
    );
    const { total } = (await ask('interval=whole&by=group')).body as Report;
    expect(total['adherence']).toBeCloseTo(10_800 / planned, 2);
    expect(total['conformance']).toBeCloseTo(12_600 / planned, 4);
    expect(problemLine(await ask('interval=hour'))).toBe('400 report-interval-unknown interval one-of');
    const csv = await world.as(chief).csv(`/reports/schedules?from=${day(-1)}&to=${day(-1)}&interval=whole`);
    expect(csv.text).toContain('Planned [s]');
  });
});
