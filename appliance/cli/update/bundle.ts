import { dirname } from 'node:path';
import { mustRun, type Box } from '../../box';
import { UpdateRefused, compareVersions, readManifest, type Manifest } from './manifest';
import { CURRENT, HOME, folderOf, versionInForce } from './releases';

const KEY = `${CURRENT}/update-key.pem`;
const STAGING = '/var/lib/centrala/update/staging';
/** The unit that carries an update out sees neither homes nor the /tmp of others. */
export const KEPT = '/var/lib/centrala/update/bundle';
const UNPACK_MS = 1_800_000;
/** Archive, unpacked release and what it writes at first: measured at 3.4 times the archive. */
const SPACE_FACTOR = 5;

/** What a bundle would do here. */
export interface Offer {
  readonly version: string;
  readonly inForce: string;
  readonly builtAt: string;
  readonly sha256: string;
  /** Migrations that the release in force does not have. */
  readonly migrations: readonly string[];
  /** One of these contracts: the release in force cannot run on the database afterwards. */
  readonly oneWay: boolean;
}

async function part(box: Box, bundle: string, name: string): Promise<string> {
  const { code, out } = await box.run('tar', ['-xOf', bundle, name]);
  if (code !== 0) throw new UpdateRefused(`${bundle} is no bundle, or damaged: it has no ${name}`);
  return out;
}

async function checkSum(box: Box, { release }: Manifest, archive: string): Promise<void> {
  const [sum] = (await mustRun(box, 'sha256sum', [archive], { timeoutMs: UNPACK_MS })).split(' ');
  if (sum !== release.sha256)
    throw new UpdateRefused('The release in the bundle is not the one that was signed: it is damaged or was changed');
}

async function readBundle(box: Box, bundle: string): Promise<Manifest> {
  if (!box.exists(bundle)) throw new UpdateRefused(`There is no file ${bundle}`);
  const key = box.read(KEY);
  if (key === undefined)
    throw new UpdateRefused(`The release in force trusts no key (${KEY}): updates cannot be checked`);
  return readManifest(await part(box, bundle, 'manifest.json'), await part(box, bundle, 'manifest.sig'), key);
}

async function checkSpace(box: Box, { release }: Manifest): Promise<void> {
  const out = await mustRun(box, 'df', ['--output=avail', '-B1', HOME]);
  const free = Number(out.trim().split('\n').at(-1));
  if (free < release.bytes * SPACE_FACTOR)
    throw new UpdateRefused(
      `The disk has ${Math.round(free / 1e6)} MB free; ${Math.round((release.bytes * SPACE_FACTOR) / 1e6)} MB are needed`,
    );
}

async function extractRelease(box: Box, bundle: string, manifest: Manifest): Promise<string> {
  const archive = `${STAGING}/release.tar.zst`;
  box.remove(STAGING);
  await mustRun(box, 'mkdir', ['-p', STAGING]);
  await mustRun(box, 'tar', ['-xf', bundle, '-C', STAGING, 'release.tar.zst'], { timeoutMs: UNPACK_MS });
  await checkSum(box, manifest, archive);
  return archive;
}

/** Looks whether a bundle can be used here; nothing is changed. Throws UpdateRefused. */
export async function checkBundle(box: Box, bundle: string): Promise<Offer> {
  const manifest = await readBundle(box, bundle);
  const inForce = versionInForce(box);
  if (compareVersions(manifest.version, inForce) <= 0)
    throw new UpdateRefused(`${manifest.version} is not newer than ${inForce}, which is in force`);
  await checkSpace(box, manifest);
  await extractRelease(box, bundle, manifest);
  box.remove(STAGING);
  const known = new Set(box.list(`${CURRENT}/dist/backend/src/migrations`).map((name) => name.replace(/\.js$/, '')));
  const added = manifest.migrations.filter(({ id }) => !known.has(id));
  return {
    version: manifest.version,
    inForce,
    builtAt: manifest.builtAt,
    sha256: manifest.release.sha256,
    migrations: added.map(({ id }) => id),
    oneWay: added.some(({ breaking }) => breaking),
  };
}

/** Where it is found until the update has ended; the path. */
export async function keepBundle(box: Box, bundle: string): Promise<string> {
  await mustRun(box, 'mkdir', ['-p', dirname(KEPT)]);
  await mustRun(box, 'cp', [bundle, KEPT], { timeoutMs: UNPACK_MS });
  return KEPT;
}

/**
 * Puts the release beside the others, checked once more: the bundle may have been changed since. It appears under its name
 * by a rename, whole; done again it finds itself done.
 */
export async function unpackRelease(box: Box, { bundle, sha256 }: { bundle: string; sha256: string }): Promise<void> {
  const manifest = await readBundle(box, bundle);
  if (manifest.release.sha256 !== sha256) throw new UpdateRefused('The bundle is another one than was checked');
  const folder = folderOf(manifest.version);
  if (box.exists(folder)) return;
  const archive = await extractRelease(box, bundle, manifest);
  const beside = `${folder}.new`;
  box.remove(beside);
  await mustRun(box, 'mkdir', ['-p', beside]);
  await mustRun(box, 'tar', ['--zstd', '-xf', archive, '-C', beside], { timeoutMs: UNPACK_MS });
  await mustRun(box, 'sync', ['-f', beside], { timeoutMs: UNPACK_MS });
  await mustRun(box, 'mv', ['-T', beside, folder]);
  box.remove(STAGING);
}
