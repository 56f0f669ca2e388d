import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Flow, VoicemailBox, VoicemailMessage } from '#contracts';
import { FileStore } from '../../../platform/files';
import { CallWorld, RECORDING_BYTES, type Agent } from '../../../testing/call-world';
import { pause } from '../../../testing/processes';

const QUEUE_NUMBER = '+48221000301';
const FLOW_NUMBER = '+48221000302';

describe('voicemail: a caller whom nobody answers leaves a message, and somebody handles it', () => {
  const outbox = mkdtempSync(join(tmpdir(), 'voicemail-mail-'));
  let world: CallWorld;
  let chief: Agent;
  let anna: Agent;
  let boris: Agent;
  let box: VoicemailBox;
  let callers = 0;

  beforeAll(async () => {
    process.env['CENTRALA_MAIL_OUTBOX'] = outbox;
    world = await CallWorld.start();
    [chief, anna, boris] = [await world.hire('administrator'), await world.hire(), await world.hire()];
    const given = {
      name: 'Sprzedaż po godzinach',
      userIds: [anna.id],
      emails: ['dyzur@firma.test'],
      attachSound: true,
      minimumSeconds: 2,
      maximumSeconds: 60,
      retentionDays: 30,
    };
    box = (await world.as(chief).post('/voicemail/boxes', given)).body as VoicemailBox;
    const overflow = [
      { when: 'no-agents' as const, threshold: null, to: { kind: 'voicemail' as const, boxId: box.id } },
    ];
    await world.number(await world.queue([boris], { overflow }), QUEUE_NUMBER);
  });
  afterAll(async () => {
    await world?.close();
    rmSync(outbox, { recursive: true, force: true });
    delete process.env['CENTRALA_MAIL_OUTBOX'];
  });

  const call = () => world.callFrom(`+4860020${String((callers += 1)).padStart(4, '0')}`, {}, QUEUE_NUMBER);
  const last = async () => (await world.calls()).at(-1);
  const inbox = async (who: Agent, query = ''): Promise<VoicemailMessage[]> => {
    const { body } = await world.as(who).get(`/voicemail/messages${query}`);
    return (body as { items: VoicemailMessage[] }).items;
  };
  /** Past the greeting and the tone, then so many seconds of speech. */
  async function speaks(seconds: number): Promise<string> {
    const leg = await call();
    await world.wait(5);
    expect(await last()).toMatchObject({ state: 'voicemail' });
    await world.wait(seconds);
    return leg;
  }
  const facts = async (id: string): Promise<string[]> =>
    (
      await world.sql<{ type: string }>('select type from journal where stream = $1 order by version', [
        `voicemail-${id}`,
      ])
    ).map(({ type }) => type);

  it('is told, heard, ticked off with a note and deleted by the people of the box, and by nobody else', async () => {
    await world.callerHangsUp(await speaks(10));
    expect(await last()).toMatchObject({ state: 'ended', outcome: 'voicemail', ended_by: 'caller' });
    const [message] = await inbox(anna);
    expect(message).toMatchObject({ state: 'new', box: { id: box.id }, number: '+48600200001', heardAt: null });
    expect(message?.durationMs).toBeGreaterThan(9_000);
    expect(await inbox(boris)).toEqual([]);
    expect((await world.as(anna).get('/voicemail/boxes/names')).body).toEqual([
      { id: box.id, name: box.name, waiting: 1 },
    ]);
    const told = (await world.as(anna).get('/notifications')).body as { items: { code: string; params: object }[] };
    expect(told.items).toContainEqual(
      expect.objectContaining({ code: 'voicemail-received', params: { box: box.name, number: '+48600200001' } }),
    );

    const path = `/voicemail/messages/${message?.id}`;
    expect((await world.as(boris).get(`${path}/audio`)).status).toBe(404);
    expect(await world.as(anna).get(`${path}/audio`)).toMatchObject({
      status: 200,
      headers: { 'content-length': String(RECORDING_BYTES) },
    });
    const handled = await world.as(anna).put(path, { state: 'handled', note: 'Oddzwoniłam', version: 1 });
    expect(handled.body).toMatchObject({ state: 'handled', note: 'Oddzwoniłam', handledBy: { id: anna.id } });
    expect((await world.as(anna).put(path, { state: 'handled', note: '', version: 1 })).status).toBe(409);
    expect(await inbox(anna, '?state=new')).toEqual([]);
    expect((await world.as(boris).delete(path)).status).toBe(404);
    expect((await world.as(anna).delete(path)).status).toBe(204);
    expect(await inbox(chief)).toEqual([]);
    expect((await world.app.get(FileStore).usage()).used).toBe(0);
    expect(await facts(message?.id ?? '')).toEqual([
      'VoicemailRecorded',
      'VoicemailReceived',
      'VoicemailHeard',
      'VoicemailHandled',
      'VoicemailDeleted',
    ]);
  });

  it('goes by mail with its sound to the addresses of the box', async () => {
    await world.callerHangsUp(await speaks(5));
    const letters = () => readdirSync(outbox).filter((name) => name.endsWith('.eml'));
    for (let turn = 0; turn < 400 && letters().length < 2; turn += 1) await pause(10);
    const sent = letters().map((name) => readFileSync(join(outbox, name), 'utf8'));
    expect(sent.every((letter) => letter.includes('To: dyzur@firma.test'))).toBe(true);
    expect(sent.some((letter) => letter.includes('filename=voicemail.wav'))).toBe(true);
  });

  it('ends by the hash key and by its longest time; who says nothing leaves nothing', async () => {
    const before = (await inbox(chief)).length;
    const leg = await speaks(4);
    world.line.simulated.world.press(leg, '#');
    await world.settle();
    await world.wait(1);
    expect(await last()).toMatchObject({ state: 'ended', outcome: 'voicemail', ended_by: 'system' });
    await speaks(61);
    expect(await last()).toMatchObject({ state: 'ended', outcome: 'voicemail' });
    expect((await inbox(chief)).length).toBe(before + 2);
    const silent = await call();
    await world.callerHangsUp(silent);
    expect((await inbox(chief)).length).toBe(before + 2);
    const kept = await world.sql<{ state: string }>(`select state from voicemail_message order by received_at`);
    expect(kept.at(-1)?.state).toBe('too-short');
  });

  it('is lost by name when the disk is full, and kept when the switch never told of its end', async () => {
    world.switchWrites = false;
    await world.callerHangsUp(await speaks(5));
    await world.wait(31);
    expect((await inbox(chief, '?state=lost'))[0]).toMatchObject({ state: 'lost', reason: 'no-file' });
    world.switchWrites = true;
    await speaks(5);
    world.line.simulated.kill();
    await world.wait(5);
    await world.connected();
    await world.wait(60);
    expect(await last()).toMatchObject({ state: 'ended' });
    expect(await world.sql(`select id from voicemail_message where state = 'recording'`)).toEqual([]);
  });

  it('takes callers from a flow and from an agent', async () => {
    const place = { name: '', position: { x: 0, y: 0 } };
    const nodes = [
      { id: 'start', kind: 'start', ...place },
      { id: 'mail', kind: 'voicemail', ...place, prompts: [], boxId: box.id },
    ];
    const edges = [{ from: 'start', branch: 'next', to: 'mail' }];
    const document = { schema: 1, language: 'pl', variables: [], nodes, edges };
    const made = (await world.as(chief).post('/flows', { name: 'Poczta głosowa', document })).body as Flow;
    expect(made.findings).toEqual([]);
    expect((await world.as(chief).post(`/flows/${made.id}/publish`, { draftVersion: 1 })).status).toBe(201);
    await world.as(chief).post('/numbers', { number: FLOW_NUMBER, name: 'Poczta', flowId: made.id });
    const before = (await inbox(chief)).length;
    const leg = await world.callFrom('+48600209999', {}, FLOW_NUMBER);
    await world.wait(10);
    await world.callerHangsUp(leg);
    expect((await inbox(chief)).length).toBe(before + 1);
    expect((await world.as(chief).delete(`/voicemail/boxes/${box.id}`)).body).toMatchObject({
      code: 'box-has-messages',
    });

    await world.ready(boris);
    const talking = await call();
    await world.press(boris, 'answer');
    await world.wait(2);
    await world.press(boris, 'transfer', { target: { kind: 'voicemail', boxId: box.id } });
    await world.wait(10);
    expect(await last()).toMatchObject({ state: 'voicemail' });
    await world.callerHangsUp(talking);
    expect((await inbox(chief)).length).toBe(before + 2);
    await world.wait(60);
    await world.signOut(boris);
  });

  it('goes when it was handled longer ago than the box keeps it', async () => {
    const [message] = await inbox(chief, '?state=new');
    await world.as(anna).put(`/voicemail/messages/${message?.id}`, { state: 'handled', note: '', version: 1 });
    await world.sql(`update voicemail_message set handled_at = handled_at - interval '30 days' where id = $1`, [
      message?.id,
    ]);
    await world.wait(3700);
    expect((await world.as(anna).get(`/voicemail/messages/${message?.id}`)).status).toBe(404);
    expect((await facts(message?.id ?? '')).at(-1)).toBe('VoicemailDeleted');
  });

  it('refuses settings by field and rule', async () => {
    const give = (more: object) => world.as(chief).post('/voicemail/boxes', { name: `Skrzynka ${callers}`, ...more });
    expect((await give({ name: box.name })).body).toMatchObject({ code: 'box-name-taken' });
    expect((await give({ ownerId: anna.id })).status).toBe(201);
    expect((await give({ name: 'Druga', ownerId: anna.id })).body).toMatchObject({ code: 'box-owner-taken' });
    expect((await give({ name: 'Inna', emails: ['nie-adres'] })).status).toBe(400);
    expect((await world.as(anna).post('/voicemail/boxes', { name: 'Moja' })).status).toBe(403);
  });
});
