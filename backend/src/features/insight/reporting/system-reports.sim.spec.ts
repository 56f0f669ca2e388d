import readWorkbook from 'read-excel-file/node';
import { REPORT_SUBJECTS, type Page, type Report, type ReportInteraction, type ReportSubject } from '#contracts';
import { GOLDEN_DATE, GOLDEN_DAY, GOLDEN_UNITS } from '../../../../../contracts/src/golden-day.fixture';
import { Database } from '../../../platform/database';
import { CallWorld, type Agent } from '../../../testing/call-world';
import { goldenDay } from '../../../testing/golden-day';
import { problemLine } from '../../../testing/walk-pages';

const DAY = 'from=2026-11-23&to=2026-11-23';

describe('system-reports', () => {
  let world: CallWorld;
  let [chief, other, administrator, anna]: Agent[] = [];
  let queueId = '';

  beforeAll(async () => {
    world = await CallWorld.start();
    [chief, other, administrator, anna] = [
      await world.hire('supervisor'),
      await world.hire('supervisor'),
      await world.hire('administrator'),
      await world.hire(),
    ];
    const group = await world.group(of(anna));
    queueId = await world.queue([], {
      name: 'Sprzedaż',
      groupIds: [group],
      serviceLevelSeconds: 10,
      wrapUpSeconds: 30,
    });
    await world.supervises(of(chief), group);
    await world.supervises(of(other));
    await world.number(queueId);
    // One caller gives up after 7 seconds, one waits 20 and talks for 60, and 30 seconds of after-call work follow.
    await world.callerHangsUp(await after(6, () => world.callFrom('+48501000001')));
    const caller = await after(19, () => world.callFrom('+48501000002'));
    await world.ready(of(anna));
    await world.press(of(anna), 'answer');
    await world.wait(60);
    await world.callerHangsUp(caller);
    await world.wait(40);
  });
  afterAll(() => world?.close());

  const of = (agent: Agent | undefined): Agent => agent as Agent;
  async function after(seconds: number, begin: () => Promise<string>): Promise<string> {
    const leg = await begin();
    await world.wait(seconds);
    return leg;
  }
  const report = async (path: string, who = of(chief)): Promise<Report> =>
    (await world.as(who).get(`/reports/${path}`)).body as Report;
  const whole = async (subject: string, who?: Agent): Promise<Record<string, unknown>[]> =>
    (await report(`${subject}?${DAY}&interval=whole`, who)).rows.map(({ key, values }) => ({
      name: key?.name,
      ...values,
    }));

  it('counts the day of a queue', async () => {
    const [row, ...more] = await whole('queues');
    expect(more).toEqual([]);
    expect(row).toMatchObject({
      name: 'Sprzedaż',
      offered: 2,
      answered: 1,
      abandoned: 1,
      shortAbandoned: 0,
      answeredInTime: 0,
      serviceLevel: 0,
      handled: 1,
    });
    expect(row?.['asa']).toBeCloseTo(20, 0);
    expect(row?.['averageAbandonWait']).toBeCloseTo(7, 0);
    expect(row?.['averageTalk']).toBeCloseTo(60, 0);
    expect(row?.['averageWrapUp']).toBeCloseTo(30, 0);
  });

  it('says the same as the live view', async () => {
    const live = (await world.as(of(chief)).get('/live')).body as {
      entities: { entity: string; id: string; value: { today: Record<string, number> } }[];
    };
    const today = live.entities.find(({ entity, id }) => entity === 'queue' && id === queueId)?.value.today;
    const [row] = await whole('queues');
    expect(today).toMatchObject({
      offered: row?.['offered'],
      answered: row?.['answered'],
      abandoned: row?.['abandoned'],
    });
    expect(today?.['averageAnswerSeconds']).toBeCloseTo(Number(row?.['asa']), 1);
  });

  it('counts the day of an agent up to now, and his statuses add up to the time that he was there', async () => {
    const [row] = await whole('agents');
    expect(row).toMatchObject({ name: of(anna).name, handled: 1, handledInbound: 1, handledOutbound: 0, missed: 0 });
    const parts = ['ready', 'reserved', 'busy', 'wrapUp', 'notReady'].reduce((sum, id) => sum + Number(row?.[id]), 0);
    expect(row?.['signedIn']).toBeCloseTo(parts, 3);
    await world.wait(100);
    const [later] = await whole('agents');
    expect(Number(later?.['ready']) - Number(row?.['ready'])).toBeCloseTo(100, 0);
    const statuses = (await report(`statuses?${DAY}&interval=whole&by=status`)).rows.map(({ key }) => key?.id);
    expect(statuses).toEqual(expect.arrayContaining(['busy', 'ready', 'wrap-up']));
  });

  it('opens the calls behind a number', async () => {
    const { from, until } = await report(`queues?${DAY}`);
    const behind = (metric: string, who = of(chief)) =>
      world
        .as(who)
        .get(`/reports/queues/interactions?metric=${metric}&from=${from}&until=${until}&by=queue&key=${queueId}`);
    const { items } = (await behind('abandoned')).body as Page<ReportInteraction>;
    expect(items).toMatchObject([{ number: '+48501000001', queueName: 'Sprzedaż', agentName: null }]);
    expect(((await behind('offered')).body as Page<ReportInteraction>).items).toHaveLength(2);
    expect(((await behind('handled')).body as Page<ReportInteraction>).items).toMatchObject([
      { agentName: of(anna).name },
    ]);
    expect(problemLine(await behind('nonsense'))).toBe('400 validation-failed metric exists');
    expect(((await behind('offered', of(other))).body as Page<ReportInteraction>).items).toEqual([]);
  });

  it('shows supervisors their own, administrators everything, and agents nothing', async () => {
    expect(await whole('queues', of(other))).toEqual([]);
    expect(await whole('agents', of(other))).toEqual([]);
    expect(await whole('queues', of(administrator))).toHaveLength(1);
    expect((await world.as(of(anna)).get(`/reports/queues?${DAY}`)).status).toBe(403);
    expect((await whole('calls', of(chief)))[0]).toMatchObject({ name: 'inbound', calls: 2, callsAnswered: 1 });
    expect(await whole('calls', of(other))).toEqual([]);
    expect((await whole('calls', of(administrator)))[0]).toMatchObject({ name: 'inbound', calls: 2, callsAnswered: 1 });
  });

  it('names what is wrong with a wish', async () => {
    const line = async (query: string) => problemLine(await world.as(of(chief)).get(`/reports/queues?${query}`));
    expect(await line('from=2026-11-23&to=2026-11-22')).toBe('400 period-backwards to not-before-from');
    expect(await line('from=2026-01-01&to=2026-11-22&interval=quarter')).toBe('400 period-too-long to max-days');
    expect(await line(`${DAY}&by=classifier`)).toBe('400 report-key-unknown by one-of');
    expect(await line('from=yesterday&to=2026-11-22')).toContain('400 validation-failed from');
  });

  it('comes as CSV and as a workbook with the same numbers', async () => {
    const get = (accept: string) =>
      world.as(of(chief)).csv(`/reports/queues?${DAY}&interval=whole`).set({ accept, 'accept-language': 'pl' });
    const csv = (await get('text/csv')).text;
    expect(csv).toContain('Nazwa;Zaoferowane;Odebrane;Porzucone');
    expect(csv).toContain('Sprzedaż;2;1;1');
    const sheet = await get('application/vnd.openxmlformats-officedocument.spreadsheetml.sheet')
      .buffer(true)
      .parse((response, done) => {
        const parts: Buffer[] = [];
        response.on('data', (part: Buffer) => parts.push(part));
        response.on('end', () => done(null, Buffer.concat(parts)));
      });
    const rows = await readWorkbook(sheet.body as Buffer);
    expect(JSON.stringify(rows)).toContain('["Sprzedaż",2,1,1');
  });

  it('counts recordings with what is missing, and surveys with their answers', async () => {
    const [call] = await world.sql<{ id: string }>('select id from call where agent_id is not null limit 1');
    const recording = (id: number, more: string) =>
      world.sql(
        `insert into recording (id, call_id, path, started_at, duration_ms, state, reason)
         values ($1, $2, $3, '2026-11-23T08:00:00Z', ${more})`,
        [`00000000-0000-4000-8000-00000000000${id}`, call?.id, `report-${id}`],
      );
    await world.sql('delete from recording');
    await recording(1, `60000, 'stored', null`);
    await recording(2, `120000, 'deleted', null`);
    await recording(3, `0, 'lost', 'no-file'`);
    expect(await whole('recordings', of(administrator))).toMatchObject([
      { recorded: 2, recordedTime: 180, averageRecording: 90, recordingsLost: 1, recordingsLostShare: 1 / 3 },
    ]);
    const byReason = await report(`recordings?${DAY}&interval=whole&by=reason`, of(administrator));
    expect(byReason.rows.map(({ key, values }) => [key?.id, values['recordingsLost']])).toEqual([
      ['no-file', 1],
      ['stored', 0],
    ]);
    const run = (id: string, state: string, ...answers: string[]) =>
      world.sql(
        `with run as (insert into survey_run (id, survey_id, call_id, via, queue_id, language, state, reason, at)
           values ($1, '00000000-0000-4000-8000-00000000000a', $2, 'after-call', $3, 'pl', $4, $5, '2026-11-23T08:00:00Z') returning id)
         insert into survey_answer select run.id, a.n::text, a.v from run, unnest($6::text[]) with ordinality a(v, n)`,
        [id, call?.id, queueId, state, state === 'not-launched' ? 'quiet-days' : null, answers],
      );
    await run('one', 'completed', '5', '4');
    await run('two', 'broken-off', '3');
    await run('three', 'not-launched');
    expect(await whole('surveys')).toMatchObject([
      { surveysLaunched: 2, surveysCompleted: 1, surveysNotLaunched: 1, surveyAnswers: 3, averageAnswer: 4 },
    ]);
    const { body } = await world
      .as(of(administrator))
      .get(
        `/reports/recordings/interactions?metric=recordingsLost&by=reason&key=no-file&from=2026-11-22T23:00:00Z&until=2026-11-23T23:00:00Z`,
      );
    expect((body as Page<ReportInteraction>).items).toMatchObject([{ callId: call?.id }]);
  });

  describe('of a day that was counted by hand, with the night of the clock change', () => {
    const period = `from=${GOLDEN_DATE}&to=${GOLDEN_DATE}&interval=whole`;
    const golden = REPORT_SUBJECTS.map((subject) => [subject, GOLDEN_DAY[subject]] as const);
    beforeAll(() => goldenDay(world.app.get(Database)));

    const made = async (subject: ReportSubject): Promise<Report> => {
      const all = await report(`${subject}?${period}&by=${GOLDEN_DAY[subject].by}`, of(administrator));
      // The world's own people have no schedule on that day; its report names them all the same.
      return { ...all, rows: all.rows.filter(({ key }) => (key?.name ?? '') in GOLDEN_DAY[subject].rows) };
    };

    it.each(golden)('gives every number of %s, and no other', async (subject, { rows, total }) => {
      const shown = await made(subject);
      expect(Object.fromEntries(shown.rows.map(({ key, values }) => [key?.name, values]))).toEqual(rows);
      expect(shown.total).toEqual(total);
      const units = Object.keys(total).map((id) => [id, GOLDEN_UNITS[id]]);
      expect(Object.fromEntries(shown.metrics.map(({ id, unit }) => [id, unit]))).toEqual(Object.fromEntries(units));
    });

    it.each(golden)('opens what is behind every number of %s', async (subject, { by, total }) => {
      const { metrics, rows, from, until } = await made(subject);
      const closed = metrics.filter(({ drill }) => !drill).map(({ id }) => id);
      expect(closed).toEqual(subject === 'schedules' ? ['planned'] : []);
      const behind = async (id: string, key: string | undefined): Promise<readonly ReportInteraction[]> => {
        const query = `metric=${id}&from=${from}&until=${until}&by=${by}${key ? `&key=${key}` : ''}`;
        const { body } = await world.app.http
          .get(`/api/v1/reports/${subject}/interactions?${query}`)
          .set({ authorization: `Bearer ${of(administrator).id}` });
        return (body as Page<ReportInteraction>).items;
      };
      const opening = metrics.filter(({ drill }) => drill).map(({ id }) => id);
      for (const { key, values } of [...rows, { key: null, values: total }]) {
        const counted = opening.map(async (id) => [id, recounted(id, await behind(id, key?.id), values)]);
        const shown = Object.fromEntries(opening.map((id) => [id, values[id]]));
        expect([key?.name, Object.fromEntries(await Promise.all(counted))]).toEqual([key?.name, shown]);
      }
    });
  });
});

