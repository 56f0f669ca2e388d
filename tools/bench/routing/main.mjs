// `npm run bench:routing`: everything that bars say of routing, with options; needs a built backend, PostgreSQL and Redis.
import { ensureBuilt } from '../../dev/build.mjs';
import { startGuard } from '../../dev/guard.mjs';
import { inRoot } from '../../dev/paths.mjs';
import { Progress } from '../../dev/progress.mjs';
import { startOver } from '../../dev/reset.mjs';
import { startServices } from '../../dev/services.mjs';
import { routingBench } from '../routing.mjs';
import { report } from '../support/figures.mjs';
import { HELP, readOptions } from './options.mjs';

async function main({ json, ...given }) {
  const progress = new Progress((line) => process.stderr.write(`${line}\n`));
  await ensureBuilt('backend', { progress, logDir: inRoot('.data/log') });
  const dir = inRoot('.data/bench-routing');
  await startOver(dir);
  const guard = startGuard();
  const services = await startServices({ dir, durable: true, log: (line) => progress.say(line) });
  for (const { pid, signal } of services.processes) guard.add(pid, signal);
  try {
    const { run, ...bench } = routingBench(given);
    const result = { ...bench, figures: await progress.step(bench.name, () => run(services)) };
    process.stdout.write(json ? `${JSON.stringify([result], null, 2)}\n` : `${report(result).join('\n')}\n`);
  } finally {
    await services.stop();
    guard.dismiss();
  }
}

try {
  const options = readOptions(process.argv.slice(2));
  if (options.help) process.stdout.write(HELP);
  else await main(options);
} catch (error) {
  process.stderr.write(`${error.usage ? error.message : error.stack}\n`);
  process.exitCode = 1;
}
process.exit();
