/**
 * PostgreSQL and Redis of our own, for development and tests: Debian's programs, our own data directories and free
 * ports, so that nothing of the machine's own clusters is touched. Node ≥ 20, no dependencies.
 */
import { spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createConnection } from 'node:net';
import { userInfo } from 'node:os';
import { join, resolve } from 'node:path';
import { ensurePackages, findProgram, postgresBinaries } from './debian-packages.mjs';
import { steadyPort } from './ports.mjs';

const asRoot = process.getuid?.() === 0;

/** A step that cannot go on, with the line a person can run to help. */
export class ServicesError extends Error {
  constructor(message, help) {
    super(help ? `${message}\n${help}` : message);
    this.name = 'ServicesError';
    this.help = help;
  }
}

/**
 * Starts both services, reusing what `dir` holds from before.
 * @param {{dir: string, durable?: boolean, log?: (line: string) => void, ports?: {postgres?: number, redis?: number}}} options
 *   `durable` true keeps every commit through a crash (npm start); false trades that for speed (tests).
 *   `ports` asks for certain ports; else those of the last start, else free ones.
 * @returns {Promise<{databaseUrl: string, reportingUrl: string, redisUrl: string, ports: {postgres: number, redis: number}, directory: string, processes: {pid: number, signal: string}[], stop: () => Promise<void>}>}
 */
export async function startServices({ dir, durable = true, log = () => {}, ports = {} }) {
  await ensurePackages(['postgresql', 'redis-server'], { log: join(resolve(dir), 'log/apt.log'), say: log });
  const directory = traversable(resolve(dir));
  const postgres = await startPostgres(join(directory, 'postgres'), { durable, log, asked: ports.postgres });
  let redis;
  try {
    redis = await startRedis(join(directory, 'redis'), { durable, log, asked: ports.redis });
  } catch (error) {
    await postgres.stop();
    throw error;
  }
  return {
    // by its socket, which costs half of what the loopback does
    databaseUrl: `postgresql://postgres@127.0.0.1:${postgres.port}/centrala?host=${encodeURIComponent(postgres.data)}`,
    // on an appliance it has a cluster of its own
    reportingUrl: `postgresql://postgres@127.0.0.1:${postgres.port}/reporting`,
    redisUrl: `redis://127.0.0.1:${redis.port}/0`,
    ports: { postgres: postgres.port, redis: redis.port },
    directory,
    processes: [
      { pid: postgres.pid, signal: 'SIGINT' }, // a fast shutdown
      { pid: redis.pid, signal: 'SIGTERM' },
    ],
    stop: async () => {
      await redis.stop();
      await postgres.stop();
    },
  };
}

async function startPostgres(directory, { durable, log, asked }) {
  const binaries = postgresBinaries();
  const data = join(directory, 'data');
  ownDirectory(directory);
  await stopLeftover(binaries, data, log);
  if (!existsSync(join(data, 'PG_VERSION'))) {
    log('Creating a PostgreSQL cluster');
    rmSync(data, { recursive: true, force: true });
    runAsPostgres([
      join(binaries, 'initdb'),
      '-D',
      data,
      '-U',
      'postgres',
      '-A',
      'trust',
      '-E',
      'UTF8',
      '--locale=C.UTF-8',
      '--no-sync',
    ]);
  }
  const port = await steadyPort(join(directory, 'port'), { name: 'PostgreSQL', asked });
  const settings = { ...postgresSettings(durable), port, unix_socket_directories: data, listen_addresses: '127.0.0.1' };
  const options = Object.entries(settings)
    .map(([name, value]) => `-c ${name}='${value}'`)
    .join(' ');
  const logFile = join(directory, 'postgres.log');
  const stop = async () => {
    runAsPostgres([join(binaries, 'pg_ctl'), '-D', data, '-m', 'fast', '-w', '-t', '60', 'stop'], { tolerate: true });
  };
  try {
    runAsPostgres([join(binaries, 'pg_ctl'), '-D', data, '-l', logFile, '-w', '-t', '60', '-o', options, 'start']);
  } catch (error) {
    throw new ServicesError(`PostgreSQL did not start: ${error.message}`, `Its log: ${logFile}\n${tail(logFile)}`);
  }
  try {
    for (const name of ['centrala', 'reporting']) createDatabase(binaries, { port, data, name });
  } catch (error) {
    await stop();
    throw error;
  }
  const pid = Number.parseInt(readFileSync(join(data, 'postmaster.pid'), 'utf8'), 10);
  return { port, data, pid, stop };
}

function postgresSettings(durable) {
  const common = { max_connections: 200, shared_buffers: '128MB', timezone: 'UTC', log_min_messages: 'warning' };
  if (durable) return { ...common, fsync: 'on', synchronous_commit: 'on' };
  return {
    ...common,
    fsync: 'off',
    synchronous_commit: 'off',
    full_page_writes: 'off',
    wal_level: 'minimal',
    max_wal_senders: 0,
    autovacuum_naptime: '10s',
  };
}

function createDatabase(binaries, { port, data, name }) {
  const psql = [
    join(binaries, 'psql'),
    '-h',
    data,
    '-p',
    String(port),
    '-U',
    'postgres',
    '-Atq',
    '-d',
    'postgres',
    '-c',
  ];
  const exists = runAsPostgres([...psql, `select 1 from pg_database where datname = '${name}'`]);
  if (exists.trim() !== '1') runAsPostgres([...psql, `create database ${name}`]);
}

