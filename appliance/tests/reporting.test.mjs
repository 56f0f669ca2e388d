import assert from 'node:assert/strict';
import { chmodSync, chownSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { inRoot, must, run, start, temporaryFolder } from './support.mjs';

const PORT = 54_344;
const GATE = 54_333;
const binary = (name) => join('/usr/lib/postgresql', readdirSync('/usr/lib/postgresql').sort().at(-1), 'bin', name);
const asPostgres = (program, args, options) => must('runuser', ['-u', 'postgres', '--', program, ...args], options);

/** The reporting cluster as the roles make it, its owner as the set-up makes him, and the gate and roles of the backend. */
describe('reporting database', () => {
  const folder = temporaryFolder('reporting');
  const data = join(folder.path, 'data');
  const require = createRequire(import.meta.url);
  const backend = (path) => require(inRoot('dist/backend/src/features/insight/reporting-database', path));
  /** Not in step with us: the gate is in this process. */
  const psql = async (options, statement, password) => {
    const args = ['-XqAt', '-v', 'ON_ERROR_STOP=1', `host=localhost hostaddr=127.0.0.1 ${options}`, '-c', statement];
    const child = start('psql', args, { env: { PGPASSWORD: password, PGCONNECT_TIMEOUT: '20' } });
    await child.ended;
    return child.said();
  };
  let gate;
  let cluster;

  before(async () => {
    certificates();
    makeCluster();
    const { reportingStatements } = require(inRoot('dist/provisioning/first-boot/steps/databases.js'));
    asPostgres('psql', ['-XqAt', '-v', 'ON_ERROR_STOP=1', '-h', folder.path, '-p', String(PORT), '-d', 'postgres'], {
      input: reportingStatements('secret'),
    });
    process.env.CENTRALA_REPORTING_DATABASE_URL = `postgresql://centrala_reporting:secret@127.0.0.1:${PORT}/reporting`;
    const { ReportingCluster } = backend('data/reporting-cluster.js');
    const { ReportingRoles } = backend('data/reporting-roles.js');
    const { ReportingGate } = backend('edge/reporting-gate.js');
    const { scramVerifier } = backend('data/scram-verifier.js');
    cluster = new ReportingCluster();
    await cluster.alone(async (tx) => {
      await cluster.prepare(tx);
      await cluster.makeAnew(tx);
      await new ReportingRoles(cluster).follow(tx, [{ role: 'bi_sales', verifier: scramVerifier('told once') }], 2);
      await new ReportingRoles(cluster).endLongQueries(tx);
    });
    const limits = { connections: 2, megabitsPerSecond: 50, months: 3 };
    const clock = { now: () => Date.now(), wakeAt: (at, wake) => setTimeout(wake, at - Date.now()) };
    gate = new ReportingGate({ host: '127.0.0.1', port: PORT }, limits, clock);
    await gate.listen(GATE, '127.0.0.1');
  });
  after(async () => {
    await gate?.close();
    await cluster?.close();
    run('runuser', ['-u', 'postgres', '--', binary('pg_ctl'), '-D', data, '-m', 'immediate', '-w', 'stop']);
    folder.remove();
  });

  function certificates() {
    for (const path of [folder.path, data]) mkdirSync(path, { recursive: true });
    const pair = [
      '-newkey',
      'rsa:2048',
      '-nodes',
      '-keyout',
      join(folder.path, 'key.pem'),
      '-out',
      join(folder.path, 'cert.pem'),
    ];
    must('openssl', ['req', '-x509', '-days', '2', '-subj', '/CN=localhost', ...pair]);
    const { uid, gid } = identity();
    for (const name of ['', 'data', 'key.pem', 'cert.pem']) chownSync(join(folder.path, name), uid, gid);
    chmodSync(join(folder.path, 'key.pem'), 0o600);
    chmodSync(folder.path, 0o755);
  }

  const identity = () => ({ uid: Number(must('id', ['-u', 'postgres'])), gid: Number(must('id', ['-g', 'postgres'])) });

  /** The templates of the role, with what only a real machine has taken out. */
  function makeCluster() {
    const settings = rendered('conf')
      .split('\n')
      .filter((line) => !/^(archive_|port|listen)/.test(line))
      .join('\n')
      .replaceAll('/etc/centrala/tls/reporting.pem', join(folder.path, 'cert.pem'))
      .replaceAll('/etc/centrala/tls/reporting.key', join(folder.path, 'key.pem'));
    asPostgres(binary('initdb'), ['-D', data, '-A', 'trust', '--no-sync', '--locale=C.UTF-8']);
    writeFileSync(
      join(data, 'postgresql.auto.conf'),
      `${settings}\nport = ${PORT}\nunix_socket_directories = '${folder.path}'\nfsync = off\n`,
    );
    writeFileSync(join(data, 'pg_hba.conf'), rendered('pg_hba').replace('peer map=owner', 'peer'));
    asPostgres(binary('pg_ctl'), ['-D', data, '-w', '-l', join(data, 'log'), 'start']);
  }

  function rendered(name, cluster = 'reporting') {
    const to = join(folder.path, name);
    must('ansible', [
      'localhost',
      '-c',
      'local',
      '-m',
      'ansible.builtin.template',
      '-a',
      `src=${inRoot('ansible/roles/postgresql/templates', name)} dest=${to}`,
      '-e',
      JSON.stringify({ item: [{ name: cluster, port: PORT, listen: '127.0.0.1' }, name] }),
    ]);
    return readFileSync(to, 'utf8');
  }

  const TLS = 'sslmode=require';
  const sales = (more, statement, password = 'told once') =>
    psql(`user=bi_sales port=${GATE} dbname=reporting ${more}`, statement, password);

  it('answers a user through the gate, over TLS, and shows the certificate that was made for it', async () => {
    const asked = 'select count(*) from call; select ssl from pg_stat_ssl where pid = pg_backend_pid()';
    assert.equal(await sales(TLS, asked), '0\nt\n');
    const strict = `sslmode=verify-full sslrootcert=${join(folder.path, 'cert.pem')}`;
    assert.equal(await sales(strict, 'select 1'), '1\n');
  });

  it('refuses without TLS, with another password, and in another database', async () => {
    assert.match(await sales('sslmode=disable', 'select 1'), /pg_hba.conf rejects connection/);
    assert.match(await sales(TLS, 'select 1', 'guessed'), /password authentication failed/);
    assert.match(await sales(`${TLS} dbname=postgres`, 'select 1'), /pg_hba.conf rejects connection/);
  });

  it('refuses every write, whatever the session is told', async () => {
    for (const write of [
      'delete from call',
      'create table mine (a int)',
      'create temporary table mine (a int)',
      'set default_transaction_read_only = off; delete from call',
    ])
      assert.match(await sales(TLS, write), /permission denied|read-only/, write);
  });

  it('lets the platform into the main database by the socket, with its password and into no other', async () => {
    const admin = ['-XqAt', '-v', 'ON_ERROR_STOP=1', '-h', folder.path, '-p', String(PORT), '-d', 'postgres'];
    const input = "create role centrala login password 'drawn'; create database centrala owner centrala;";
    asPostgres('psql', admin, { input });
    const before = readFileSync(join(data, 'pg_hba.conf'), 'utf8');
    const access = async (text) => {
      writeFileSync(join(data, 'pg_hba.conf'), text);
      asPostgres('psql', admin, { input: 'select pg_reload_conf(); select pg_sleep(0.5)' });
    };
    await access(rendered('pg_hba', 'main').replace('peer map=owner', 'peer'));
    const { makeDatabaseUrl } = require(inRoot('dist/provisioning/first-boot/steps/secrets.js'));
    const reached = async (password, database = 'centrala') => {
      const url = new URL(makeDatabaseUrl(password));
      assert.equal(url.searchParams.get('host'), '/run/postgresql');
      const child = start(
        'psql',
        ['-XqAt', `postgresql://centrala@/${database}?host=${folder.path}&port=${PORT}`, '-c', 'select 1'],
        {
          env: { PGPASSWORD: url.password },
        },
      );
      await child.ended;
      return child.said();
    };
    assert.equal(await reached('drawn'), '1\n');
    assert.match(await reached('guessed'), /password authentication failed/);
    assert.match(await reached('drawn', 'postgres'), /Peer authentication failed/);
    await access(before);
  });

  it('is filled by a role that is no superuser', async () => {
    const asked = 'select rolsuper, rolcreatedb from pg_roles where rolname = current_user';
    assert.equal(await psql(`user=centrala_reporting dbname=reporting port=${PORT}`, asked, 'secret'), 'f|f\n');
  });
});
