import type {
  CampaignRecord,
  ConsentFigures,
  ConsentLine,
  Contact,
  ContactExport,
  ContactImport,
  ImportPlan,
  ImportPreview,
  Page,
  Usage,
} from '#contracts';
import { bareCampaigns } from '../../../testing/bare-campaigns';
import { CallWorld, type Agent } from '../../../testing/call-world';
import { eventually, pause } from '../../../testing/processes';
import { problemLine } from '../../../testing/walk-pages';
import { RecordCampaigns } from '.';
import { Database } from '../../../platform/database';
import { ImportStore } from './data/import.store';
import { ExportContacts } from './use-cases/export-contacts';
import { RunImport } from './use-cases/run-import';

const CAMPAIGN = '00000000-0000-4000-8000-0000000000c9';
const HEADINGS = 'Imię i nazwisko;Telefon;E-mail;Nr klienta';

/** Lists as companies have them: names with Polish letters, numbers anyhow. */
const file = (from: number, to: number, more: readonly string[] = []): string =>
  [HEADINGS, ...Array.from({ length: to - from }, (_, index) => row(from + index)), ...more].join('\r\n');
const FIRST = ['Łucja', 'Żaneta', 'Paweł', 'Michał'];
const row = (number: number): string =>
  `${FIRST[number % 4]} Próbna${letters(number)};6${String(10_000_000 + number * 13)};osoba${number}@firma.pl;K-${number}`;
const SYLLABLES = ['ba', 'de', 'fi', 'go', 'ku', 'la', 'me', 'ni', 'po', 'tu'];
const letters = (number: number): string => [...String(number)].map((digit) => SYLLABLES[Number(digit)]).join('');

