import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ensurePackages as installPackages, missingPackages, PackagesMissing } from './debian-packages.mjs';
import { NODE, inRoot } from './paths.mjs';
import { run } from './processes.mjs';

const STAMP = inRoot('node_modules/.centrala-lock');

const lockfileHash = () =>
  createHash('sha256')
    .update(readFileSync(inRoot('package-lock.json')))
    .digest('hex');

const stamped = () => existsSync(NODE) && existsSync(STAMP) && readFileSync(STAMP, 'utf8') === lockfileHash();

/** A tree that `npm install` has just brought up to the lockfile needs no `npm ci`: npm's own record is newer. */
const npmRecordMatches = () => {
  const record = inRoot('node_modules/.package-lock.json');
  if (!existsSync(record) || !existsSync(NODE)) return false;
  const { packages: have } = JSON.parse(readFileSync(record, 'utf8'));
  const { packages: want } = JSON.parse(readFileSync(inRoot('package-lock.json'), 'utf8'));
  const missing = Object.entries(want).filter(
    ([path, { optional, version, link }]) => path && !optional && !link && have[path]?.version !== version,
  );
  return missing.length === 0;
};

/** `npm ci` when node_modules is missing or the lockfile changed since. */
export async function ensureNodeModules({ progress, logDir }) {
  if (stamped()) return;
  if (!npmRecordMatches()) {
    // The PATH without node_modules/.bin: `npm ci` removes the very Node that would be running it.
    const path = process.env.PATH.split(':').filter((each) => !each.includes('node_modules/.bin'));
    await progress.step('Installing node modules (npm ci)', () =>
      run('npm', ['ci', '--ignore-scripts', '--no-audit', '--no-fund'], {
        log: join(logDir, 'npm-ci.log'),
        env: { ...process.env, PATH: path.join(':') },
        what: 'npm ci did not succeed',
        todo: 'read the log; "npm ci --ignore-scripts" by hand shows the same',
      }),
    );
  }
  writeFileSync(STAMP, lockfileHash());
}

/** Debian's packages: installed when missing, or a failure that says the exact line to run. */
export async function ensurePackages(names, { progress, logDir }) {
  if (missingPackages(names).length === 0) return;
  await progress.step('Installing Debian packages', () =>
    installPackages(names, { log: join(logDir, 'apt.log'), say: (line) => progress.say(line) }),
  );
}

/** Packages without which the product still runs and says what it lacks: installed when we may, otherwise named. */
export async function ensureWished(names, run) {
  try {
    await ensurePackages(names, run);
  } catch (error) {
    if (!(error instanceof PackagesMissing)) throw error;
    run.progress.say(`Going on without ${missingPackages(names).join(', ')} (${error.help})`);
  }
}
