// `npm run bench:routing`: what one routing decision costs, with options; needs a built backend and nothing else.
import { ensureBuilt } from '../../dev/build.mjs';
import { inRoot } from '../../dev/paths.mjs';
import { Progress } from '../../dev/progress.mjs';
import { routingBench } from '../routing.mjs';
import { report } from '../support/figures.mjs';
import { HELP, readOptions } from './options.mjs';

async function main({ json, ...given }) {
  const progress = new Progress((line) => process.stderr.write(`${line}\n`));
  await ensureBuilt('backend', { progress, logDir: inRoot('.data/log') });
  const { run, ...bench } = routingBench(given);
  const result = { ...bench, figures: await run() };
  process.stdout.write(json ? `${JSON.stringify([result], null, 2)}\n` : `${report(result).join('\n')}\n`);
}

try {
  const options = readOptions(process.argv.slice(2));
  if (options.help) process.stdout.write(HELP);
  else await main(options);
} catch (error) {
  process.stderr.write(`${error.usage ? error.message : error.stack}\n`);
  process.exitCode = 1;
}
