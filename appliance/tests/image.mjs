/**
 * Builds the image, looks into it, boots it in a container and in QEMU, sets it up without a person, uses it, asks its reporting
 * database through a tunnel, restarts it and cuts its power. Ends with "N passed, N failed". As root; 15 GB and, on two idle
 * cores, an hour. A part that passed is not done again while the image and the tests are the same.
 *
 *   npm run appliance:test -- [--work FOLDER] [--only build,container,keycloak,life,cuts,machine] [--again]
 *     [--keycloak keycloak-26.3.5.tar.gz] [--mirror ADDRESS --security-mirror ADDRESS]
 */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { fileURLToPath } from 'node:url';
import { fingerprint } from '../../tools/dev/build.mjs';
import { inRoot } from './support.mjs';
import { build, fetchOpenScap, installTools } from './image/build.mjs';
import { cuts } from './image/cuts.mjs';
import { container } from './image/in-container.mjs';
import { keycloak } from './image/keycloak.mjs';
import { layWires, takeWiresUp } from './image/lan.mjs';
import { life } from './image/life.mjs';
import { options, results, seconds, work } from './image/run.mjs';
import { machine } from './image/set-up.mjs';

const PARTS = { build, container, keycloak, life, cuts, machine };
/** Where each begins that is proved of an image. */
const FILES = {
  container: 'in-container',
  keycloak: 'keycloak',
  life: 'life',
  cuts: 'cuts',
  machine: 'set-up',
};
/** What the image is made of. */
const SOURCES =
  'backend/src contracts/src frontend/console frontend/ui provisioning appliance/box appliance/cli appliance/profiles appliance/sftp appliance/vpn ansible packer systemd package-lock.json'.split(
    ' ',
  );

const fileOf = (part) => join(work, `results-${part}.json`);
const keptOf = (part) => (existsSync(fileOf(part)) ? JSON.parse(readFileSync(fileOf(part), 'utf8')) : {});
const keep = (part, result) => writeFileSync(fileOf(part), JSON.stringify(result));

/** A test with what it imports of ours. */
function withImports(file, found = new Set()) {
  if (found.has(file)) return found;
  found.add(file);
  for (const [, path] of readFileSync(inRoot(file), 'utf8').matchAll(/ from '(\.[^']+)'/g))
    withImports(normalize(join(dirname(file), path)), found);
  return found;
}

/** Of what a part proves something of. */
function printOf(part) {
  if (part === 'build') return fingerprint({ inputs: SOURCES, command: [] });
  const inputs = [...withImports(`appliance/tests/image/${FILES[part]}.mjs`)];
  return fingerprint({ inputs, command: [keptOf('build').print] });
}

/** The box has a network of its own, without a way out, and mounts of its own: they end with the process that was begun so. */
function inNamespace(part) {
  const again = [fileURLToPath(import.meta.url), ...process.argv.slice(2), '--only', part, '--inside'];
  spawnSync('unshare', ['--net', '--mount', process.execPath, ...again], { stdio: 'inherit' });
}

/** In this process; what it came to is kept in a file. */
async function carryOut(part) {
  const print = printOf(part);
  const begun = Date.now();
  try {
    if (options.inside) layWires();
    await PARTS[part]();
  } catch (error) {
    results.failed += 1;
    console.log(error);
  } finally {
    if (options.inside) takeWiresUp();
  }
  keep(part, { print, ...results, seconds: Math.round((Date.now() - begun) / 1000), at: new Date().toISOString() });
}

async function resultOf(part) {
  const kept = keptOf(part);
  if (!options.again && kept.print === printOf(part) && kept.failed === 0) {
    console.log(`${part}: ${kept.passed} passed in ${kept.seconds} s at ${kept.at}, and nothing has changed since`);
    return kept;
  }
  keep(part, { print: printOf(part), passed: 0, failed: 1 }); // of one that ends without a word
  if (part === 'build') await carryOut(part);
  else inNamespace(part);
  return keptOf(part);
}

mkdirSync(work, { recursive: true });
if (options.inside) await carryOut(options.only);
else {
  installTools();
  fetchOpenScap();
  const total = { passed: 0, failed: 0 };
  for (const part of options.only.split(',')) {
    const { passed, failed } = await resultOf(part);
    total.passed += passed;
    total.failed += failed;
  }
  console.log(`The end after ${seconds()}`);
  console.log(`${total.passed} passed, ${total.failed} failed`);
  process.exitCode = total.failed > 0 ? 1 : 0;
}
