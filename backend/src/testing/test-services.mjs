import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { startServices } from '../../../tools/dev/services.mjs';

const root = resolve(dirname(fileURLToPath(import.meta.url)), '../../..');

/** Services of one test run. Several runs at a time get a slot each; a slot's cluster is kept, so the next run starts fast. */
export async function startTestServices() {
  const slot = takeSlot();
  try {
    const services = await startServices({ dir: slot.directory, durable: false });
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
