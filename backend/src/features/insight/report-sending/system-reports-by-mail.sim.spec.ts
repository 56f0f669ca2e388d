import { parse } from 'csv-parse/sync';
import readWorkbook from 'read-excel-file/node';
import { METRIC_WORDS, REPORT_SUBJECTS, type ReportSchedule, type ReportSending, type ReportSubject } from '#contracts';
import { GOLDEN_DATE, GOLDEN_DAY, GOLDEN_UNITS } from '../../../../../contracts/src/golden-day.fixture';
import { Database } from '../../../platform/database';
import { CallWorld, type Agent } from '../../../testing/call-world';
import { goldenDay } from '../../../testing/golden-day';
import { mailServer } from '../../../testing/mail-server';
import { pause } from '../../../testing/processes';
import { problemLine } from '../../../testing/walk-pages';

const attachmentOf = (mail: string): Buffer => {
  const [, encoded = ''] =
    /Content-Transfer-Encoding: base64\r\nContent-Disposition: attachment[\s\S]*?\r\n\r\n([\s\S]*?)\r\n--/.exec(mail) ??
    [];
  return Buffer.from(encoded, 'base64');
};
const headerOf = (mail: string, name: string): string =>
  new RegExp(`^${name}: (.*)$`, 'm').exec(mail)?.[1]?.trim() ?? '';

type Cells = readonly (readonly (string | number | null)[])[];

async function sheetOf(workbook: Buffer): Promise<Cells> {
  const [sheet] = await readWorkbook(workbook);
  return (sheet as unknown as { data: Cells }).data ?? sheet;
}
const cellsOf = (csv: string): Cells => parse(csv, { bom: true, delimiter: [';', ','] });

/** Files show shares in percent with two places, times to a tenth of a second. */
function cellOf(id: string, value: number | null): string {
  if (value === null) return '';
  const places = { share: [100, 2], seconds: [1, 1], count: [1, 0], value: [1, 2] } as const;
  const [times, digits] = places[GOLDEN_UNITS[id] ?? 'count'];
  return String(Number((value * times).toFixed(digits)));
}
/** Name of each row of the day, with each number under the beginning of its heading. */
const goldenCells = (subject: ReportSubject): Record<string, Record<string, string>> =>
  Object.fromEntries(
    Object.entries(GOLDEN_DAY[subject].rows).map(([name, values]) => [
      name,
      Object.fromEntries(Object.entries(values).map(([id, value]) => [METRIC_WORDS[id]?.en, cellOf(id, value)])),
    ]),
  );
function goldenRows([headings = [], ...rows]: Cells, subject: ReportSubject): Record<string, Record<string, string>> {
  const words = headings.slice(2).map((heading) => String(heading).replace(/ \[(s|%)\]$/, ''));
  const ofDay = rows.filter(([date, name]) => date === GOLDEN_DATE && String(name) in GOLDEN_DAY[subject].rows);
  return Object.fromEntries(
    ofDay.map(([, name, ...cells]) => [
      String(name),
      Object.fromEntries(words.map((word, at) => [word, String(cells[at] ?? '')])),
    ]),
  );
}

