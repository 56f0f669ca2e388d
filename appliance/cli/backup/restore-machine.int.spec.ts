import { execFileSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { notRun } from '../../../backend/src/testing/not-run';
import { systemBox, type Box } from '../../box';
import { createBackup } from './backup';
import { backUpMachine, restoreMachine, verifyMachine } from './files/machine';
import { keepPlace } from './files/place';
import { asPostgres } from './pgbackrest';
import { verifyBackup } from './verify-backup';

const PASSPHRASE = 'a passphrase drawn on the machine';
const RECORDINGS = 'var/lib/centrala/recordings/2026-11';
const version = existsSync('/usr/lib/postgresql') ? Math.max(...readdirSync('/usr/lib/postgresql').map(Number)) : 0;
const silent = (): void => undefined;

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await new Promise((done) => server.once('listening', done));
  const { port } = server.address() as AddressInfo;
  await new Promise((done) => server.close(done));
  return port;
}

/** A machine below a folder: two clusters of PostgreSQL, pgBackRest, files. Programs are the real ones, with their paths below it. */
class TestMachine {
  readonly box: Box;
  private readonly started = new Set<string>();

  private constructor(
    readonly root: string,
    private readonly ports: Readonly<Record<'main' | 'reporting' | 'scratch', number>>,
  ) {
    const real = systemBox(root);
    this.box = {
      ...real,
      run: async (program, args, options) =>
        program === 'systemctl'
          ? this.systemctl(args)
          : real.run(
              program,
              args.map((each) => this.inRoot(each)),
              options,
            ),
    };
  }

  static async blank(release = '1.0.0'): Promise<TestMachine> {
    const root = mkdtempSync(join(tmpdir(), 'centrala-machine-'));
    const ports = { main: await freePort(), reporting: await freePort(), scratch: await freePort() };
    const machine = new TestMachine(root, ports);
    machine.write('opt/centrala/current/package.json', JSON.stringify({ version: release }));
    for (const folder of [
      `usr/lib/postgresql/${version}`,
      'run',
      'lock',
      'var/lib/postgresql',
      'var/lib/pgbackrest',
      'var/lib/centrala/backup',
    ])
      mkdirSync(join(root, folder), { recursive: true });
    if (machine.box.isRoot) execFileSync('chown', ['-R', 'postgres', root]);
    return machine;
  }

