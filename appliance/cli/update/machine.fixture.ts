import { execFileSync } from 'node:child_process';
import { createHash, generateKeyPairSync } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { systemBox, type Box, type Ran } from '../../box';
import type { Finding } from '../doctor/finding';
import { signManifest, type Manifest } from './manifest';

/**
 * What a release of the test does when it is started: it brings the database (a file) to its schema, refuses one that it does not
 * understand, and says that it runs. A broken one ends at once.
 */
const PROGRAM = `
const { readFileSync, writeFileSync, renameSync, readdirSync } = require('node:fs');
const { join } = require('node:path');
const { version } = JSON.parse(readFileSync(join(__dirname, '../../../package.json'), 'utf8'));
const root = process.argv[2];
const known = readdirSync(join(__dirname, 'migrations')).map((name) => require(join(__dirname, 'migrations', name)));
const done = JSON.parse(readFileSync(join(root, 'database.json'), 'utf8'));
if (done.some(({ id, breaking }) => breaking && !known.some((each) => each.id === id))) throw new Error('too new');
const all = [...done, ...known.filter(({ id }) => !done.some((each) => each.id === id))];
writeFileSync(join(root, 'database.new'), JSON.stringify(all));
renameSync(join(root, 'database.new'), join(root, 'database.json'));
if (__BROKEN__) process.exit(1);
writeFileSync(join(root, 'running'), version);
`;

export interface ReleaseOptions {
  readonly broken?: boolean;
  /** Its last migration contracts. */
  readonly breaking?: boolean;
}

/** Commands that the machine of the test answers itself; all others run for real, with their paths below its root. */
export interface Machine {
  readonly root: string;
  readonly box: Box;
  readonly privateKey: string;
  /** Calls that are up, as the database would count them. */
  calls: number;
}

const below = (root: string) => (text: string) => (/^\/(opt|var|bundles)(\/|$)/.test(text) ? join(root, text) : text);

/** Before each change of the machine; it may stop the world. */
export type Hook = (what: { readonly half: () => void }) => void;

function answer(machine: Pick<Machine, 'root' | 'calls'>, program: string, args: readonly string[]): Ran | null {
  const said = (out = '', code = 0): Ran => ({ code, out, err: '' });
  if (program === 'sleep' || program === 'logger') return said();
  if (program === 'psql') return said(`${machine.calls}\n`);
  if (program !== 'systemctl') return null;
  if (args[0] === 'stop') rmSync(join(machine.root, 'running'), { force: true });
  return said('', args[0] === 'start' && args[1] === 'centrala.target' ? startRelease(machine.root) : 0);
}

/** What systemd does with centrala.target: the release that the link leads to is run. */
export function startRelease(root: string): number {
  if (existsSync(join(root, 'running'))) return 0;
  const program = join(root, 'opt/centrala/current/dist/backend/src/main.js');
  try {
    execFileSync(process.execPath, [program, root], { stdio: 'ignore' });
    return 0;
  } catch {
    return 1;
  }
}

export function machineBelow(root: string, privateKey: string, hook: Hook = () => undefined): Machine {
  const real = systemBox(root);
  const at = below(root);
  const machine: Machine = {
    root,
    privateKey,
    calls: 0,
    box: {
      ...real,
      isRoot: false,
      write: (path, content, options) => {
        hook({ half: () => writeFileSync(`${join(root, path)}.new`, content.slice(0, content.length / 2)) });
        real.write(path, content, options);
      },
      remove: (path) => {
        hook({ half: () => undefined });
        real.remove(path);
      },
      run: async (program, args, options) => {
        const run = async () => answer(machine, program, args) ?? real.run(program, args.map(at), options);
        hook({ half: () => void run() });
        return run();
      },
    },
  };
  return machine;
}

const say = (root: string, path: string, content: string | Buffer): void => {
  mkdirSync(join(root, path, '..'), { recursive: true });
  writeFileSync(join(root, path), content);
};

const migrationsOf = (version: string, { breaking = false }: ReleaseOptions) => [
  { id: '20260101000000-make-tables', breaking: false },
  ...(version === '1.0.0' ? [] : [{ id: `20260201000000-add-column-of-${version.replaceAll('.', '-')}`, breaking }]),
];

function writeRelease(machine: Machine, folder: string, version: string, options: ReleaseOptions): void {
  const { root, box } = machine;
  say(root, `${folder}/package.json`, JSON.stringify({ version }));
  say(root, `${folder}/dist/backend/src/main.js`, PROGRAM.replace('__BROKEN__', String(options.broken === true)));
  for (const migration of migrationsOf(version, options))
    say(
      root,
      `${folder}/dist/backend/src/migrations/${migration.id}.js`,
      `module.exports = ${JSON.stringify(migration)};`,
    );
  say(root, `${folder}/padding`, createHash('shake256', { outputLength: 200_000 }).update(version).digest());
  say(root, `${folder}/update-key.pem`, box.read('/key.pem') ?? '');
}

/** A machine with release 1.0.0, running. */
export function newMachine(): Machine {
  const root = mkdtempSync(join(tmpdir(), 'centrala-update-'));
  const { privateKey, publicKey } = generateKeyPairSync('ed25519', {
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
    publicKeyEncoding: { type: 'spki', format: 'pem' },
  });
  const machine = machineBelow(root, privateKey);
  say(root, 'key.pem', publicKey);
  say(root, 'database.json', '[]');
  writeRelease(machine, 'opt/centrala/releases/1.0.0', '1.0.0', {});
  execFileSync('ln', ['-s', 'releases/1.0.0', join(root, 'opt/centrala/current')]);
  startRelease(root);
  return machine;
}

/** A signed bundle of a release; its path on the machine. */
export function newBundle(machine: Machine, version: string, options: ReleaseOptions & { key?: string } = {}): string {
  const { root } = machine;
  const folder = `making/${version}`;
  writeRelease(machine, folder, version, options);
  const archive = join(root, 'making/release.tar.zst');
  execFileSync('tar', ['--zstd', '-C', join(root, folder), '-cf', archive, '.']);
  const manifest: Manifest = {
    format: 1,
    product: 'centrala',
    version,
    builtAt: '2026-11-29T12:00:00.000Z',
    migrations: migrationsOf(version, options),
    release: {
      sha256: createHash('sha256').update(readFileSync(archive)).digest('hex'),
      bytes: statSync(archive).size,
    },
  };
  const text = JSON.stringify(manifest);
  say(root, 'making/manifest.json', text);
  say(root, 'making/manifest.sig', signManifest(text, options.key ?? machine.privateKey));
  mkdirSync(join(root, 'bundles'), { recursive: true });
  const bundle = `/bundles/centrala-${version}.update`;
  execFileSync('tar', [
    '-C',
    join(root, 'making'),
    '-cf',
    join(root, bundle),
    'manifest.json',
    'manifest.sig',
    'release.tar.zst',
  ]);
  rmSync(join(root, 'making'), { recursive: true });
  return bundle;
}

/** The doctor of the test: the platform runs or it does not. */
export const lookAt = (root: string) => async (): Promise<readonly Finding[]> =>
  existsSync(join(root, 'running'))
    ? []
    : [{ code: 'api-down', severity: 'critical', evidence: 'the API is silent', mend: '' }];