/** A cluster that outlived its starter is stopped; a pid file that outlived its cluster is removed. */
async function stopLeftover(binaries, data, log) {
  const pidFile = join(data, 'postmaster.pid');
  if (!existsSync(pidFile)) return;
  const pid = Number.parseInt(readFileSync(pidFile, 'utf8'), 10);
  if (isProgram(pid, 'postgres')) {
    log('Stopping the PostgreSQL cluster that an earlier start left running');
    runAsPostgres([join(binaries, 'pg_ctl'), '-D', data, '-m', 'fast', '-w', '-t', '60', 'stop'], { tolerate: true });
  }
  if (existsSync(pidFile) && !isProgram(pid, 'postgres')) rmSync(pidFile, { force: true });
}

async function startRedis(directory, { durable, log, asked }) {
  mkdirSync(directory, { recursive: true });
  const pidFile = join(directory, 'redis.pid');
  await stopRedisLeftover(pidFile, log);
  const port = await steadyPort(join(directory, 'port'), { name: 'Redis', asked });
  const persistence = durable ? ['--appendonly', 'yes', '--appendfsync', 'everysec'] : ['--appendonly', 'no'];
  const child = spawn(
    findProgram('redis-server'),
    [
      '--port',
      String(port),
      '--bind',
      '127.0.0.1',
      '--dir',
      directory,
      '--save',
      '',
      ...persistence,
      '--maxmemory-policy',
      'noeviction',
      '--logfile',
      join(directory, 'redis.log'),
    ],
    { stdio: 'ignore', detached: true },
  );
  const ended = new Promise((done) => child.once('exit', done));
  child.unref();
  writeFileSync(pidFile, String(child.pid));
  const stop = async () => {
    if (child.exitCode === null && child.signalCode === null) child.kill('SIGTERM');
    const patience = setTimeout(() => child.kill('SIGKILL'), 10_000);
    await ended;
    clearTimeout(patience);
    rmSync(pidFile, { force: true });
  };
  for (let tries = 0; tries < 200; tries += 1) {
    if (child.exitCode !== null || child.signalCode !== null) break;
    if (await redisAnswers(port)) return { port, pid: child.pid, stop };
    await delay(25);
  }
  await stop();
  const logFile = join(directory, 'redis.log');
  throw new ServicesError('Redis did not start.', `Its log: ${logFile}\n${tail(logFile)}`);
}

async function stopRedisLeftover(pidFile, log) {
  if (!existsSync(pidFile)) return;
  const pid = Number.parseInt(readFileSync(pidFile, 'utf8'), 10);
  if (isProgram(pid, 'redis-server')) {
    log('Stopping the Redis server that an earlier start left running');
    process.kill(pid, 'SIGTERM');
    for (let tries = 0; tries < 200 && isProgram(pid, 'redis-server'); tries += 1) await delay(25);
  }
  rmSync(pidFile, { force: true });
}

function redisAnswers(port) {
  return new Promise((answer) => {
    const socket = createConnection({ port, host: '127.0.0.1' });
    const finish = (value) => {
      socket.destroy();
      answer(value);
    };
    socket.setTimeout(1000, () => finish(false));
    socket.once('error', () => finish(false));
    socket.once('connect', () => socket.write('PING\r\n'));
    socket.once('data', (data) => finish(data.toString().startsWith('+PONG')));
  });
}

function runAsPostgres(command, { tolerate = false } = {}) {
  const [program, ...args] = asRoot ? ['runuser', '-u', 'postgres', '--', ...command] : command;
  // stdin/stdout of pg_ctl start would be inherited by the server and keep the pipe open: files, not pipes.
  const detached = command.at(-1) === 'start';
  const result = spawnSync(program, args, {
    cwd: '/',
    encoding: 'utf8',
    stdio: detached ? ['ignore', 'ignore', 'ignore'] : ['ignore', 'pipe', 'pipe'],
  });
  if (result.status !== 0 && !tolerate) {
    throw new ServicesError(
      `${command[0]} failed${result.error ? `: ${result.error.message}` : ''}`,
      lastLines(result.stderr ?? '', 8),
    );
  }
  return result.stdout ?? '';
}

/** Where the services of `dir` keep their data: there, or elsewhere when PostgreSQL's user cannot reach it. */
export const placeOfServices = (dir) => traversable(resolve(dir));

/** Stops what an earlier start left running in `dir` and throws its data away. */
export async function resetServices(dir, { log = () => {} } = {}) {
  const directory = traversable(resolve(dir));
  const binaries = postgresBinaries();
  if (binaries) await stopLeftover(binaries, join(directory, 'postgres/data'), log);
  await stopRedisLeftover(join(directory, 'redis/redis.pid'), log);
  for (const part of ['postgres', 'redis']) rmSync(join(directory, part), { recursive: true, force: true });
}

/** PostgreSQL's own user must reach its data through every parent; a home directory or a mount may forbid that. */
function traversable(directory) {
  mkdirSync(directory, { recursive: true });
  if (!asRoot || spawnSync('runuser', ['-u', 'postgres', '--', 'test', '-x', directory]).status === 0) return directory;
  const key = createHash('sha256').update(directory).digest('hex').slice(0, 12);
  const elsewhere = join('/var/tmp', `centrala-${userInfo().username}-${key}`);
  mkdirSync(elsewhere, { recursive: true, mode: 0o755 });
  return elsewhere;
}

function ownDirectory(directory) {
  mkdirSync(directory, { recursive: true });
  if (asRoot) spawnSync('chown', ['postgres:postgres', directory]);
}

/** Whether process `pid` lives and is this program: process numbers are reused after a reboot. */
function isProgram(pid, name) {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0')[0].includes(name);
  } catch {
    return false;
  }
}

const delay = (ms) => new Promise((done) => setTimeout(done, ms));
const lastLines = (text, count) => text.trimEnd().split('\n').slice(-count).join('\n');
const tail = (file) => (existsSync(file) ? lastLines(readFileSync(file, 'utf8'), 8) : '(no log)');
