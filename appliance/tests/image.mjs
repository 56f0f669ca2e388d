/**
 * Builds the image, looks into it, boots it in a container and in QEMU, sets it up without a person, uses it, asks its reporting
 * database through a tunnel, restarts it and cuts its power. Ends with "N passed, N failed". As root; 15 GB and, on two idle
 * cores, forty minutes.
 *
 *   npm run appliance:test -- [--work FOLDER] [--only build,container,keycloak,machine] [--cuts N]
 *     [--keycloak keycloak-26.3.5.tar.gz] [--mirror ADDRESS --security-mirror ADDRESS]
 */
import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build, installTools } from './image/build.mjs';
import { container } from './image/container.mjs';
import { keycloak } from './image/keycloak.mjs';
import { layWires, takeWiresUp } from './image/lan.mjs';
import { options, results, seconds, work } from './image/run.mjs';
import { machine } from './image/set-up.mjs';

const PARTS = { build, container, keycloak, machine };
const keptOf = (part) => join(work, `results-${part}.json`);

/** The box has a network of its own, in a namespace without a way out: a process that was begun in it. */
function inNamespace(part) {
  writeFileSync(keptOf(part), JSON.stringify({ passed: 0, failed: 1 })); // of one that ends without a word
  const again = [fileURLToPath(import.meta.url), ...process.argv.slice(2), '--only', part, '--inside'];
  spawnSync('unshare', ['--net', process.execPath, ...again], { stdio: 'inherit' });
  const { passed, failed } = JSON.parse(readFileSync(keptOf(part), 'utf8'));
  results.passed += passed;
  results.failed += failed;
}

async function carryOut(part) {
  if (!options.inside && part !== 'build') return inNamespace(part);
  if (options.inside) layWires();
  try {
    await PARTS[part]();
  } catch (error) {
    results.failed += 1;
    console.log(error);
  } finally {
    if (options.inside) takeWiresUp();
  }
}

mkdirSync(work, { recursive: true });
if (!options.inside) installTools();
for (const part of options.only.split(',')) await carryOut(part);
if (options.inside) {
  writeFileSync(keptOf(options.only), JSON.stringify(results));
} else {
  console.log(`The end after ${seconds()}`);
  console.log(`${results.passed} passed, ${results.failed} failed`);
  process.exitCode = results.failed > 0 ? 1 : 0;
}
