import { randomUUID } from 'node:crypto';
import { FileStore } from '../../../platform/files';
import { CallWorld, RECORDING_BYTES, type Agent } from '../../../testing/call-world';

/** The whole disk space of the demo's Order. */
const ALL_BYTES = 100_000_000_000;

describe('Recordings', () => {
  let world: CallWorld;
  let agent: Agent;
  let administrator: Agent;
  let files: FileStore;

  beforeAll(async () => {
    world = await CallWorld.start();
    agent = await world.hire();
    administrator = await world.hire('administrator');
    await world.number(await world.queue([agent]));
    await world.ready(agent);
    files = world.app.get(FileStore);
  });
  afterAll(() => world.close());

  /** A call from `number` from its ring to the end of its wrap-up; gives its recording. */
  async function recordedCall(number: string) {
    await world.callFrom(number);
    await world.press(agent, 'answer');
    await world.wait(10);
    await world.press(agent, 'hang-up');
    await world.press(agent, 'finish-wrap-up');
    const [call] = await world.sql<{ id: string; outcome: string }>('select id, outcome from call where number = $1', [
      number,
    ]);
    expect(call?.outcome).toBe('answered');
    const [recording] = await world.sql<{ id: string; state: string; reason: string | null; duration_ms: number }>(
      'select id, state, reason, duration_ms from recording where call_id = $1',
      [call?.id],
    );
    if (!recording) throw new Error('nothing was recorded');
    return recording;
  }

  const facts = (id: string) =>
    world.sql<{ type: string; data: object }>('select type, data from journal where stream = $1 order by version', [
      `recording-${id}`,
    ]);
  const used = async (): Promise<number> => (await files.usage()).used;
  const listen = (id: string) => world.as(administrator).get(`/recordings/${id}/audio`);

  it('count toward the disk space, are heard, and give their bytes back when they are deleted', async () => {
    const { id, state, duration_ms } = await recordedCall('+48501000001');
    expect([state, duration_ms, await used()]).toEqual(['stored', 10_000, RECORDING_BYTES]);
    const { body: usage } = await world.as(administrator).get('/usage');
    expect(usage).toContainEqual(expect.objectContaining({ meterId: 'limit-disk-space', used: RECORDING_BYTES }));
    expect(await listen(id)).toMatchObject({ status: 200, headers: { 'content-length': String(RECORDING_BYTES) } });
    const part = await world.app.http
      .get(`/api/v1/recordings/${id}/audio`)
      .set({ authorization: `Bearer ${administrator.id}`, range: 'bytes=10-19' });
    expect([part.status, part.headers['content-range']]).toEqual([206, `bytes 10-19/${RECORDING_BYTES}`]);

    const heard = await world.sql<{ actor: string }>(
      `select meta #>> '{actor,id}' as actor from journal where stream = $1 and type = 'RecordingListened'`,
      [`recording-${id}`],
    );
    expect(heard).toEqual([{ actor: administrator.id }]);
    const reason = 'Rozmowa prywatna';
    const remove = (who: Agent, which: string) => world.as(who).post(`/recordings/${which}/deletion`, { reason });
    expect((await remove(agent, id)).status).toBe(403);
    expect((await remove(administrator, randomUUID())).status).toBe(404);
    expect((await world.as(administrator).post(`/recordings/${id}/deletion`, { reason: '' })).status).toBe(400);
    expect((await remove(administrator, id)).status).toBe(204);
    expect([await used(), (await listen(id)).status]).toEqual([0, 409]);
    expect((await remove(administrator, id)).status).toBe(409);
    expect((await facts(id)).at(-1)).toMatchObject({ type: 'RecordingDeleted', data: { reason } });
  });

  it('are lost by name while the disk space is used up, the calls go on, and are stored again once there is room', async () => {
    await world.sql(
      `insert into stored_file (key, bytes, sha256, media_type) values ('ballast/all', $1, repeat('0', 64), 'audio/wav')`,
      [ALL_BYTES - RECORDING_BYTES + 1],
    );
    const lost = await recordedCall('+48501000002');
    expect(lost).toMatchObject({ state: 'lost', reason: 'storage-full' });
    expect(await facts(lost.id)).toContainEqual({
      type: 'RecordingLost',
      data: expect.objectContaining({ recordingId: lost.id, reason: 'storage-full' }) as object,
    });
    expect(await used()).toBe(ALL_BYTES - RECORDING_BYTES + 1);
    const told = await world.as(administrator).get('/notifications');
    expect((told.body.items as { code: string }[]).map(({ code }) => code)).toEqual(
      expect.arrayContaining(['disk-threshold', 'recording-lost-storage-full']),
    );

    await files.delete('ballast/all');
    expect(await recordedCall('+48501000003')).toMatchObject({ state: 'stored', reason: null });
  });

  it('are lost by name when the switch wrote no file, half a minute after the call', async () => {
    world.switchWrites = false;
    const open = await recordedCall('+48501000004');
    expect(open.state).toBe('recording');
    await world.wait(31);
    expect(await world.sql('select state, reason from recording where id = $1', [open.id])).toEqual([
      { state: 'lost', reason: 'no-file' },
    ]);
  });
});
