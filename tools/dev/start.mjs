// `npm start`: the whole of Centrala on this machine. Node ≥ 20 and nothing else; everything missing is installed.
import { mkdirSync } from 'node:fs';
import { resolve } from 'node:path';
import { toldToEnd } from './lifetime.mjs';
import { help, readOptions } from './options.mjs';
import { ROOT } from './paths.mjs';
import { Progress, explain } from './progress.mjs';
import { startOver } from './reset.mjs';
import { startStack } from './stack.mjs';
import { printTable } from './table.mjs';
import { watchSources } from './watch.mjs';

async function main() {
  const options = readOptions(process.argv.slice(2));
  if (options.help) return process.stdout.write(help);
  const dataDir = resolve(ROOT, options['data-dir']);
  const progress = new Progress();
  const end = toldToEnd(() => process.exit(130)); // the guard ends what we leave
  if (options.reset) {
    progress.say(`Throwing away what ${dataDir} holds`);
    await startOver(dataDir);
  }
  mkdirSync(dataDir, { recursive: true });
  const starting = startStack({ options, dataDir, progress });
  const first = await Promise.race([starting, end]);
  if (typeof first === 'string') return await endWhileStarting(starting, progress);
  progress.say('Ready');
  printTable(first);
  const watching = options.watch ? watchSources({ stack: first, progress, dataDir }) : undefined;
  const why = await end;
  progress.say(`Ending everything (${why})`);
  await watching?.stop();
  await first.stop();
  progress.say('Nothing left running');
}

/** Told to end before we stood: what was started is on its way up, so let it come up and take it down, or fail and be down. */
async function endWhileStarting(starting, progress) {
  progress.say('Ending as soon as this step allows');
  const stack = await starting.catch(() => undefined);
  await stack?.stop();
  process.exitCode = 130;
}

try {
  await main();
  process.exit();
} catch (error) {
  if (error.usage) process.stderr.write(`${error.message}\n`);
  else explain(error);
  process.exit(1);
}
