// `npm run bench:import -- --rows 300000 --seed 1 --json`: an import with dedup beside COPY + merge of the same file.
import { spawnSync } from 'node:child_process';
import { inRoot } from '../../dev/paths.mjs';
import { HELP, readOptions } from './options.mjs';

try {
  const { rows, seed, json, help } = readOptions(process.argv.slice(2));
  if (help) process.stdout.write(HELP);
  else {
    const env = { ...process.env, CENTRALA_BENCH_ROWS: String(rows), CENTRALA_BENCH_SEED: String(seed) };
    const words = [inRoot('tools/dev/bench.mjs'), 'import', ...(json ? ['--json'] : [])];
    process.exitCode = spawnSync(process.execPath, words, { stdio: 'inherit', env }).status ?? 1;
  }
} catch (error) {
  process.stderr.write(`${error.usage ? error.message : error.stack}\n`);
  process.exitCode = 1;
}
