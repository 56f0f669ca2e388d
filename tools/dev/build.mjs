import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { NODE, ROOT, childEnvironment, inRoot } from './paths.mjs';
import { isAlive, run, until } from './processes.mjs';
import { StepFailure } from './progress.mjs';

const SKIPPED = new Set(['node_modules', 'dist', '.angular', '.data', 'e2e']);
const TEST_FILE = /\.(spec|contract|fixture|e2e)\.ts$/;

/** What is built, from what, by what. `output` must exist for a build to count as up to date. */
export const BUILDS = {
  backend: {
    title: 'Building the backend',
    inputs: [
      'backend/src',
      'backend/tsconfig.json',
      'backend/tsconfig.build.json',
      'contracts/src',
      'provisioning',
      'appliance',
      'tsconfig.base.json',
      'package-lock.json',
    ],
    output: 'dist/backend/src/main.js',
    command: ['node_modules/typescript/bin/tsc', '-p', 'backend/tsconfig.build.json'],
    after: () => {
      prune('dist/backend/src', 'backend/src');
      prune('dist/contracts/src', 'contracts/src');
      prune('dist/provisioning', 'provisioning');
      prune('dist/appliance', 'appliance');
    },
  },
  console: {
    title: 'Building the console',
    inputs: ['angular.json', 'frontend', 'contracts/src', 'tsconfig.base.json', 'package-lock.json'],
    output: 'dist/frontend/console',
    command: ['node_modules/@angular/cli/bin/ng.js', 'build', 'console', '--progress=false'],
  },
};

const filesUnder = (path) => {
  if (!existsSync(path)) return [];
  if (statSync(path).isFile()) return [path];
  return readdirSync(path, { withFileTypes: true })
    .filter((entry) => !SKIPPED.has(entry.name) && !TEST_FILE.test(entry.name))
    .flatMap((entry) => filesUnder(join(path, entry.name)));
};

/** Names and contents of everything the build reads, and its command. */
export function fingerprint({ inputs, command }) {
  const hash = createHash('sha256').update(JSON.stringify(command));
  for (const file of inputs.flatMap((input) => filesUnder(inRoot(input))).sort()) {
    hash.update(`\0${file.slice(ROOT.length)}\0`).update(readFileSync(file));
  }
  return hash.digest('hex');
}

const stampOf = (name) => inRoot('dist', `.${name}.stamp`);

export const isBuilt = (name, print = fingerprint(BUILDS[name])) => {
  const stamp = stampOf(name);
  return existsSync(inRoot(BUILDS[name].output)) && existsSync(stamp) && readFileSync(stamp, 'utf8') === print;
};

/** Builds what changed since its last successful build; says nothing when there is nothing to do. */
export async function ensureBuilt(name, { progress, logDir }) {
  if (isBuilt(name)) return false;
  return await alone(name, progress, async () => {
    const print = fingerprint(BUILDS[name]);
    if (isBuilt(name, print)) return false;
    const { title, command, after, output } = BUILDS[name];
    const log = join(logDir, `build-${name}.log`);
    await progress.step(title, () =>
      run(NODE, [inRoot(command[0]), ...command.slice(1)], {
        log,
        env: childEnvironment({ CI: 'true' }),
        what: `${title} did not succeed`,
        todo: 'mend what the log says and start again',
      }),
    );
    after?.();
    if (!existsSync(inRoot(output))) throw new StepFailure(`${title} left no ${output}`, { log, todo: 'read the log' });
    writeFileSync(stampOf(name), print);
    return true;
  });
}

/** Compiled files whose source is gone would still be found (migrations are read from their folder): remove them. */
function prune(built, source) {
  for (const file of filesUnder(inRoot(built)).filter((each) => /\.js(\.map)?$/.test(each))) {
    const origin = file.replace(inRoot(built), inRoot(source)).replace(/\.js(\.map)?$/, '.ts');
    if (!existsSync(origin)) rmSync(file);
  }
}

/** Two starts at once must not write the same folder: the second waits, and then finds nothing to do. */
async function alone(name, progress, work) {
  const lock = inRoot('dist', `.${name}.lock`);
  const free = () => {
    try {
      mkdirSync(dirname(lock), { recursive: true });
      writeFileSync(lock, String(process.pid), { flag: 'wx' });
      return true;
    } catch {
      if (!isAlive(Number(readFileSync(lock, 'utf8') || process.pid))) rmSync(lock, { force: true });
      return false;
    }
  };
  if (existsSync(lock)) progress.say(`Waiting for another process that builds ${name}`);
  if (!(await until(free, { withinMs: 300_000, everyMs: 250 }))) {
    throw new StepFailure(`another process has been building ${name} for five minutes`, {
      todo: `remove ${lock} if that is not so`,
    });
  }
  try {
    return await work();
  } finally {
    rmSync(lock, { force: true });
  }
}