  private inRoot(text: string): string {
    return text
      .replaceAll(/(^|[= ])\/(etc|var)\//g, `$1${this.root}/$2/`)
      .replaceAll('/run/postgresql', join(this.root, 'run'))
      .replace(/^(-p )?5499/, `$1${this.ports.scratch}`)
      .replace(/^5432$/, String(this.ports.main));
  }

  private async systemctl([verb, ...units]: readonly string[]) {
    for (const cluster of ['main', 'reporting'] as const) {
      if (!units.includes(`postgresql@${version}-${cluster}.service`)) continue;
      if (verb === 'stop') await this.stop(cluster);
      else await this.start(cluster);
    }
    return { code: 0, out: '', err: '' };
  }

  write(path: string, content: string | Buffer): void {
    mkdirSync(dirname(join(this.root, path)), { recursive: true });
    writeFileSync(join(this.root, path), content);
  }

  /** What the set-up makes of the answers, but for the clusters, which come back. */
  makeEngines(): void {
    const { root, ports } = this;
    const stanza = (name: 'main' | 'reporting') =>
      `[${name}]\npg1-path=${root}/var/lib/postgresql/${version}/${name}\npg1-port=${ports[name]}\npg1-socket-path=${root}/run\n`;
    this.write(
      'etc/pgbackrest/pgbackrest.conf',
      `[global]\nrepo1-path=${root}/var/lib/pgbackrest\nrepo1-cipher-type=aes-256-cbc\nrepo1-cipher-pass=${PASSPHRASE}\nlock-path=${root}/lock\nlog-path=${root}/lock\nlog-level-file=off\nrepo1-retention-full=2\nstart-fast=y\nrepo1-bundle=y\nprocess-max=2\n${stanza('main')}${stanza('reporting')}`,
    );
    for (const name of ['main', 'reporting'] as const) this.configure(name);
  }

  /** Its configuration lies outside of its data, as Debian has it; without data there is nothing to start yet. */
  private configure(name: 'main' | 'reporting'): void {
    const { root, ports } = this;
    const at = `etc/postgresql/${version}/${name}`;
    const push = `pgbackrest --config=${root}/etc/pgbackrest/pgbackrest.conf --stanza=${name} archive-push %p`;
    const settings = {
      data_directory: this.dataOf(name),
      hba_file: `${root}/${at}/pg_hba.conf`,
      ident_file: `${root}/${at}/pg_ident.conf`,
      unix_socket_directories: `${root}/run`,
      archive_command: push,
    };
    const lines = Object.entries(settings).map(([key, value]) => `${key} = '${value}'\n`);
    this.write(
      `${at}/postgresql.conf`,
      `listen_addresses = ''\nport = ${ports[name]}\nfsync = off\narchive_mode = on\n${lines.join('')}`,
    );
    this.write(`${at}/pg_hba.conf`, 'local all all trust\nlocal replication all trust\n');
    this.write(`${at}/pg_ident.conf`, '');
  }

  private dataOf = (name: string): string => `${this.root}/var/lib/postgresql/${version}/${name}`;

  /** Two new clusters that run; the second is a copy of the first, which costs less than another initdb. */
  async makeClusters(): Promise<void> {
    const [main, reporting] = [this.dataOf('main'), this.dataOf('reporting')];
    const initdb = ['-D', main, '-A', 'trust', '-U', 'postgres', '-N', '--locale=C.UTF-8'];
    await asPostgres(this.box, `/usr/lib/postgresql/${version}/bin/initdb`, initdb, 60_000);
    await asPostgres(this.box, 'cp', ['-a', main, reporting], 60_000);
    for (const name of ['main', 'reporting'] as const) await this.start(name);
  }

  private async control(name: 'main' | 'reporting', verb: 'start' | 'stop'): Promise<void> {
    const data = this.dataOf(name);
    const settings = `-c config_file=/etc/postgresql/${version}/${name}/postgresql.conf`;
    const how = verb === 'stop' ? ['-m', 'immediate'] : ['-l', `${data}/start.log`, '-o', settings];
    const control = `/usr/lib/postgresql/${version}/bin/pg_ctl`;
    await asPostgres(this.box, control, ['-D', data, '-w', '-t', '60', ...how, verb], 90_000);
  }

  private async start(name: 'main' | 'reporting'): Promise<void> {
    if (this.started.has(name)) return;
    await this.control(name, 'start');
    this.started.add(name);
  }

  private async stop(name: 'main' | 'reporting'): Promise<void> {
    if (this.started.delete(name)) await this.control(name, 'stop');
  }

  sql(database: string, statement: string): string {
    const where = [
      '-XqAt',
      '-h',
      join(this.root, 'run'),
      '-p',
      String(this.ports.main),
      '-U',
      'postgres',
      '-d',
      database,
    ];
    return execFileSync('psql', [...where, '-c', statement], { encoding: 'utf8' }).trim();
  }

  async remove(): Promise<void> {
    for (const name of ['main', 'reporting'] as const) await this.stop(name);
    rmSync(this.root, { recursive: true, force: true });
  }
}

const able = version > 0 && existsSync('/usr/bin/pgbackrest');
if (able) describe('backups: a machine is lost and made anew', machineIsLost);
else {
  notRun('Backup, wipe and restore', 'there is no PostgreSQL of Debian or no pgbackrest');
  it('needs PostgreSQL and pgbackrest; listed as not run', () => expect(able).toBe(false));
}

function machineIsLost(): void {
  const store = mkdtempSync(join(tmpdir(), 'centrala-place-'));
  const place = { kind: 'directory', path: store } as const;
  const recordings = new Map(
    [0, 1, 70_000, 1024 * 1024, 3_000_000].map((size, index) => [`${RECORDINGS}/${index}.opus`, randomBytes(size)]),
  );
  const machines: TestMachine[] = [];
  const journal = `select count(*) || ' ' || md5(string_agg(data::text, '' order by position)) from journal`;
  let rows = '';

  const blank = async (release?: string): Promise<TestMachine> => {
    const machine = await TestMachine.blank(release);
    machines.push(machine);
    return machine;
  };

  beforeAll(async () => {
    const machine = await blank();
    const { box, root } = machine;
    machine.makeEngines();
    await machine.makeClusters();
    machine.sql('postgres', 'create database centrala');
    machine.sql('centrala', 'create table journal (position bigint primary key, type text, data jsonb)');
    machine.sql(
      'centrala',
      `insert into journal select n, 'CallArrived', jsonb_build_object('n', n) from generate_series(1, 5000) n`,
    );
    rows = machine.sql('centrala', journal);
    for (const [path, content] of recordings) machine.write(path, content);
    machine.write('etc/centrala/credentials/CENTRALA_BACKUP_PASSPHRASE', `${PASSPHRASE}\n`);
    chmodSync(join(root, 'etc/centrala/credentials/CENTRALA_BACKUP_PASSPHRASE'), 0o600);
    keepPlace(box, place);
    await createBackup(box, { full: true, say: silent, files: () => backUpMachine({ box, root, say: silent }) });
  }, 120_000);
  afterAll(async () => {
    for (const machine of machines) await machine.remove();
    rmSync(store, { recursive: true });
  }, 60_000);

  it('the backup is verified by a restore beside it', async () => {
    const { box } = machines[0] as TestMachine;
    expect(await verifyBackup(box, silent, () => verifyMachine({ box }))).toEqual({
      ok: true,
      detail: expect.stringMatching(
        /^the journal up to 5000 and all tables are the same; \d+ of \d+ files were read back$/,
      ),
    });
  }, 120_000);

  it('the same rows and recordings are on a blank machine after one command, and keys are as closed as they were', async () => {
    await machines[0]?.remove();
    const machine = await blank();
    const { box, root } = machine;
    const source = { place, passphrase: PASSPHRASE };
    await restoreMachine({ box, root, say: silent }, source, async () => machine.makeEngines());
    expect(machine.sql('centrala', journal)).toBe(rows);
    for (const [path, content] of recordings) expect(readFileSync(join(root, path)).equals(content)).toBe(true);
    expect(box.mode('/etc/centrala/credentials/CENTRALA_BACKUP_PASSPHRASE')).toBe(0o600);
    expect(box.read('/etc/centrala/backup.json')).toContain(store);
  }, 180_000);

  it.each([
    ['another passphrase', { passphrase: 'another one' }, '1.0.0', 'The passphrase is not that of these backups'],
    ['an older release', { passphrase: PASSPHRASE }, '0.9.0', 'The backup is of release 1.0.0, this machine has 0.9.0'],
  ])('is refused with %s, and changes nothing', async (_what, { passphrase }, release, words) => {
    const { box, root } = await blank(release);
    await expect(restoreMachine({ box, root, say: silent }, { place, passphrase })).rejects.toThrow(words);
    expect(existsSync(join(root, 'etc/centrala'))).toBe(false);
  });

  it('is refused when one bit of one file was changed, and changes nothing', async () => {
    const [folder = ''] = readdirSync(join(store, 'objects'));
    const [name = ''] = readdirSync(join(store, 'objects', folder));
    const path = join(store, 'objects', folder, name);
    const bytes = readFileSync(path);
    bytes[bytes.length - 1] = (bytes.at(-1) ?? 0) ^ 1;
    writeFileSync(path, bytes);
    const { box, root } = await blank();
    const restored = restoreMachine({ box, root, say: silent }, { place, passphrase: PASSPHRASE });
    await expect(restored).rejects.toThrow(/^\/.*: a piece of the backup was changed, or is of another key$/);
    expect(existsSync(join(root, 'etc/centrala'))).toBe(false);
  });
}