describe('limit-records: records brought by files and programs', () => {
  let world: CallWorld;
  let [chief, admin]: Agent[] = [];

  beforeAll(async () => {
    world = await CallWorld.start();
    [chief, admin] = [await world.hire('supervisor'), await world.hire('administrator')];
    await bareCampaigns((...query) => world.sql(...query), CAMPAIGN);
    world.app.get(RecordCampaigns).register({ list: async () => [{ id: CAMPAIGN, name: 'Odnowienia' }] });
  });
  afterAll(() => world?.close());

  const of = (agent: Agent | undefined): Agent => agent as Agent;
  const count = async (table: string): Promise<number> =>
    (await world.sql<{ count: number }>(`select count(*)::int as count from ${table}`))[0]?.count ?? 0;
  const get = async <T>(path: string) => (await world.as(of(chief)).get(path)).body as T;
  const metered = async () => {
    await world.settle();
    const usage = (await world.as(of(admin)).get('/usage')).body as Usage[];
    return usage.find(({ meterId }) => meterId === 'limit-records')?.used;
  };

  async function upload(content: string | Buffer, fileName = 'klienci.csv') {
    const answer = await world.app.http
      .post(`/api/v1/contact-imports?fileName=${encodeURIComponent(fileName)}`)
      .set({ authorization: `Bearer ${of(chief).id}`, 'content-type': 'application/octet-stream' })
      .send(content);
    await world.settle();
    return answer as { status: number; body: ContactImport };
  }
  const planOf = ({ mapping }: ContactImport, more: Partial<ImportPlan> = {}): ImportPlan => ({
    mapping,
    campaignId: null,
    onKnown: 'fill',
    ...more,
  });
  async function finished(id: string): Promise<ContactImport> {
    for (let turn = 0; turn < 600; turn += 1) {
      const found = await get<ContactImport>(`/contact-imports/${id}`);
      if (['done', 'cancelled', 'failed', 'undone'].includes(found.state)) return found;
      await pause(25);
    }
    throw new Error('The import does not end');
  }
  async function imported(content: string | Buffer, more: Partial<ImportPlan> = {}): Promise<ContactImport> {
    const { body } = await upload(content);
    const started = await world.as(of(chief)).post(`/contact-imports/${body.id}/start`, planOf(body, more));
    expect(problemLine(started)).toBe('200');
    return finished(body.id);
  }

  it('suggests what the columns are, and shows what is wrong before anything is taken', async () => {
    const { status, body } = await upload(file(0, 3, ['Jan Zły;123;to nie mail;K-9']));
    expect([status, body.encoding, body.separator, body.rows]).toEqual([201, 'utf-8', ';', 4]);
    expect(body.mapping).toEqual(['fullName', 'phone', 'email', 'externalKey']);
    const plan = planOf(body, { mapping: ['fullName', 'phone', 'email', 'ignore'] });
    const preview = (await world.as(of(chief)).post(`/contact-imports/${body.id}/preview`, plan)).body as ImportPreview;
    expect(preview.problems).toEqual([]);
    expect(preview.rows.map(({ errors }) => errors.map(({ field, rule }) => `${field} ${rule}`).sort())).toEqual([
      [],
      [],
      [],
      ['email email', 'phone phone-number-too-short'],
    ]);
    const wrong = await world.as(of(chief)).post(`/contact-imports/${body.id}/start`, planOf(body));
    expect(problemLine(wrong)).toBe('400 validation-failed mapping mapping-needs-campaign');
    expect(await count('contact')).toBe(0);
  });

  it('takes a Windows-1250 list into a campaign, each client once, and says which rows were refused', async () => {
    const text = file(0, 40, [row(7), 'Jan Zły;123;;K-99', ';;;K-98']);
    const bytes = Buffer.from([...text].map((letter) => WINDOWS[letter] ?? letter.charCodeAt(0)));
    const done = await imported(bytes, { campaignId: CAMPAIGN });
    expect(done).toMatchObject({ state: 'done', encoding: 'windows-1250', rows: 43, done: 43 });
    expect(done).toMatchObject({ added: 40, joined: 1, refused: 2, records: 40, review: 0 });
    const found = await get<Page<Contact>>('/contacts?search=lucja&limit=3');
    expect(found.items[0]?.firstName).toBe('Łucja');
    const errors = await world.as(of(chief)).csv(`/contact-imports/${done.id}/errors`);
    expect(errors.text.split('\r\n').slice(0, 2).join('|')).toContain(
      'Jan Zły,123,,K-99,43,phone,phone-number-too-short',
    );
    expect(await metered()).toBe(40);
  });

  it('doubles nothing when the same list comes again, and fills what is new', async () => {
    const again = await imported(file(0, 40), { campaignId: CAMPAIGN });
    expect(again).toMatchObject({ added: 0, joined: 40, records: 0, refused: 0 });
    expect([await count('contact'), await count('record')]).toEqual([40, 40]);
  });

  it('is undone: what nobody has touched since leaves, the rest stays', async () => {
    const done = await imported(file(100, 110), { campaignId: CAMPAIGN });
    const [one] = (await get<Page<CampaignRecord>>(`/records?sourceId=${done.id}`)).items;
    const { contact } = one as CampaignRecord;
    await world.as(of(chief)).patch(`/contacts/${contact.id}`, { note: 'Rozmawialiśmy', version: 1 });
    await world.as(of(chief)).post(`/contact-imports/${done.id}/undo`);
    expect((await finished(done.id)).state).toBe('undone');
    expect([await count('contact'), await count('record')]).toEqual([41, 40]);
    // The highest number of the period counts, whatever was taken out again.
    expect(await metered()).toBe(50);
  });

  it('takes consents in with the people, of people who are known too, and takes them back', async () => {
    const columns = 'Telefon;Nazwisko;Zgoda SMS;Zgoda telefon;Data zgody';
    const rows = ['610000000;Próbna;tak;nie;01.10.2026', '699100200;Nowak;nie;;', '699100300;Kos;może;;2099-01-01'];
    const { body } = await upload([columns, ...rows].join('\n'), 'newsletter.csv');
    const mapping = ['phone', 'lastName', 'consent.sms.marketing', 'consent.call.marketing', 'consentAt'];
    const plan = planOf(body, { mapping, onKnown: 'skip' });
    const unknown = { ...plan, mapping: ['phone', 'ignore', 'consent.sms.spam', 'ignore', 'ignore'] };
    const path = `/contact-imports/${body.id}`;
    expect((await world.as(of(chief)).post(`${path}/preview`, unknown)).body.problems).toEqual([
      'mapping-unknown-field',
    ]);
    await world.as(of(chief)).post(`${path}/start`, plan);
    expect(await finished(body.id)).toMatchObject({ refused: 1 });
    const { items: errors } = await get<Page<{ field: string; rule: string }>>(`${path}/errors`);
    expect(errors.map(({ field, rule }) => `${field} ${rule}`)).toEqual([
      'consent.sms.marketing yes-or-no',
      'consentAt not-in-future',
    ]);
    const ledger = async () =>
      (await get<Page<ConsentLine>>('/consents')).items
        .map(({ channel, state, source, happenedAt }) => `${channel} ${state} ${source} ${happenedAt.slice(0, 10)}`)
        .sort();
    const today = new Date(world.clock.now()).toISOString().slice(0, 10);
    expect(await ledger()).toEqual([
      'call withdrawn newsletter.csv 2026-10-01',
      'sms given newsletter.csv 2026-10-01',
      `sms withdrawn newsletter.csv ${today}`,
    ]);
    expect((await get<ConsentFigures>('/consents/figures')).map(({ channel, given }) => `${channel} ${given}`)).toEqual(
      ['call 0', 'sms 1'],
    );
    await world.as(of(chief)).post(`${path}/undo`);
    await finished(body.id);
    expect([await ledger(), await count('consent'), await count('contact')]).toEqual([[], 0, 41]);
  });

  it('goes out again as a file that an import understands, with its progress, until it is deleted', async () => {
    const asked = await world.as(of(chief)).post('/contact-exports', { campaignId: CAMPAIGN, search: 'probna' });
    const { id } = asked.body as ContactExport;
    const made = () => get<ContactExport>(`/contact-exports/${id}`);
    await world.settle();
    await eventually(async () => (await made()).state === 'done', 30_000);
    expect(await made()).toMatchObject({ total: 40, rows: 40, campaign: { name: 'Odnowienia' } });
    const file = await world.as(of(chief)).csv(`/contact-exports/${id}/file`);
    const [headings, first] = file.text.replace('\uFEFF', '').split('\r\n');
    expect(headings).toBe(
      'Nazwisko;Imię;Firma;Telefony;E-maile;Notatka;Priorytet w kolejkach;Umiejętności;Klucz;Priorytet',
    );
    expect(first).toMatch(/^Próbna\w+;\S+;;\+486\d{8};osoba\d+@firma\.pl;;;;K-\d+;0$/);
    expect((await world.as(of(admin)).get(`/contact-exports/${id}`)).status).toBe(404);
    await world.app.get(ExportContacts).expire(id);
    expect([(await made()).state, (await world.as(of(chief)).get(`/contact-exports/${id}/file`)).status]).toEqual([
      'expired',
      404,
    ]);
  });

  it('takes in what people weigh in queues and the skills they ask for, and gives them back in a file', async () => {
    for (const name of ['Angielski', 'Kredyty']) await world.as(of(chief)).post('/skills', { name });
    const columns = 'Telefon;Nazwisko;Priorytet w kolejkach;Umiejętności';
    const rows = ['699100400;Ważny;400;Angielski:5, kredyty:3?*2', '699100500;Zły;2000;Fiński:1', '699100600;Kos;;'];
    const first = (await upload([columns, ...rows].join('\n'), 'wazni.csv')).body;
    expect(first.mapping).toEqual(['phone', 'lastName', 'queuePriority', 'skills']);
    const start = (id: string, more: object) =>
      world.as(of(chief)).post(`/contact-imports/${id}/start`, planOf(first, more));
    await start(first.id, {});
    expect(await finished(first.id)).toMatchObject({ added: 2, refused: 1 });
    const { items } = await get<Page<{ field: string; rule: string }>>(`/contact-imports/${first.id}/errors`);
    expect(items.map(({ field, rule }) => `${field} ${rule}`)).toEqual([
      'queuePriority number',
      'skills skill-unknown',
    ]);
    const line = async () =>
      (await world.as(of(chief)).csv('/contacts?search=699100400')).text.trim().split('\n').at(-1);
    expect(await line()).toContain(',400,Angielski:5; Kredyty:3?*2');
    for (const [onKnown, weight] of Object.entries({ keep: 400, fill: 400, overwrite: 700 })) {
      const again = (await upload([columns, '699100400;Ważny;700;'].join('\n'), `${onKnown}.csv`)).body;
      await start(again.id, { onKnown });
      await finished(again.id);
      expect(await line()).toContain(`,${weight},Angielski:5; Kredyty:3?*2`);
    }
    await world.as(of(chief)).post(`/contact-imports/${first.id}/undo`);
    await finished(first.id);
  });

  it('lets go of a file that nobody starts within a day, and of the people that were shown of it', async () => {
    const { body } = await upload(file(2000, 2003));
    const path = `/contact-imports/${body.id}`;
    const timer = `import-left:${body.id}`;
    const [left] = await world.sql<{ due: string }>('select due from schedule where key = $1', [timer]);
    expect(Number(left?.due) - Date.parse(body.createdAt)).toBe(24 * 3_600_000);
    await world.sql('update schedule set run_at = $1 where key = $2', [world.clock.now(), timer]);
    await world.wait(2);
    await world.settle();
    expect(await world.sql('select samples from contact_import where id = $1', [body.id])).toEqual([{ samples: [] }]);
    expect((await get<ContactImport>(path)).state).toBe('cancelled');
    expect(problemLine(await world.as(of(chief)).post(`${path}/start`, planOf(body)))).toBe('409 import-not-possible');
  });

  it('goes on where it died, without doubling a row', async () => {
    const { body } = await upload(file(1000, 6200));
    const store = world.app.get(ImportStore);
    const original = store.count.bind(store);
    let batches = 0;
    jest.spyOn(store, 'count').mockImplementation(async (...given) => {
      await original(...given);
      if ((batches += 1) === 2) throw new Error('The process dies before the second batch is committed');
    });
    const { id } = body;
    await world.app
      .get(Database)
      .transaction((tx) => store.plan(tx, id, planOf(body, { mapping: ['fullName', 'phone', 'email', 'ignore'] })));
    await world.app.get(Database).transaction((tx) => store.move(tx, id, 'running', world.clock.now()));
    await expect(world.app.get(RunImport).run(id)).rejects.toThrow('dies');
    expect((await get<ContactImport>(`/contact-imports/${id}`)).done).toBe(5000);
    await world.app.get(RunImport).run(id);
    jest.restoreAllMocks();
    const { state, done, added } = await get<ContactImport>(`/contact-imports/${id}`);
    expect([state, done, added, await count('contact')]).toEqual(['done', 5200, 5200, 5241]);
  });

  it('takes records from a program once, however often it asks with the same key', async () => {
    const contact = { firstName: 'Iga', lastName: 'Programowa', phones: ['601 800 100'] };
    const body = {
      campaignId: CAMPAIGN,
      records: [{ contact, externalKey: 'P-1' }, { contact: { lastName: 'X', phones: ['12345'] } }],
    };
    const send = (key: string, given: object = body) =>
      world.app.http
        .post('/api/v1/records')
        .set({ authorization: `Bearer ${of(chief).id}`, 'idempotency-key': key })
        .send(given);
    const before = await count('record');
    const [first, second] = await Promise.all([send('a-1'), send('a-1')]);
    expect(second.body).toEqual(first.body);
    expect(first.body.records).toMatchObject([
      { outcome: 'new', errors: [] },
      { outcome: 'refused', errors: [{ field: 'contact.phones.0' }] },
    ]);
    expect([first, second].filter(({ headers }) => headers['idempotency-replayed'] === 'true')).toHaveLength(1);
    expect(await count('record')).toBe(before + 1);
    expect(problemLine(await send('a-1', { ...body, source: 'Inne' }))).toBe('422 idempotency-key-reused');
    const known = await send('a-2', { ...body, records: [{ contact, externalKey: 'P-1' }] });
    expect(known.body.records).toMatchObject([{ outcome: 'refused', errors: [{ rule: 'record-key-taken' }] }]);
    expect(problemLine(await send('a-3', { ...body, campaignId: of(chief).id }))).toBe('404 campaign-not-found');
  });

  it('refuses what is no table', async () => {
    expect((await upload(Buffer.from([0, 1, 2, 3, 0, 7]))).status).toBe(415);
    expect(problemLine(await upload('tylko naglowek'))).toBe('400 table-empty');
  });
});

const WINDOWS: Readonly<Record<string, number>> = {
  ą: 0xb9,
  ć: 0xe6,
  ę: 0xea,
  ł: 0xb3,
  ń: 0xf1,
  ó: 0xf3,
  ś: 0x9c,
  ź: 0x9f,
  ż: 0xbf,
  Ł: 0xa3,
  Ż: 0xaf,
  Ś: 0x8c,
};
