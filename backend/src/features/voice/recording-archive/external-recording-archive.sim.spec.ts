import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { ArchiveCopy, ArchiveTarget, Usage } from '#contracts';
import { CallWorld, RECORDING_BYTES, type Agent } from '../../../testing/call-world';
import { changeOrder } from '../../../testing/change-order';
import { eventually } from '../../../testing/processes';
import { SftpServer } from '../../../testing/sftp-server';
import { problemLine } from '../../../testing/walk-pages';

const SOUND = Buffer.alloc(RECORDING_BYTES, 7);

describe('external-recording-archive: recordings are copied to external resources', () => {
  let world: CallWorld;
  let server: SftpServer;
  let agent: Agent;
  let administrator: Agent;
  const disk = mkdtempSync(join(tmpdir(), 'centrala-disk-'));

  beforeAll(async () => {
    server = await SftpServer.start();
    world = await CallWorld.start();
    agent = await world.hire();
    administrator = await world.hire('administrator');
    await world.number(await world.queue([agent]));
    await world.ready(agent);
  });
  afterAll(async () => {
    await world.close();
    await server.close();
    rmSync(disk, { recursive: true, force: true });
  });

  const as = () => world.as(administrator);

  async function recordedCall(number: string): Promise<void> {
    await world.callFrom(number);
    await world.press(agent, 'answer');
    await world.wait(10);
    await world.press(agent, 'hang-up');
    await world.press(agent, 'finish-wrap-up');
  }

  async function target(given: object): Promise<ArchiveTarget> {
    const { body, status } = await as().post('/recording-archives', given);
    expect([status, body.code]).toEqual([201, undefined]);
    return body as ArchiveTarget;
  }

  const copies = async ({ id }: ArchiveTarget): Promise<ArchiveCopy[]> =>
    (await as().get(`/recording-archives/${id}/copies`)).body.items as ArchiveCopy[];
  const now = async ({ id }: ArchiveTarget): Promise<ArchiveTarget> =>
    (await as().get(`/recording-archives/${id}`)).body as ArchiveTarget;
  /** Jobs run in real time, timers in the world's: a second passes before each look. */
  const until = <T>(check: () => Promise<T | false>): Promise<T> =>
    eventually(async () => {
      await world.wait(1);
      return check();
    }, 30_000);

  it('to an SFTP server, by rules, each read back before it counts', async () => {
    const { port, username, privateKey, folder } = server;
    const login = { kind: 'sftp', host: '127.0.0.1', port, username, path: folder };
    const nas = await target({ name: 'NAS', ...login, privateKey });
    const long = await target({ name: 'Tylko długie', ...login, privateKey, minSeconds: 600 });
    expect(nas).toMatchObject({ hasSecret: true });
    expect(JSON.stringify(nas)).not.toContain('PRIVATE KEY');
    await recordedCall('+48700000001');
    const [copy] = await until(async () => {
      const all = await copies(nas);
      return all[0]?.state === 'done' && all;
    });
    expect(copy).toMatchObject({ number: '+48700000001', bytes: RECORDING_BYTES, attempts: 1, problem: null });
    expect(copy?.verifiedAt).not.toBeNull();
    expect(readFileSync(join(folder, copy?.path ?? '')).equals(SOUND)).toBe(true);
    expect(await copies(long)).toEqual([]);
    expect(await now(nas)).toMatchObject({ done: 1, waiting: 0, lastError: null });
    expect((await now(nas)).hostKey).toMatch(/^SHA256:/);
  });

  it('again and again later when the server is away, going on where it broke off', async () => {
    const [nas] = (await as().get('/recording-archives?search=NAS')).body.items as [ArchiveTarget];
    await server.stop();
    await recordedCall('+48700000002');
    const broken = await until(async () => {
      const found = await now(nas);
      return found.lastError !== null && found;
    });
    expect(broken).toMatchObject({ waiting: 1, done: 1, lastError: expect.stringContaining('ECONNREFUSED') as string });
    expect(Date.parse(broken.nextAt ?? '')).toBeGreaterThan(world.clock.now());

    // Four hundred bytes had arrived when the line broke; what follows them is all that is sent.
    const [waiting] = await copies(nas);
    const [before] = (await copies(nas)).slice(1);
    const started = waiting?.startedAt ?? '';
    const name = `${started.slice(0, 19).replace('T', '_').replaceAll(':', '-')}_48700000002_${waiting?.recordingId}.wav`;
    const path = join(server.folder, dirname(before?.path ?? ''), name);
    writeFileSync(`${path}.part`, SOUND.subarray(0, 400));
    await server.run();
    await world.wait(31);
    await until(async () => (await now(nas)).done === 2);
    expect([readFileSync(path).equals(SOUND), existsSync(`${path}.part`)]).toEqual([true, false]);
    expect(await now(nas)).toMatchObject({ lastError: null, nextAt: null });
    const told = await world.sql(`select from journal where type = 'ArchiveTargetBroke'`);
    expect(told).toHaveLength(1);
  });

  it('to a folder, which has to be there; what was changed on the way is sent anew', async () => {
    const path = join(disk, 'mounted');
    expect((await as().post('/recording-archives', { name: 'Dysk', kind: 'directory', path: 'x' })).status).toBe(400);
    const folder = await target({ name: 'Dysk', kind: 'directory', path });
    await recordedCall('+48700000003');
    const away = await until(async () => {
      const found = await now(folder);
      return found.lastError !== null && found;
    });
    expect(away.lastError).toContain('ENOENT');
    const [waiting] = await copies(folder);
    const day = (waiting?.startedAt ?? '').slice(0, 10).replaceAll('-', '/');
    const when = (waiting?.startedAt ?? '').slice(0, 19).replace('T', '_').replaceAll(':', '-');
    const file = join(path, day, `${when}_48700000003_${waiting?.recordingId}.wav`);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(`${file}.part`, Buffer.alloc(400, 9));
    await as().post(`/recording-archives/${folder.id}/retry`);
    const [done] = await until(async () => {
      const all = await copies(folder);
      return all[0]?.state === 'done' && all;
    });
    // The first attempt went on from what was there, was not the same when read back, and was thrown away.
    expect([done?.attempts, readFileSync(file).equals(SOUND)]).toEqual([2, true]);
    expect((await as().delete(`/recording-archives/${folder.id}`)).status).toBe(204);
    expect(existsSync(file)).toBe(true);
    expect((await world.as(agent).get('/recording-archives')).status).toBe(403);
  });

  it('for a fee for each that was connected in the period, as many as the order allows', async () => {
    const meterId = 'external-recording-archive';
    await changeOrder(world, { rates: [{ meterId, grosze: 4900 }], hardStops: [{ meterId, at: 3 }] });
    const { body } = (await as().get('/usage')) as { body: Usage[] };
    expect(body.find((each) => each.meterId === meterId)).toMatchObject({ used: 3, overage: 3, chargeGrosze: 14_700 });
    const another = (name: string) => as().post('/recording-archives', { name, kind: 'directory', path: disk });
    expect((await another('Trzeci')).status).toBe(201);
    expect(problemLine(await another('Czwarty'))).toBe('409 limit-reached');
  });
});
