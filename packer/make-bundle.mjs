/**
 * Makes a signed update of a release: `centrala-VERSION.update` beside it, a tar of the manifest, its signature and the release.
 * Usage: node packer/make-bundle.mjs RELEASE.tar.zst PRIVATE-KEY.pem
 */
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  createReadStream,
  linkSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, resolve } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { inRoot } from '../tools/dev/paths.mjs';

const [release, key] = process.argv.slice(2).map((each) => resolve(each));
if (!release || !key) throw new Error('Usage: node packer/make-bundle.mjs RELEASE.tar.zst PRIVATE-KEY.pem');
const require = createRequire(import.meta.url);
const { manifestSchema, signManifest } = require(inRoot('dist/appliance/cli/update/manifest.js'));
const MIGRATIONS = './dist/backend/src/migrations';

const folder = mkdtempSync(join(dirname(release), 'bundle-'));
try {
  execFileSync('tar', ['--zstd', '-xf', release, '-C', folder, './package.json', MIGRATIONS]);
  const { version } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  const migrations = readdirSync(join(folder, MIGRATIONS))
    .filter((name) => /^\d{14}-.*\.js$/.test(name))
    .map((name) => ({ id: name.slice(0, -3), breaking: require(join(folder, MIGRATIONS, name)).migration.breaking }));
  const hash = createHash('sha256');
  await pipeline(createReadStream(release), hash);
  const manifest = manifestSchema.parse({
    format: 1,
    product: 'centrala',
    version,
    builtAt: new Date().toISOString(),
    migrations,
    release: { sha256: hash.digest('hex'), bytes: statSync(release).size },
  });
  const text = JSON.stringify(manifest, null, 2);
  writeFileSync(join(folder, 'manifest.json'), text);
  writeFileSync(join(folder, 'manifest.sig'), signManifest(text, readFileSync(key, 'utf8')));
  linkSync(release, join(folder, 'release.tar.zst'));
  const bundle = join(dirname(release), `centrala-${version}.update`);
  // what is looked at first stands first: reading it does not read the whole release
  execFileSync('tar', [
    '-C',
    folder,
    '--owner=0',
    '--group=0',
    '-cf',
    bundle,
    'manifest.json',
    'manifest.sig',
    'release.tar.zst',
  ]);
  process.stdout.write(`${bundle}\n`);
} finally {
  rmSync(folder, { recursive: true });
}