type Values = Readonly<Record<string, number | null>>;

/** Shares open what they are divided by. */
const PARTS: Readonly<Record<string, string>> = {
  serviceLevel: 'answeredInTime',
  abandonRate: 'abandoned',
  answeredShare: 'callsAnswered',
  successShare: 'successes',
  recordingsLostShare: 'recordingsLost',
  surveysCompletedShare: 'surveysCompleted',
};
/** Numbers that one interaction adds more or less than one to, and how many interactions they open. */
const OPENED: Readonly<Record<string, (values: Values) => number | null | undefined>> = {
  surveyAnswers: () => 2,
  averageAnswer: () => 2,
  successValue: ({ successes }) => successes,
};

/** A number of a report anew, from what it opens and the counts beside it. */
function recounted(id: string, behind: readonly ReportInteraction[], values: Values): number | null | undefined {
  const ratio = (over: number, under: number) => (under === 0 ? null : over / under);
  const seconds = (of: readonly ReportInteraction[]) => of.reduce((sum, each) => sum + (each.seconds ?? 0), 0);
  const part = PARTS[id];
  if (part) return ratio(values[part] ?? 0, behind.length);
  if (OPENED[id]) return OPENED[id](values) === behind.length ? values[id] : behind.length;
  if (id === 'longestWait') return Math.max(...behind.map((each) => each.seconds ?? 0));
  if (id === 'conformance') return ratio(seconds(behind), values['planned'] ?? 0);
  if (id === 'adherence' || id === 'workedWithin') return seconds(behind) === values['worked'] ? values[id] : -1;
  if (id === 'occupancy')
    return ratio(seconds(behind.filter(({ status }) => status === 'busy' || status === 'wrap-up')), seconds(behind));
  if (GOLDEN_UNITS[id] === 'count') return behind.length;
  return /^(asa|aht|average)/.test(id) ? ratio(seconds(behind), behind.length) : seconds(behind);
}
