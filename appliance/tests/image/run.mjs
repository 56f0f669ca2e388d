import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { inRoot } from '../support.mjs';

export const { values: options } = parseArgs({
  options: {
    work: { type: 'string', default: inRoot('.data/appliance') },
    only: { type: 'string', default: 'build,container,keycloak,life,cuts,machine' },
    again: { type: 'boolean', default: false },
    mirror: { type: 'string' },
    'security-mirror': { type: 'string' },
    keycloak: { type: 'string' },
    inside: { type: 'boolean', default: false },
  },
});
export const work = resolve(options.work);
export const out = join(work, 'out');
export const results = { passed: 0, failed: 0 };
const begun = Date.now();
export const seconds = () => `${Math.round((Date.now() - begun) / 1000)} s`;

/** One test; true when it passed. */
export async function check(name, what) {
  try {
    await what();
    results.passed += 1;
    console.log(`  ok ${name} (${seconds()})`);
    return true;
  } catch (error) {
    results.failed += 1;
    console.log(`  FAILED ${name} (${seconds()})\n${String(error.stack ?? error).slice(0, 3_000)}`);
    return false;
  }
}

const SEED = 20_261_130;

/** Numbers from 0 to 1, the same in each run. */
export function seeded(seed = SEED) {
  let state = seed;
  return () => {
    state = (state * 1_664_525 + 1_013_904_223) % 2 ** 32;
    return state / 2 ** 32;
  };
}