describe('system-reports by mail', () => {
  let world: CallWorld;
  let [chief, other, anna]: Agent[] = [];
  let mail: Awaited<ReturnType<typeof mailServer>>;

  beforeAll(async () => {
    mail = await mailServer();
    process.env['CENTRALA_SMTP_URL'] = mail.url;
    process.env['CENTRALA_MAIL_DOMAINS'] = 'klient.test';
    world = await CallWorld.start();
    [chief, other, anna] = [await world.hire('supervisor'), await world.hire('supervisor'), await world.hire()];
    const group = await world.group(of(anna));
    const queueId = await world.queue([], { name: 'Sprzedaż', groupIds: [group] });
    await world.queue([], { name: 'Serwis' });
    await world.sql('insert into user_group_supervisor (group_id, user_id) values ($1, $2)', [group, of(chief).id]);
    await world.supervises(of(chief), group);
    await world.supervises(of(other));
    await world.number(queueId);
    await world.callerHangsUp(await world.callFrom('+48501000001'));
  });
  afterAll(async () => {
    await world?.close();
    await mail?.close();
    delete process.env['CENTRALA_SMTP_URL'];
    delete process.env['CENTRALA_MAIL_DOMAINS'];
  });

  const of = (agent: Agent | undefined): Agent => agent as Agent;
  const wish = (more: object = {}) => ({
    ...{ name: 'Kolejki co rano', subject: 'queues', period: 'today', interval: 'whole', by: 'queue' },
    ...{ file: 'xlsx', language: 'pl', rhythm: { every: 'day' }, time: '08:05' },
    ...{ addresses: [`agent${of(chief).extension}@firma.test`, 'zarzad@klient.test'], ...more },
  });
  const save = (who: Agent, body: object) => world.as(who).post('/report-schedules', body);
  const made = async (more: object = {}): Promise<ReportSchedule> =>
    (await save(of(chief), wish(more))).body as ReportSchedule;
  const one = async (id: string): Promise<ReportSchedule> =>
    (await world.as(of(chief)).get(`/report-schedules/${id}`)).body as ReportSchedule;
  const letters = async (count: number): Promise<string[]> => {
    for (let turn = 0; turn < 1000 && mail.mails.length < count; turn += 1) await pause(10);
    expect(mail.mails).toHaveLength(count);
    return mail.mails.splice(0);
  };
  const settled = async (id: string, state: string): Promise<ReportSending[]> => {
    const read = async () =>
      (await world.as(of(chief)).get(`/report-schedules/${id}/sendings`)).body as ReportSending[];
    for (let turn = 0; turn < 500 && (await read()).some((each) => each.state !== state); turn += 1) await pause(20);
    return read();
  };

  it('goes only to addresses of users and of allowed domains, from those who may send', async () => {
    expect(problemLine(await save(of(chief), wish({ addresses: ['ktos@obcy.test'] })))).toBe(
      '400 address-not-allowed addresses allowed',
    );
    expect(problemLine(await save(of(chief), wish({ by: 'agent' })))).toBe('400 report-key-unknown by one-of');
    expect(problemLine(await save(of(anna), wish()))).toBe('403 permission-missing');
  });

  it('is sent to each address at its time, with what its owner may see', async () => {
    const { id, nextAt } = await made();
    expect(nextAt).toBe('2026-11-23T07:05:00.000Z');
    expect((await world.as(of(other)).get(`/report-schedules/${id}`)).status).toBe(404);
    await world.clock.advanceTo(Date.parse('2026-11-23T07:05:30Z'));
    const got = await letters(2);
    expect(got.map((text) => headerOf(text, 'To')).sort()).toEqual([
      `agent${of(chief).extension}@firma.test`,
      'zarzad@klient.test',
    ]);
    const rows = await sheetOf(attachmentOf(got[0] ?? ''));
    expect(rows.slice(1).map(([name, offered]) => [name, offered])).toEqual([['Sprzedaż', 1]]);
    expect(await settled(id, 'sent')).toMatchObject([{ attempts: 1 }, { attempts: 1 }]);
    expect(await one(id)).toMatchObject({ nextAt: '2026-11-24T07:05:00.000Z', last: { state: 'sent', error: null } });
    await world.as(of(chief)).delete(`/report-schedules/${id}`);
  });

  it('is sent now when somebody wants it, as PDF and as CSV', async () => {
    const addresses = ['zarzad@klient.test'];
    const { id, version } = await made({ file: 'pdf', addresses });
    expect((await world.as(of(chief)).post(`/report-schedules/${id}/send`)).status).toBe(202);
    const [pdf = ''] = await letters(1);
    expect(attachmentOf(pdf).subarray(0, 5).toString()).toBe('%PDF-');
    const csv = { ...wish({ file: 'csv', addresses }), version };
    expect((await world.as(of(chief)).patch(`/report-schedules/${id}`, csv)).body).toMatchObject({ version: 2 });
    await world.as(of(chief)).post(`/report-schedules/${id}/send`);
    const [text = ''] = await letters(1);
    expect(attachmentOf(text).toString('utf8')).toContain('Nazwa;Zaoferowane');
    const paused = await world.as(of(chief)).patch(`/report-schedules/${id}`, { ...csv, active: false, version: 2 });
    expect(paused.body).toMatchObject({ active: false, nextAt: null });
    await world.as(of(chief)).delete(`/report-schedules/${id}`);
  });

  it('holds every number of the day that was counted by hand, as a workbook and as CSV', async () => {
    await goldenDay(world.app.get(Database));
    const sees = await world.hire('administrator');
    const addresses = ['zarzad@klient.test'];
    const post = (path: string, body: object = {}) =>
      world.app.http
        .post(`/api/v1/report-schedules${path}`)
        .set({ authorization: `Bearer ${sees.id}` })
        .send(body);
    for (const subject of REPORT_SUBJECTS)
      for (const file of ['xlsx', 'csv']) {
        const of = { subject, by: GOLDEN_DAY[subject].by, period: 'lastMonth', interval: 'day' };
        const saved = await post('', wish({ ...of, file, language: 'en', addresses }));
        await post(`/${(saved.body as ReportSchedule).id}/send`);
      }
    for (const mail of await letters(2 * REPORT_SUBJECTS.length)) {
      const [, subject = '', file] = /filename="?(\w+)-\S+\.(xlsx|csv)/.exec(mail) ?? [];
      const attached = attachmentOf(mail);
      const rows = file === 'csv' ? cellsOf(attached.toString('utf8')) : await sheetOf(attached);
      expect([subject, file, goldenRows(rows, subject as ReportSubject)]).toEqual([
        subject,
        file,
        goldenCells(subject as ReportSubject),
      ]);
    }
  });

  it('is tried again while the mail server refuses it, and says why', async () => {
    const { id } = await made({ addresses: ['zarzad@klient.test'] });
    mail.refusals = 1;
    await world.as(of(chief)).post(`/report-schedules/${id}/send`);
    await letters(1);
    expect(await settled(id, 'sent')).toMatchObject([{ attempts: 2, error: null }]);
    await world.sql(`update app_user set state = 'deactivated' where id = $1`, [of(chief).id]);
    await world.as(of(chief)).post(`/report-schedules/${id}/send`);
    for (let turn = 0; turn < 500 && (await one(id)).last?.state !== 'lost'; turn += 1) await pause(20);
    expect((await one(id)).last).toMatchObject({ state: 'lost', error: 'owner-may-not-see-reports' });
  });
});
