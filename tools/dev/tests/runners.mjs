import { spawn } from 'node:child_process';
import { closeSync, existsSync, mkdirSync, openSync, readFileSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { NODE, ROOT, childEnvironment, inRoot } from '../paths.mjs';
import { endGroup, ended, tail } from '../processes.mjs';
import { failure, outcome, shortened } from './outcome.mjs';

const MINUTE = 60_000;
/** A bound against hanging, not a measure: a busy machine takes three times as long as a quiet one. */
const LONGEST_MS = 40 * MINUTE;

/** Runs a program in a group of its own until it ends or its time is up. Resolves to its exit code, or a word for why there is none. */
export async function execute({ command, args, env = {}, log, run, withinMs = LONGEST_MS }) {
  mkdirSync(dirname(log), { recursive: true });
  const file = openSync(log, 'w');
  const child = spawn(command, args, {
    cwd: ROOT,
    env: childEnvironment({ ...run.environment, ...env }),
    stdio: ['ignore', file, file],
    detached: true,
  });
  closeSync(file);
  run.guard.add(child.pid);
  let tooLong = false;
  const watchdog = setTimeout(() => {
    tooLong = true;
    void endGroup(child.pid, { patienceMs: 3000 });
  }, withinMs);
  const code = await ended(child);
  clearTimeout(watchdog);
  run.guard.remove(child.pid);
  return tooLong ? `took longer than ${withinMs / MINUTE} minutes` : code;
}

/** One program that succeeds or fails: one test. */
export async function program(name, [command, ...args], run) {
  const log = join(run.logDir, `${name.replace(/\W+/g, '-')}.log`);
  const code = await execute({ command, args, log, run });
  return code === 0 ? outcome(1) : outcome(0, [failure(`${name} (${code})`, tail(log, 200))]);
}

/** One jest process over one configuration; `patterns` narrow it down. */
export async function jest(name, { config, patterns = [], ignore = [], workers = 2, withinMs }, run) {
  const log = join(run.logDir, `${name}.log`);
  const results = join(run.logDir, `${name}.json`);
  rmSync(results, { force: true });
  const args = [
    '--experimental-vm-modules',
    '--no-warnings',
    inRoot('node_modules/jest/bin/jest.js'),
    ...patterns,
    '-c',
    config,
  ];
  args.push('-w', String(workers), '--json', '--outputFile', results, '--passWithNoTests', '--colors=false');
  // jest takes every word after this option for itself: it comes last
  for (const each of ignore) args.push(`--testPathIgnorePatterns=${each}`);
  const code = await execute({ command: NODE, args, log, run, withinMs });
  const found = existsSync(results) ? readJest(JSON.parse(readFileSync(results, 'utf8'))) : outcome();
  if (code !== 0 && found.failures.length === 0)
    found.failures.push(failure(`${name}: jest ended with ${code}`, tail(log, 60)));
  return found;
}

function readJest({ testResults }) {
  const failures = [];
  let passed = 0;
  for (const { name, assertionResults, message, status } of testResults) {
    const file = name.replace(`${ROOT}/`, '');
    const before = failures.length;
    for (const each of assertionResults) {
      if (each.status === 'passed') passed += 1;
      else if (each.status === 'failed')
        failures.push(failure(`${file}: ${each.fullName}`, shortened(each.failureMessages.join('\n'))));
      else
        failures.push(
          failure(
            `${file}: ${each.fullName}`,
            `skipped (${each.status}): what cannot run here goes to the not-run list`,
          ),
        );
    }
    if (status === 'failed' && failures.length === before) failures.push(failure(file, shortened(message)));
  }
  return outcome(passed, failures);
}

/** `node --test` over files. */
export async function nodeTest(name, files, run) {
  const log = join(run.logDir, `${name}.log`);
  const tap = join(run.logDir, `${name}.tap`);
  rmSync(tap, { force: true });
  const reporters = [
    '--test-reporter=spec',
    '--test-reporter-destination=stdout',
    '--test-reporter=tap',
    `--test-reporter-destination=${tap}`,
  ];
  const code = await execute({ command: NODE, args: ['--test', ...reporters, ...files], log, run });
  const text = existsSync(tap) ? readFileSync(tap, 'utf8') : '';
  const count = (word) => Number(new RegExp(`^# ${word} (\\d+)$`, 'm').exec(text)?.[1] ?? 0);
  const failures = failuresInTap(text).map(({ title, error }) => failure(`${name}: ${title}`, shortened(error)));
  const missing = code === 0 ? count('skipped') + count('todo') : Number(failures.length === 0);
  if (missing > 0)
    failures.push(failure(`${name}: ended with ${code}, ${missing} skipped or lost`, shortened(tail(log, 60))));
  return outcome(count('pass'), failures);
}

/** The failed tests (not the suites around them) of a TAP stream with node's YAML blocks. */
function failuresInTap(text) {
  const blocks = text.split(/^(?=\s*(?:not )?ok \d+ - )/m).filter((block) => /^\s*not ok/.test(block));
  return blocks
    .filter((block) => !/^\s*type: 'suite'$/m.test(block) && !/failureType: 'subtestsFailed'/.test(block))
    .map((block) => ({
      title: /not ok \d+ - (.*)/.exec(block)[1],
      error: /^\s*error: (?:\|-\n)?([\s\S]*?)^\s*code: /m.exec(block)?.[1] ?? block,
    }));
}

/** Playwright's journeys of one configuration against the stack at `address`. */
export async function playwright(
  { name = 'e2e', config = 'frontend/e2e/playwright.config.ts', address, loginsFile, patterns = [], env: more },
  run,
) {
  const log = join(run.logDir, `${name}.log`);
  const results = join(run.logDir, name);
  rmSync(results, { recursive: true, force: true });
  const env = { CENTRALA_E2E_URL: address, CENTRALA_E2E_LOGINS: loginsFile, CENTRALA_E2E_RESULTS: results, ...more };
  const args = [inRoot('node_modules/@playwright/test/cli.js'), 'test', '-c', config];
  const code = await execute({ command: NODE, args: [...args, ...patterns], env, log, run, withinMs: LONGEST_MS });
  const file = join(results, 'results.json');
  if (!existsSync(file)) return outcome(0, [failure(`${name}: Playwright ended with ${code}`, tail(log, 60))]);
  const found = readPlaywright(JSON.parse(readFileSync(file, 'utf8')));
  if (code !== 0 && found.failures.length === 0)
    found.failures.push(failure(`${name}: Playwright ended with ${code}`, tail(log, 60)));
  return found;
}

function readPlaywright({ suites, errors }) {
  const specsOf = (suite) => [...(suite.specs ?? []), ...(suite.suites ?? []).flatMap(specsOf)];
  const specs = suites.flatMap(specsOf);
  const failures = specs
    .filter((spec) => !spec.tests.every((test) => test.status === 'expected'))
    .map((spec) => failure(`e2e: ${spec.file}: ${spec.title}`, shortened(messagesOf(spec))));
  const broken = errors.map((error) => failure('e2e: could not run', shortened(error.message ?? '')));
  return outcome(specs.length - failures.length, [...failures, ...broken]);
}

const messagesOf = (spec) =>
  spec.tests
    .flatMap((test) => test.results)
    .flatMap((result) => result.errors ?? [])
    .map((error) => error.message ?? '')
    .join('\n') || 'skipped: what cannot run here goes to the not-run list';
