import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { isAlive, until } from '../processes.mjs';
import { placeOfServices } from '../services.mjs';

const read = (file) => {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return ''; // the process has ended meanwhile, or belongs to somebody else
  }
};

const commandOf = (pid) => read(`/proc/${pid}/cmdline`).replaceAll('\0', ' ').trim();

const isGone = (pid) => /^State:\s+[ZX]/m.test(read(`/proc/${pid}/status`)) || !isAlive(pid);

/** Processes that carry the run's mark in their environment: children keep it however they were orphaned. */
const marked = (mark) =>
  readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(Number)
    .filter((pid) => pid !== process.pid && read(`/proc/${pid}/environ`).includes(mark));

/** Servers overwrite their environment with their title: found through the pid files of data directories nobody uses. */
function forgottenServers(dataDirs) {
  const pidIn = (file) => (existsSync(file) ? Number.parseInt(read(file), 10) : 0);
  return dataDirs
    .filter((dir) => existsSync(dir) && !isInUse(pidIn(join(dir, 'in-use'))))
    .map(placeOfServices)
    .flatMap((dir) => [pidIn(join(dir, 'postgres/data/postmaster.pid')), pidIn(join(dir, 'redis/redis.pid'))])
    .filter((pid) => pid > 0 && /postgres|redis-server/.test(commandOf(pid)));
}

/** Number 0 stands for "nobody": asking after it would ask after everybody. */
const isInUse = (owner) => owner > 0 && isAlive(owner);

const slots = (dir) => (existsSync(dir) ? readdirSync(dir).map((name) => join(dir, name)) : []);

/** What still runs of a test run, after a moment of patience: `{ pid, command }` each. */
export async function leftovers({ mark, testDir, stackDirs, patienceMs = 5000 }) {
  const find = () =>
    [...marked(mark), ...forgottenServers([...slots(testDir), ...stackDirs])].filter((pid) => !isGone(pid));
  await until(() => find().length === 0, { withinMs: patienceMs, everyMs: 250 });
  return [...new Set(find())].map((pid) => ({ pid, command: commandOf(pid) || read(`/proc/${pid}/comm`).trim() }));
}
