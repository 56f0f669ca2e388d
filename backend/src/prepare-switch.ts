import { readFileSync } from 'node:fs';
import { prepareFreeSwitch } from './features/voice/switch';

/** Writes the configuration of a real switch: the setup comes as JSON on standard input, because passwords are in it. */
function main(): void {
  const setup = JSON.parse(readFileSync(0, 'utf8')) as Parameters<typeof prepareFreeSwitch>[0];
  const { command, log } = prepareFreeSwitch(setup);
  process.stdout.write(`${JSON.stringify({ command, log })}\n`);
}

try {
  main();
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
}
