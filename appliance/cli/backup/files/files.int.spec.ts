import { execFileSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SftpServer } from '../../../../backend/src/testing/sftp-server';
import { systemBox } from '../../../box';
import { backUpFiles } from './back-up-files';
import { parsePlace } from './place';
import { listFileBackups, openOrMakeRepository, openRepository } from './repository';
import { chooseBackup, restoreFiles, verifyFiles } from './restore-files';
import { sftpStore } from './sftp-store';
import { directoryStore, type Store } from './store';

const DAY_MS = 86_400_000;
const FACTS = { version: '1.0.0', postgres: 17 };
const NOW = Date.parse('2026-11-29T02:00:00Z');

describe('backups of files', () => {
  const folders: string[] = [];
  const folder = (): string => {
    const path = mkdtempSync(join(tmpdir(), 'centrala-files-'));
    folders.push(path);
    return path;
  };
  let server: SftpServer;
  beforeAll(async () => {
    server = await SftpServer.start();
  });
  afterAll(async () => {
    await server.close();
    for (const each of folders) rmSync(each, { recursive: true, force: true });
  });

  const sftpPlace = (hostKey: string) => {
    const place = parsePlace(`sftp://${server.username}@127.0.0.1:${server.port}${server.folder}`, hostKey);
    if (place.kind !== 'sftp') throw new Error('no SFTP');
    return place;
  };
  const fingerprint = (): string =>
    execFileSync('ssh-keygen', ['-lf', join(server.folder, '../host.pub')], { encoding: 'utf8' }).split(' ')[1] ?? '';
  const stores: Readonly<Record<string, () => Promise<Store>>> = {
    directory: async () => directoryStore(folder()),
    sftp: () => sftpStore(sftpPlace(fingerprint()), server.privateKey),
  };

  it.each(Object.keys(stores))('come back from a %s as they were; only what changed is stored again', async (kind) => {
    const root = folder();
    const recordings = join(root, 'var/lib/centrala/recordings');
    const names = ['a.opus', 'b.opus', 'żółw.opus'];
    mkdirSync(join(root, 'var/lib/centrala/backup/store'), { recursive: true });
    mkdirSync(recordings);
    writeFileSync(join(root, 'var/lib/centrala/backup/store/own'), 'not itself');
    for (const name of names) writeFileSync(join(recordings, name), randomBytes(50_000));
    const store = await (stores[kind] as () => Promise<Store>)();
    const repository = await openOrMakeRepository(store, 'a passphrase');
    expect(await backUpFiles(repository, { root, now: NOW, ...FACTS })).toEqual({ files: 3, stored: 3 });
    writeFileSync(join(recordings, 'b.opus'), randomBytes(60_000));
    utimesSync(join(recordings, 'b.opus'), NOW / 1000, NOW / 1000);
    expect(await backUpFiles(repository, { root, now: NOW + DAY_MS, ...FACTS })).toEqual({ files: 3, stored: 1 });

    const again = await openRepository(store, 'a passphrase');
    const blank = folder();
    await restoreFiles(again, await chooseBackup(again, FACTS), { box: systemBox(blank), root: blank });
    for (const name of names)
      expect(readFileSync(join(blank, 'var/lib/centrala/recordings', name))).toEqual(
        readFileSync(join(recordings, name)),
      );
    await expect(openRepository(store, 'another')).rejects.toThrow('The passphrase is not that of these backups');
    await store.close();
  });

  it('are forgotten after two weeks, with what nobody needs any more', async () => {
    const [root, place] = [folder(), folder()];
    mkdirSync(join(root, 'etc/centrala'), { recursive: true });
    const repository = await openOrMakeRepository(directoryStore(place), 'a passphrase');
    for (const day of [0, 10, 20]) {
      writeFileSync(join(root, 'etc/centrala/backend.env'), `A="${day}"`);
      utimesSync(join(root, 'etc/centrala/backend.env'), day, day);
      await backUpFiles(repository, { root, now: NOW + day * DAY_MS, ...FACTS });
    }
    expect(await listFileBackups(repository)).toEqual(['2026-12-09T02-00-00-000Z', '2026-12-19T02-00-00-000Z']);
    const stored = execFileSync('find', [join(place, 'objects'), '-type', 'f'], { encoding: 'utf8' });
    expect(stored.trim().split('\n')).toHaveLength(2);
  });

  it('are found damaged by the nightly reading, which reads everything within a week', async () => {
    const [root, place] = [folder(), folder()];
    mkdirSync(join(root, 'etc/centrala'), { recursive: true });
    const path = join(root, 'etc/centrala/backend.env');
    writeFileSync(path, 'A="1"');
    utimesSync(path, 0, 0);
    const repository = await openOrMakeRepository(directoryStore(place), 'a passphrase');
    await backUpFiles(repository, { root, now: NOW, ...FACTS });
    const week = async () => {
      const verdicts = [];
      for (let day = 0; day < 7; day += 1) verdicts.push((await verifyFiles(repository, NOW + day * DAY_MS)).detail);
      return verdicts.join('; ');
    };
    expect(await week()).toContain('1 of 1 files were read back');
    const [object = ''] = execFileSync('find', [join(place, 'objects'), '-type', 'f'], { encoding: 'utf8' }).split(
      '\n',
    );
    writeFileSync(object, readFileSync(object).subarray(0, -1));
    expect(await week()).toContain('/etc/centrala/backend.env: a piece of the backup was changed');
  });

  it('go to no server that shows another key', async () => {
    await expect(sftpStore(sftpPlace('SHA256:another'), server.privateKey)).rejects.toThrow('it shows the key SHA256:');
  });
});
