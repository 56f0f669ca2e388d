import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import pg from 'pg';
import { startServices } from '../../../tools/dev/services.mjs';

const root = resolve(dirname(fileURLToPath(import.meta.url)), '../../..');

/** Services of one test run. Several runs at a time get a slot each; a slot's cluster is kept, so the next run starts fast. */
export async function startTestServices() {
  const slot = takeSlot();
  try {
    const services = await startServices({ dir: slot.directory, durable: false });
    await dropLeftovers(services.databaseUrl);
    return {
      ...services,
      stop: async () => {
        await services.stop();
        slot.release();
      },
    };
  } catch (error) {
    slot.release();
    throw error;
  }
}

/** Databases of runs that were killed, and all but the newest templates. The slot is ours, so nobody uses them. */
async function dropLeftovers(databaseUrl) {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  const { rows } = await client.query(`
    select datname as name from pg_database where datname like 'test\\_%'
    union all
    (select datname from pg_database where datname like 'template\\_%' order by oid desc offset 3)`);
  for (const { name } of rows) await client.query(`drop database if exists ${name} with (force)`);
  await client.end();
}

function takeSlot() {
  for (let number = 1; number <= 64; number += 1) {
    const directory = join(root, '.data', 'test', String(number));
    mkdirSync(directory, { recursive: true });
    const lock = join(directory, 'in-use');
    if (claim(lock)) return { directory, release: () => rmSync(lock, { force: true }) };
  }
  throw new Error('64 test runs at once: remove .data/test');
}

function claim(lock) {
  if (existsSync(lock) && !alive(Number(readFileSync(lock, 'utf8')))) rmSync(lock, { force: true });
  try {
    writeFileSync(lock, String(process.pid), { flag: 'wx' });
    return true;
  } catch (error) {
    if (error.code === 'EEXIST') return false;
    throw error;
  }
}

function alive(pid) {
  try {
    process.kill(pid, 0);
    return pid > 0;
  } catch (error) {
    return error.code === 'EPERM';
  }
}
