// `npm test [-- layer…]`: everything, or the named layers, from a bare machine; the last line is `N passed, N failed`.
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { startGuard } from './guard.mjs';
import { ensureNodeModules, ensurePackages, ensureWished } from './install.mjs';
import { toldToEnd } from './lifetime.mjs';
import { inRoot } from './paths.mjs';
import { Progress, explain } from './progress.mjs';
import { LAYERS, wholeRun } from './tests/layers.mjs';
import { leftovers } from './tests/leftovers.mjs';
import { counted, failure, outcome } from './tests/outcome.mjs';

const print = (line) => process.stdout.write(`${line}\n`);

function chosenLayers(words) {
  const unknown = words.filter((each) => !(each in LAYERS));
  if (unknown.length === 0) return words.length > 0 ? words : wholeRun();
  print(`unknown layer: ${unknown.join(', ')}; there are ${Object.keys(LAYERS).join(', ')}`);
  print('0 passed, 1 failed');
  process.exit(2);
}

function newRun() {
  const mark = randomUUID();
  const logDir = inRoot('.data/test-log');
  const notRunFile = join(logDir, 'not-run.txt');
  mkdirSync(logDir, { recursive: true });
  rmSync(notRunFile, { force: true });
  return {
    mark,
    logDir,
    notRunFile,
    stackDir: inRoot('.data/e2e'),
    realCallDir: inRoot('.data/e2e-real-call'),
    progress: new Progress(),
    guard: startGuard(),
    environment: { CENTRALA_TEST_RUN: mark, CENTRALA_NOT_RUN: notRunFile, FORCE_COLOR: '0' },
  };
}

async function runLayer(name, run) {
  const { title, run: work } = LAYERS[name];
  let found;
  try {
    found = await run.progress.step(title, () => work(run));
  } catch (error) {
    found = outcome(0, [failure(`${title}: ${error.message}`, error.stack)]);
  }
  run.progress.say(`${title}: ${found.passed} passed, ${found.failures.length} failed`.trimEnd());
  for (const { name: what, text } of found.failures) print(`\n✗ ${what}\n${text}\n`);
  return found;
}

async function runLayers(names, run) {
  const outcomes = [];
  const beside = names.filter((name) => LAYERS[name].beside).map((name) => runLayer(name, run));
  for (const name of names.filter((each) => !LAYERS[each].beside)) {
    if (LAYERS[name].quiet) await Promise.all(beside);
    outcomes.push(await runLayer(name, run));
  }
  return [...outcomes, ...(await Promise.all(beside))];
}

/** Nothing of the run may be left: one test of its own. */
async function nothingLeft(run) {
  const left = await leftovers({
    mark: run.mark,
    testDir: inRoot('.data/test'),
    stackDirs: [run.stackDir, run.realCallDir],
  });
  if (left.length === 0) return outcome(1);
  for (const { pid } of left) run.guard.add(pid);
  return outcome(0, [
    failure('left running after the tests', left.map(({ pid, command }) => `${pid} ${command}`).join('\n')),
  ]);
}

function listNotRun({ notRunFile }) {
  if (!existsSync(notRunFile)) return;
  const lines = [...new Set(readFileSync(notRunFile, 'utf8').split('\n').filter(Boolean))];
  print('\nNOT RUN, because something is absent here:');
  for (const line of lines) print(`  - ${line}`);
}

function report(outcomes, run) {
  const failures = outcomes.flatMap((each) => each.failures);
  const { passed, failed } = counted(outcomes);
  if (failed > 0) {
    print('\nFailed:');
    for (const { name } of failures) print(`  ✗ ${name}`);
    print(`Logs: ${run.logDir}`);
  }
  listNotRun(run);
  run.progress.say('The end');
  print(`\n${passed} passed, ${failed} failed`);
  return failed === 0 && passed > 0 ? 0 : 1;
}

async function main() {
  const layers = chosenLayers(process.argv.slice(2).filter((each) => each !== '--'));
  const run = newRun();
  void toldToEnd(() => process.exit(130)).then(async () => {
    // The guard ends the runner of the moment; a stack of ours is ended in order.
    await run.stack?.stop();
    process.exit(130);
  });
  const packages = [...new Set(layers.flatMap((name) => LAYERS[name].packages ?? []))];
  await ensureNodeModules(run);
  await ensurePackages(packages, run);
  await ensureWished(['espeak-ng'], run);
  const outcomes = await runLayers(layers, run);
  return report([...outcomes, await nothingLeft(run)], run);
}

try {
  process.exit(await main());
} catch (error) {
  explain(error, print);
  print('\n0 passed, 1 failed');
  process.exit(1);
}
