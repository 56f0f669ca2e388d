import { createHash } from 'node:crypto';
import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { createTestDatabase, type TestDatabase } from '../../testing/test-database';
import { VirtualClock } from '../../testing/virtual-clock';
import { Journal } from '../journal';
import { DiskAccount } from './disk-account';
import { FileStore, type PutFile } from './file-store';

describe('file store', () => {
  const directory = mkdtempSync(join(tmpdir(), 'files-'));
  let test: TestDatabase;
  let store: FileStore;
  let quota: number;

  beforeAll(() => (process.env['CENTRALA_FILES_DIRECTORY'] = directory));
  afterAll(() => {
    delete process.env['CENTRALA_FILES_DIRECTORY'];
    rmSync(directory, { recursive: true });
  });
  beforeEach(async () => {
    test = await createTestDatabase();
    quota = 1_000;
    store = new FileStore(new DiskAccount(test.database, new Journal(test.database), new VirtualClock()), {
      bytes: async () => quota,
    });
  });
  afterEach(() => test.close());

  const put = (key: string, bytes: number, part: Partial<PutFile> = {}) =>
    store.put({ key, mediaType: 'audio/wav', content: Buffer.alloc(bytes, 65), ...part });

  async function levels(): Promise<number[]> {
    const rows = await test.database.read.query<{ data: { level: number } }[]>(
      `select data from journal where type = 'DiskThresholdCrossed' order by position`,
    );
    return rows.map(({ data }) => data.level);
  }

  const leftAside = (): string[] => readdirSync(join(directory, '.incoming'));

  it('stores, finds, reads, replaces and deletes', async () => {
    const content = Readable.from(['Dzień ', 'dobry']);
    const stored = await put('texts/a.txt', 0, { content, mediaType: 'text/plain' });
    const sha256 = createHash('sha256').update('Dzień dobry').digest('hex');
    expect(stored).toEqual({ ok: true, value: { key: 'texts/a.txt', bytes: 12, sha256, mediaType: 'text/plain' } });
    const got = await store.get('texts/a.txt', { start: 7, end: 11 });
    expect(await text(got?.content ?? Readable.from([]))).toBe('dobry');
    await put('texts/a.txt', 5);
    expect([await store.usage(), await store.isWhole('texts/a.txt')]).toEqual([{ used: 5, quota: 1_000 }, true]);
    expect([await store.delete('texts/a.txt'), await store.delete('texts/a.txt')]).toEqual([true, false]);
    expect(await store.get('texts/a.txt')).toBeUndefined();
    expect(await store.usage()).toEqual({ used: 0, quota: 1_000 });
  });

  it('tells the journal once about each threshold, and again after it was left', async () => {
    await put('a/1', 790);
    expect(await levels()).toEqual([]);
    await put('a/2', 15);
    await put('a/3', 15);
    await put('a/4', 140);
    expect(await levels()).toEqual([80, 95]);
    await store.delete('a/4');
    await store.delete('a/3');
    expect(await levels()).toEqual([80, 95, 80]);
    await store.delete('a/1');
    await put('a/1', 790);
    expect(await levels()).toEqual([80, 95, 80, 0, 80]);
  });

  it('stores nothing past the quota, and goes on reading and deleting', async () => {
    await put('a/1', 900);
    expect(await put('a/2', 101)).toEqual({ ok: false, refusal: { code: 'storage-full', used: 900, quota: 1_000 } });
    expect(await store.find('a/2')).toBeUndefined();
    expect(await levels()).toEqual([90, 100]);
    expect(await store.get('a/1')).toBeDefined();
    await store.delete('a/1');
    expect(await put('a/2', 101)).toMatchObject({ ok: true });
    quota = 50;
    expect(await put('a/3', 1)).toMatchObject({ ok: false, refusal: { code: 'storage-full' } });
    expect(leftAside()).toEqual([]);
  });

  it('leaves nothing behind when a file is too large or its source breaks', async () => {
    expect(await put('a/1', 20, { limit: 10 })).toEqual({ ok: false, refusal: { code: 'file-too-large', limit: 10 } });
    const breaking = new Readable({ read: () => breaking.destroy(new Error('cable pulled')) });
    await expect(put('a/2', 0, { content: breaking })).rejects.toThrow('cable pulled');
    expect([await store.find('a/1'), await store.find('a/2'), leftAside()]).toEqual([undefined, undefined, []]);
  });

  it('counts many files that are stored at once', async () => {
    await Promise.all(Array.from({ length: 20 }, (_, n) => put(`a/${n}`, 10)));
    expect((await store.usage()).used).toBe(200);
  });

  describe('adopting what another program wrote', () => {
    const written = (name: string, bytes: number): string => {
      const path = join(directory, name);
      writeFileSync(path, Buffer.alloc(bytes, 65));
      return path;
    };
    const adopt = (path: string) => store.adopt({ key: 'recordings/1.wav', mediaType: 'audio/wav', path });
    beforeEach(() => rmSync(join(directory, 'recordings'), { recursive: true, force: true }));

    it('moves it in, counts it, and does so once', async () => {
      const path = written('spool-1.wav', 300);
      const first = await adopt(path);
      expect(first).toMatchObject({ ok: true, value: { bytes: 300, mediaType: 'audio/wav' } });
      expect(await adopt(path)).toEqual(first);
      expect([existsSync(path), await store.isWhole('recordings/1.wav')]).toEqual([false, true]);
      expect([(await store.usage()).used, leftAside()]).toEqual([300, []]);
      await store.delete('recordings/1.wav');
      expect((await store.usage()).used).toBe(0);
    });

    it('goes on where a crash between the move and the account left it', async () => {
      await adopt(written('spool-2.wav', 300));
      await test.database.read.query('delete from stored_file');
      expect(await adopt(join(directory, 'spool-2.wav'))).toMatchObject({ ok: true, value: { bytes: 300 } });
      expect((await store.usage()).used).toBe(300);
    });

    it('refuses and removes what does not fit, and refuses what is not there or empty', async () => {
      await put('a/1', 900);
      const path = written('spool-3.wav', 101);
      expect(await adopt(path)).toEqual({ ok: false, refusal: { code: 'storage-full', used: 900, quota: 1_000 } });
      expect([existsSync(path), (await store.usage()).used, await levels()]).toEqual([false, 900, [90, 100]]);
      for (const missing of [path, written('spool-4.wav', 0)])
        expect(await adopt(missing)).toEqual({ ok: false, refusal: { code: 'file-missing' } });
      await store.delete('a/1');
      expect(await adopt(written('spool-3.wav', 101))).toMatchObject({ ok: true });
    });
  });

  it('never counts past the quota, however many come at once', async () => {
    const all = await Promise.all(Array.from({ length: 15 }, (_, n) => put(`a/${n}`, 100)));
    expect(all.filter(({ ok }) => ok)).toHaveLength(10);
    expect((await store.usage()).used).toBe(1_000);
  });

  it('refuses a key that is none', async () => {
    await expect(put('../a', 1)).rejects.toThrow(RangeError);
    await expect(store.delete('a/../../b')).rejects.toThrow(RangeError);
  });
});
