import { execFileSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { notRun } from '../../../../backend/src/testing/not-run';
import { SftpServer } from '../../../../backend/src/testing/sftp-server';
import { systemBox } from '../../../box';
import { backUpFiles } from './back-up-files';
import { parsePlace } from './place';
import { listFileBackups, openOrMakeRepository, openRepository } from './repository';
import { chooseBackup, restoreFiles, verifyFiles } from './restore-files';
import { findMoto, MotoServer } from './moto-server.fixture';
import { s3Store } from './s3-store';
import { sftpStore } from './sftp-store';
import { directoryStore, type Store } from './store';

const DAY_MS = 86_400_000;
const FACTS = { version: '1.0.0', postgres: 17 };
const NOW = Date.parse('2026-11-29T02:00:00Z');

async function wholeOf(content: AsyncIterable<Buffer>): Promise<Buffer> {
  const parts: Buffer[] = [];
  for await (const part of content) parts.push(part);
  return Buffer.concat(parts);
}

describe('backups of files', () => {
  const folders: string[] = [];
  const folder = (): string => {
    const path = mkdtempSync(join(tmpdir(), 'centrala-files-'));
    folders.push(path);
    return path;
  };
  const moto = findMoto();
  if (!moto) notRun('Backups of files in S3', 'moto_server (PyPI moto[server]) is not on the PATH');
  let server: SftpServer;
  let s3: MotoServer | undefined;
  beforeAll(async () => {
    server = await SftpServer.start();
    if (moto) s3 = await MotoServer.start(moto);
  }, 60_000);
  afterAll(async () => {
    await server.close();
    await s3?.close();
    for (const each of folders) rmSync(each, { recursive: true, force: true });
  });

  const sftpPlace = (hostKey: string) => {
    const place = parsePlace(`sftp://${server.username}@127.0.0.1:${server.port}${server.folder}`, { hostKey });
    if (place.kind !== 'sftp') throw new Error('no SFTP');
    return place;
  };
  const fingerprint = (): string =>
    execFileSync('ssh-keygen', ['-lf', join(server.folder, '../host.pub')], { encoding: 'utf8' }).split(' ')[1] ?? '';
  const stores: Readonly<Record<string, () => Promise<Store>>> = {
    directory: async () => directoryStore(folder()),
    sftp: () => sftpStore(sftpPlace(fingerprint()), server.privateKey),
    ...(moto && { s3: async () => s3Store(s3Place(), s3?.secret ?? '', 5 * 1024 * 1024) }),
  };
  const s3Place = (bucket = 'backups') => {
    const place = parsePlace(`s3://${s3?.accessKey}@127.0.0.1:${s3?.port}/${bucket}/centrala/box-1`);
    if (place.kind !== 's3') throw new Error('no S3');
    return place;
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

  if (moto)
    it('go to S3 in parts, and come back from it; a wrong key, secret or bucket is refused in words', async () => {
      const store = s3Store(s3Place(), s3?.secret ?? '', 5 * 1024 * 1024);
      const large = randomBytes(12 * 1024 * 1024);
      const pieces = async function* () {
        for (let at = 0; at < large.length; at += 700_000) yield large.subarray(at, at + 700_000);
      };
      await store.put('parts/ż ó+=.bin', pieces());
      await store.put('parts/empty', (async function* () {})());
      expect(await store.list('parts')).toEqual(['empty', 'ż ó+=.bin']);
      expect(Buffer.compare(await wholeOf(store.get('parts/ż ó+=.bin')), large)).toBe(0);
      await store.remove('parts/empty');
      expect(await store.list('parts')).toEqual(['ż ó+=.bin']);
      await expect(wholeOf(store.get('parts/empty'))).rejects.toThrow('there is no such object');
      await expect(s3Store(s3Place('elsewhere'), s3?.secret ?? '').list('')).rejects.toThrow('there is no such bucket');
      await s3?.checks(true);
      const plain = { ...s3Place(), prefix: '' };
      await s3Store(plain, s3?.secret ?? '').put('plain', pieces());
      await expect(s3Store(plain, 'guessed').put('plain', pieces())).rejects.toThrow(
        'the secret is not that of the access key',
      );
      const stranger = { ...plain, accessKey: 'STRANGER' };
      await expect(s3Store(stranger, 'x').put('plain', pieces())).rejects.toThrow('it does not know the access key');
      await s3?.checks(false);
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
