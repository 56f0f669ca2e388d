import { spawnSync } from 'node:child_process';
import { inRoot } from '../../dev/paths.mjs';

/** Reads `--rows`, `--seed`, `--json` and `--help`; throws an error with `usage` set when they make no sense. */
export function readOptions(words, { rows, help }) {
  const wrong = (message) => Object.assign(new Error(`${message}\n${help}`), { usage: true });
  const options = { rows, seed: 1, json: false, help: false };
  const queue = [...words];
  while (queue.length > 0) {
    const [name, inline] = queue.shift().replace(/^--/, '').split('=', 2);
    if (name === 'json' || name === 'help') options[name] = true;
    else if (name === 'rows' || name === 'seed') {
      const value = Number(inline ?? queue.shift());
      if (!Number.isInteger(value) || value < 1) throw wrong(`--${name} wants a whole number from 1`);
      options[name] = value;
    } else throw wrong(`unknown option --${name}`);
  }
  return options;
}

/** A bench with a size of its own as a command: `npm run bench:<name> -- --rows …`. */
export function runSized(bench, defaults) {
  try {
    const { rows, seed, json, help } = readOptions(process.argv.slice(2), defaults);
    if (help) return void process.stdout.write(defaults.help);
    const env = { ...process.env, CENTRALA_BENCH_ROWS: String(rows), CENTRALA_BENCH_SEED: String(seed) };
    const words = [inRoot('tools/dev/bench.mjs'), bench, ...(json ? ['--json'] : [])];
    process.exitCode = spawnSync(process.execPath, words, { stdio: 'inherit', env }).status ?? 1;
  } catch (error) {
    process.stderr.write(`${error.usage ? error.message : error.stack}\n`);
    process.exitCode = 1;
  }
}
