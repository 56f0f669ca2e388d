import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { inflateRawSync } from 'node:zlib';
import type { RecordingCheck, RecordingDetail, RecordingListItem } from '#contracts';
import { CallWorld, RECORDING_BYTES, type Agent } from '../../../testing/call-world';
import { eventually } from '../../../testing/processes';
import { CheckRecordings } from './use-cases/check-recordings';

const SOUND = Buffer.alloc(RECORDING_BYTES, 7);

/** The first file of an archive, as text: its local header says how long it is. */
function firstEntry(zip: Buffer): string {
  const begin = 30 + zip.readUInt16LE(26) + zip.readUInt16LE(28);
  return inflateRawSync(zip.subarray(begin, begin + zip.readUInt32LE(18))).toString('utf8');
}

describe('recordings-app: supervisors find, hear and sort recordings', () => {
  let world: CallWorld;
  let agent: Agent;
  let other: Agent;
  let supervisor: Agent;
  let administrator: Agent;

  beforeAll(async () => {
    world = await CallWorld.start();
    [agent, other] = [await world.hire(), await world.hire()];
    supervisor = await world.hire('supervisor');
    administrator = await world.hire('administrator');
    await world.number(await world.queue([agent]));
    await world.number(await world.queue([other], { record: 'on-demand', recordingDays: 30 }), '+48221000101');
    await world.number(await world.queue([other], { record: 'never' }), '+48221000102');
    await world.supervises(supervisor, await world.group(agent));
    await world.ready(agent, other);
  });
  afterAll(() => world.close());

  /** A call from its ring to the end of its wrap-up, with what the agent does meanwhile. */
  async function call(who: Agent, from: string, to?: string, meanwhile = async () => {}): Promise<void> {
    await world.callFrom(from, {}, to);
    await world.press(who, 'answer');
    await world.wait(10);
    await meanwhile();
    await world.press(who, 'hang-up');
    await world.press(who, 'finish-wrap-up');
  }

  const list = async (who: Agent, query: string): Promise<RecordingListItem[]> => {
    const { body, status } = await world.as(who).get(`/recordings?${query}`);
    expect(status).toBe(200);
    return (body as { items: RecordingListItem[] }).items;
  };
  const numbers = async (query: string, who = administrator) => (await list(who, query)).map(({ number }) => number);
  const only = async (number: string): Promise<RecordingListItem> => {
    const [found] = await list(administrator, `search=${number.slice(1)}`);
    if (!found) throw new Error(`no recording of ${number}`);
    return found;
  };

  /** The time of a timer has come, without a week of the simulated switch. */
  async function due(key: string): Promise<void> {
    await world.sql('update schedule set run_at = $1, due = $1 where key = $2', [world.clock.now() + 1000, key]);
    await world.wait(2);
  }
  const tidied = () => due('recordings.retention');

  it('is searched by any criterion, each within what the person supervises', async () => {
    await call(agent, '+48600000001', undefined, async () => {
      await world.press(agent, 'hold');
      await world.wait(5);
      await world.press(agent, 'resume');
    });
    await call(agent, '+48600000002');
    await call(other, '+48600000003', '+48221000101', async () => {
      await world.press(other, 'start-recording');
      await world.wait(20);
    });
    const [one, , three] = ['+48600000001', '+48600000002', '+48600000003'];
    expect(await numbers('sort=startedAt')).toEqual([one, '+48600000002', three]);
    expect(await numbers('', supervisor)).toEqual(['+48600000002', one]);
    expect((await world.as(agent).get('/recordings')).status).toBe(403);

    const found = await only(three);
    expect(found).toMatchObject({ state: 'stored', durationMs: 20_000, direction: 'inbound', held: false });
    expect(found.agent?.id).toBe(other.id);
    expect((await world.as(supervisor).get(`/recordings/${found.id}`)).status).toBe(404);
    expect(await numbers('held=true')).toEqual([one]);
    expect(await numbers('minSeconds=12&maxSeconds=18')).toEqual([one]);
    expect(await numbers(`agentId=${agent.id}&direction=inbound`)).toEqual(['+48600000002', one]);
    expect(await numbers(`queueId=${found.queue?.id}&from=2020-01-01T00:00:00Z`)).toEqual([three]);
    expect(await numbers('to=2020-01-01T00:00:00Z')).toEqual([]);
    const file = await world.as(administrator).csv('/recordings');
    expect(file.text.split('\r\n').filter((line) => line.includes('+4860000000'))).toHaveLength(3);
  });

  it('has a row with its reason for every conversation that has no recording', async () => {
    await call(other, '+48600000004', '+48221000102');
    await call(other, '+48600000005', '+48221000101');
    const missing = await list(administrator, 'state=skipped&state=lost&sort=startedAt');
    expect(missing.map(({ number, reason }) => [number, reason])).toEqual([
      ['+48600000004', 'rule-never'],
      ['+48600000005', 'not-asked'],
    ]);
    expect(await numbers('reason=rule-never')).toEqual(['+48600000004']);
  });

  it('keeps comments on the time line, tags and groups, finds by them and journals each', async () => {
    const { id } = await only('+48600000001');
    const as = world.as(supervisor);
    const { body } = await as.post(`/recordings/${id}/comments`, { atMs: 4200, text: 'Tu klient podaje numer umowy' });
    const [comment] = (body as RecordingDetail).commentList;
    expect(comment).toMatchObject({ atMs: 4200, author: { id: supervisor.id } });
    await as.put(`/recordings/${id}/tags`, { tags: ['Reklamacja ', 'vip', 'VIP'] });
    const { body: group } = await as.post('/recording-groups', { name: 'Szkolenie' });
    expect((await as.post('/recording-groups', { name: 'szkolenie' })).status).toBe(400);
    const { body: detail } = await as.put(`/recordings/${id}/groups/${group.id}`, {});
    expect(detail).toMatchObject({ tags: ['reklamacja', 'vip'], groups: [{ name: 'Szkolenie' }], comments: 1 });

    for (const query of ['comment=UMOWY', 'search=numer umowy', 'tag=vip', `groupId=${group.id}`])
      expect(await numbers(query)).toEqual(['+48600000001']);
    expect((await as.get('/recordings/tags')).body).toEqual(['reklamacja', 'vip']);
    const { body: without } = await as.delete(`/recordings/${id}/comments/${comment?.id}`);
    expect(without).toMatchObject({ commentList: [] });
    await as.delete(`/recordings/${id}/groups/${group.id}`);
    const journalled = await world.sql<{ type: string }>(
      `select type from journal where stream = $1 and meta #>> '{actor,id}' = $2 order by version`,
      [`recording-${id}`, supervisor.id],
    );
    expect(journalled.map(({ type }) => type)).toEqual([
      'RecordingCommented',
      'RecordingTagged',
      'RecordingGrouped',
      'RecordingCommentRemoved',
      'RecordingUngrouped',
    ]);
  });

  it('is encrypted on the disk with the key of its day, and heard as it was, from any byte', async () => {
    const { id, startedAt } = await only('+48600000002');
    const month = startedAt.slice(0, 7).replace('-', '/');
    const kept = readFileSync(join(process.env['CENTRALA_FILES_DIRECTORY'] ?? '', `recordings/${month}/${id}.wav`));
    expect([kept.length, kept.equals(SOUND)]).toEqual([RECORDING_BYTES, false]);
    const { body } = await world.as(administrator).get(`/recordings/${id}`);
    expect(body).toMatchObject({ encrypted: true, sha256: createHash('sha256').update(SOUND).digest('hex') });
    for (const range of ['bytes=0-', 'bytes=37-91', 'bytes=992-']) {
      const heard = await world.app.http
        .get(`/api/v1/recordings/${id}/audio`)
        .set({ authorization: `Bearer ${administrator.id}`, range })
        .responseType('blob');
      const bytes = heard.body as Buffer;
      expect([heard.status, bytes.every((byte) => byte === 7)]).toEqual([206, true]);
    }
  });

  it('is packed into an archive in the background, with a manifest, and the archive expires', async () => {
    const as = world.as(supervisor);
    expect((await as.post('/recording-exports', { search: { tag: 'nobody' } })).status).toBe(409);
    const { body: asked, status } = await as.post('/recording-exports', { search: { sort: 'startedAt' } });
    expect([status, asked.total]).toEqual([201, 2]);
    await eventually(async () => (await as.get(`/recording-exports/${asked.id}`)).body.state === 'done', 30_000);
    const { body: done } = await as.get(`/recording-exports/${asked.id}`);
    const file = await world.app.http
      .get(`/api/v1/recording-exports/${asked.id}/file`)
      .set({ authorization: `Bearer ${supervisor.id}` })
      .responseType('blob');
    const zip = file.body as Buffer;
    expect([done.done, done.bytes, file.headers['content-type']]).toEqual([2, zip.length, 'application/zip']);
    expect([zip.indexOf(SOUND) > 0, zip.indexOf(SOUND) < zip.lastIndexOf(SOUND)]).toEqual([true, true]);
    const lines = firstEntry(zip).split('\n');
    expect(lines[0]).toContain('file,started_at,seconds');
    expect(
      lines.slice(1).filter((line) => line.includes(createHash('sha256').update(SOUND).digest('hex'))),
    ).toHaveLength(2);
    expect((await world.as(administrator).get(`/recording-exports/${asked.id}`)).status).toBe(404);
    const audited = await world.sql(
      `select from journal where type = 'RecordingExported' and meta #>> '{actor,id}' = $1`,
      [supervisor.id],
    );
    expect(audited).toHaveLength(2);

    await due(`recording-export:${asked.id}`);
    expect((await as.get(`/recording-exports/${asked.id}`)).body.state).toBe('expired');
    expect((await as.get(`/recording-exports/${asked.id}/file`)).status).toBe(404);
  });

  it('proves that nothing was changed: a check finds a changed link, a changed sound and one that is gone', async () => {
    const check = async () => {
      const { body } = await world.as(administrator).post('/recording-checks');
      return eventually(async () => {
        const { body: page } = await world.as(administrator).get('/recording-checks');
        const found = (page as { items: RecordingCheck[] }).items.find(({ id }) => id === body.id);
        return found?.state === 'done' && found;
      }, 30_000);
    };
    expect((await world.as(supervisor).post('/recording-checks')).status).toBe(403);
    expect(await check()).toMatchObject({ links: 3, sounds: 3, findings: [] });
    const cause = { actor: { kind: 'system', id: 'support' }, correlation: 'check', causation: null } as const;
    expect(await world.app.get(CheckRecordings).now(cause)).toMatchObject({ links: 3, sounds: 3, findings: [] });

    const { id, startedAt } = await only('+48600000002');
    const month = startedAt.slice(0, 7).replace('-', '/');
    const file = join(process.env['CENTRALA_FILES_DIRECTORY'] ?? '', `recordings/${month}/${id}.wav`);
    const before = readFileSync(file);
    writeFileSync(file, before.with(500, ((before[500] ?? 0) + 1) % 256));
    expect((await check()).findings).toEqual([{ place: 2, recordingId: id, problem: 'sound-changed' }]);
    writeFileSync(file, before);

    const [one] = await world.sql<{ hash: string; content: string }>('select * from recording_proof where place = 1');
    await world.sql(`update recording_proof set content = repeat('0', 64) where place = 1`);
    expect((await check()).findings).toMatchObject([{ place: 1, problem: 'link-changed' }]);
    await world.sql('update recording_proof set content = $1 where place = 1', [one?.content]);
    await world.sql('delete from recording_proof where place = 2');
    const gone = (await check()).findings.map(({ problem }) => problem);
    expect(gone).toEqual(['link-missing', 'not-in-chain']);
  });

  it('is paused on behalf of the agent while a payment page is open', async () => {
    await world.callFrom('+48600000006');
    await world.press(agent, 'answer');
    const [call] = await world.desk(agent);
    const set = (who: Agent, state: string) => world.as(who).put(`/calls/${call?.id}/recording`, { state });
    expect((await set(supervisor, 'paused')).status).toBe(403);
    for (const state of ['paused', 'on']) {
      expect((await set(administrator, state)).status).toBe(204);
      expect((await world.desk(agent))[0]?.recording).toBe(state);
    }
    await world.press(agent, 'hang-up');
    await world.press(agent, 'finish-wrap-up');
    expect((await set(administrator, 'paused')).status).toBe(409);
  });

  it('is deleted when its queue keeps it no longer, unless it is kept', async () => {
    const { id } = await only('+48600000003');
    const { body: before } = await world.as(administrator).get(`/recordings/${id}`);
    expect((before as RecordingDetail).deletedOn).not.toBeNull();
    expect((await world.as(supervisor).post(`/recordings/${id}/hold`, { reason: 'Spór' })).status).toBe(403);
    const { body: held } = await world.as(administrator).post(`/recordings/${id}/hold`, { reason: 'Spór sądowy' });
    expect(held).toMatchObject({ legalHold: true, holdReason: 'Spór sądowy', deletedOn: null });
    expect(await numbers('legalHold=true')).toEqual(['+48600000003']);
    const refused = await world.as(administrator).post(`/recordings/${id}/deletion`, { reason: 'Na prośbę' });
    expect([refused.status, refused.body.code]).toEqual([409, 'recording-kept']);
    await world.sql(`update recording set started_at = started_at - interval '31 days'`);
    await tidied();
    expect((await only('+48600000003')).state).toBe('stored');
    await world.as(administrator).post(`/recordings/${id}/release`);
    await tidied();
    expect(await numbers('state=deleted')).toEqual(['+48600000003']);
    expect((await only('+48600000002')).state).toBe('stored');
  });
});
