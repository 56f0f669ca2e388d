import type { Contact, ContactConsents, Erasure, ImportedConsents } from '#contracts';
import { CallWorld, type Agent } from '../../../testing/call-world';
import { problemLine } from '../../../testing/walk-pages';
import { Database } from '../../../platform/database';
import { Consents } from '.';

const NUMBER = '+48601900100';
const MARKETING = { channel: 'automatic-call', purpose: 'marketing' } as const;

describe('consents, and what a person may ask for', () => {
  let world: CallWorld;
  let [admin, anna]: Agent[] = [];
  let contact: Contact;

  beforeAll(async () => {
    world = await CallWorld.start();
    [admin, anna] = [await world.hire('administrator'), await world.hire()];
    const body = {
      firstName: 'Zofia',
      lastName: 'Wrzosek',
      phones: [NUMBER],
      emails: ['zofia@wrzosek.pl'],
      note: 'Lubi koty',
    };
    contact = (await world.as(of(anna)).post('/contacts', body)).body as Contact;
  });
  afterAll(() => world?.close());

  const of = (agent: Agent | undefined): Agent => agent as Agent;
  const gate = async (): Promise<string> => {
    const outcome = await world.app.get(Consents).check(world.app.get(Database).read, { number: NUMBER, ...MARKETING });
    return outcome.ok ? 'allowed' : outcome.refusal.code;
  };
  const say = (body: object) => world.as(of(anna)).post(`/contacts/${contact.id}/consents`, body);

  it('nobody is called by a machine who has not agreed, and nobody who has changed his mind', async () => {
    expect(await gate()).toBe('consent-missing');
    const given = { ...MARKETING, state: 'given', source: 'formularz', proof: 'Zgadzam się' };
    expect((await say(given)).body).toMatchObject({ state: 'given', recordedBy: of(anna).id });
    expect(await gate()).toBe('allowed');
    await world.wait(60);
    await say({ ...MARKETING, state: 'withdrawn', source: 'rozmowa' });
    expect(await gate()).toBe('consent-withdrawn');
    const { ledger, standing } = (await world.as(of(anna)).get(`/contacts/${contact.id}/consents`))
      .body as ContactConsents;
    expect(ledger.map(({ state, source }) => `${state} ${source}`)).toEqual(['withdrawn rozmowa', 'given formularz']);
    const cell = standing.find(({ channel, purpose }) => channel === 'automatic-call' && purpose === 'marketing');
    expect(cell).toMatchObject({ state: 'withdrawn', allowed: false });
    expect(problemLine(await say({ ...given, purpose: 'spam' }))).toBe('400 validation-failed purpose exists');
  });

  it('asks for the ways that a purpose speaks of, and not of an archived one', async () => {
    const purpose = { name: 'Badania', basis: 'objection', channels: ['email'], wording: 'Zgadzam się na ankiety.' };
    const put = (body: object) => world.as(of(admin)).put('/consent-purposes/research', body);
    expect((await put(purpose)).body).toMatchObject({ version: 1, wording: 'Zgadzam się na ankiety.' });
    expect(problemLine(await put(purpose))).toBe('409 consent-purpose-exists');
    const said = { purpose: 'research', state: 'given', source: 'rozmowa' };
    expect(problemLine(await say({ ...said, channel: 'sms' }))).toBe('400 validation-failed channel exists');
    const { body } = await world.as(of(anna)).get(`/contacts/${contact.id}/consents`);
    const { standing } = body as ContactConsents;
    expect(standing.filter((cell) => cell.purpose === 'research').map(({ channel }) => channel)).toEqual(['email']);
    await put({ ...purpose, active: false, version: 1 });
    expect(problemLine(await put({ ...purpose, version: 1 }))).toBe('409 changed-meanwhile');
    expect(problemLine(await say({ ...said, channel: 'email' }))).toBe('400 validation-failed purpose exists');
    expect(problemLine(await world.as(of(anna)).get('/consents'))).toBe('403 permission-missing');
  });

  it('takes a list of consents in, by number and by mail, and names rows of nobody', async () => {
    const rows = [
      { contact: '601 900 100', channel: 'sms', purpose: 'marketing', state: 'given' },
      { contact: 'Zofia@Wrzosek.pl', channel: 'email', purpose: 'marketing', state: 'given' },
      { contact: '601 900 199', channel: 'sms', purpose: 'marketing', state: 'given' },
    ];
    const { body } = await world.as(of(anna)).post('/consents/imports', { source: 'Newsletter', rows });
    expect(body as ImportedConsents).toEqual({ recorded: 2, refused: [{ row: 3, rule: 'contact-not-found' }] });
  });

  it('gives a person a copy of everything', async () => {
    const answer = await world.app.http
      .post(`/api/v1/contacts/${contact.id}/personal-data`)
      .set({ authorization: `Bearer ${of(admin).id}` })
      .buffer()
      .parse((response, done) => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.on('end', () => done(null, Buffer.concat(chunks)));
      });
    expect([answer.status, answer.headers['content-type']]).toEqual([200, 'application/zip']);
    const names = (answer.body as Buffer).toString('latin1');
    expect(names).toContain('data.json');
    expect(names).toContain('dane-osobowe.html');
    expect(problemLine(await world.as(of(anna)).post(`/contacts/${contact.id}/personal-data`))).toBe(
      '403 permission-missing',
    );
  });

  /** An automatic campaign has called her, and she has typed something. */
  const attempt = async (): Promise<void> => {
    const campaign = { name: 'Ankieta', kind: 'preview', consentPurpose: null };
    const made = (await world.as(of(admin)).post('/campaigns', campaign)).body as { id: string };
    await world.sql(
      `insert into dial_attempt (id, campaign_id, record_id, contact_id, number, class, paced, state, started_at, ended_at, outcome)
       values ($1, $2, $1, $1, $3, 'fresh', false, 'ended', now(), now(), 'connected')`,
      [contact.id, made.id, NUMBER],
    );
    await world.sql(
      `insert into campaign_answer (position, place, attempt_id, variable, value) values (1, 0, $1, 'pesel', '44051401359')`,
      [contact.id],
    );
  };

  it('erases a person wherever she is: card, calls, recordings, consents and the journal, whose order stands', async () => {
    await world.number(await world.queue([of(anna)], { record: 'always' }));
    await world.ready(of(anna));
    await world.callFrom(NUMBER);
    await world.press(of(anna), 'answer');
    await world.wait(30);
    await world.press(of(anna), 'hang-up');
    await world.wait(120);
    await world.sql(
      `insert into survey_run (id, survey_id, call_id, via, number, language, state, at) values ('run-1', $1, $1, 'later', $2, 'pl', 'completed', now())`,
      [contact.id, NUMBER],
    );
    await world.sql(
      `insert into gsm_device (id, name, user_id, number, token_hash, created_at) values ($1, 'Telefon', $1, '+48500000001', 'x', now())`,
      [contact.id],
    );
    await world.sql(
      `insert into gsm_call (id, device_id, told_id, user_id, direction, from_number, to_number, started_at, duration_seconds, received_at)
       values ($1, $1, '1', $1, 'outbound', '+48500000001', $2, now(), 5, now())`,
      [contact.id, NUMBER],
    );
    const [queue] = await world.sql<{ id: string }>('select id from queue limit 1');
    await world.sql(
      `insert into callback (id, number, queue_id, origin, state, ending, requested_at, queued_at, tried, attempts)
       values ($1, $2, $3, 'automatic', 'closed', 'reached', now(), now(), 1, 3)`,
      [contact.id, NUMBER, queue?.id],
    );
    await attempt();
    await world.app.http
      .post('/api/v1/contact-imports?fileName=lista.csv')
      .set({ authorization: `Bearer ${of(admin).id}`, 'content-type': 'application/octet-stream' })
      .send('Imię;Telefon\nZofia;601 900-100\n');
    const sampled = () => world.sql<{ rows: number }>('select jsonb_array_length(samples) as rows from contact_import');
    expect(await sampled()).toEqual([{ rows: 1 }]);
    const chain = () =>
      world.sql(
        "select position, stream, version, type, meta from journal where type <> 'RecordingDeleted' order by position",
      );
    const before = await chain();
    const answer = await world.as(of(admin)).post(`/contacts/${contact.id}/erasure`, { reason: 'Wniosek 17/2026' });
    const erasure = answer.body as Erasure;
    expect(erasure.counts).toMatchObject({
      contacts: 1,
      calls: 1,
      recordings: 1,
      surveys: 1,
      callbacks: 1,
      'campaign-attempts': 1,
      'gsm-calls': 1,
    });
    expect(erasure.counts['journalEvents']).toBeGreaterThanOrEqual(3);
    expect((await chain()).slice(0, before.length)).toEqual(before);
    for (const mark of [NUMBER, 'zofia@wrzosek.pl', 'Wrzosek', 'Lubi koty'])
      for (const [table, column] of [
        ['journal', 'data'],
        ['stream_state', 'state'],
        ['call', 'number'],
        ['contact', 'phones'],
        ['survey_run', 'number'],
        ['callback', 'number'],
        ['dial_attempt', 'number'],
        ['gsm_call', 'to_number'],
      ])
        expect([
          mark,
          table,
          await world.sql(`select 1 from ${table} where ${column}::text like '%' || $1 || '%'`, [mark]),
        ]).toEqual([mark, table, []]);
    expect(await world.sql('select value from campaign_answer')).toEqual([{ value: null }]);
    expect(await sampled()).toEqual([{ rows: 0 }]);
    expect(await world.sql("select 1 from recording where state = 'stored'")).toEqual([]);
    expect(problemLine(await world.as(of(anna)).get(`/contacts/${contact.id}`))).toBe('404 contact-not-found');
    const certificate = await world.as(of(admin)).get(`/erasures/${erasure.id}/certificate`);
    expect(certificate.status).toBe(200);
    expect(
      problemLine(await world.as(of(admin)).post(`/contacts/${contact.id}/erasure`, { reason: 'Jeszcze raz' })),
    ).toBe('404 contact-not-found');
  });

  it('lets nobody else change the journal', async () => {
    await expect(world.sql("update journal set data = '{}'")).rejects.toThrow('append-only');
    const redacting = world.app.get(Database).transaction(async (tx) => {
      await tx.query("select set_config('centrala.redacting', 'on', true)");
      await tx.query("update journal set type = 'Nothing' where position = 1");
    });
    await expect(redacting).rejects.toThrow('only what an event says');
  });
});
