import { createHash, randomBytes } from 'node:crypto';
import { createReadStream, existsSync, readFileSync, readdirSync, statSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import {
  listFileBackups,
  objectName,
  readFileBackup,
  removeFileBackup,
  writeFileBackup,
  type FileBackup,
  type Repository,
  type StoredFile,
} from './repository';
import { seal } from './sealed';

/** What a machine is besides its programs. pgBackRest's own folder is among it: so the databases go to the same place. */
const KEPT = ['etc/centrala', 'etc/swanctl', 'var/lib/centrala', 'var/lib/pgbackrest'];
/** State of the moment or of this very machine. */
const LEFT_OUT =
  /^var\/lib\/centrala\/(backup|doctor|update|maintenance\.json|provisioning\/(state\.json|done)|switch\/(run|db|log|tmp|cache))(\/|$)|\.(new|part|lock)$/;
const KEPT_DAYS = 14;
const DAY_MS = 86_400_000;

function namesIn(root: string, file: string): ReadonlyMap<number, string> {
  const path = join(root, file);
  const lines = existsSync(path) ? readFileSync(path, 'utf8').split('\n') : [];
  return new Map(lines.map((line) => line.split(':')).map(([name = '', , id]) => [Number(id), name]));
}

function* walk(root: string, path: string): Generator<string> {
  if (LEFT_OUT.test(path) || !existsSync(join(root, path))) return;
  for (const each of readdirSync(join(root, path), { withFileTypes: true })) {
    const below = `${path}/${each.name}`;
    if (each.isDirectory()) yield* walk(root, below);
    else if (each.isFile() && !LEFT_OUT.test(below)) yield below;
  }
}

type Described = Omit<StoredFile, 'sha256' | 'object'>;

function* describe(root: string): Generator<Described> {
  const [users, groups] = [namesIn(root, 'etc/passwd'), namesIn(root, 'etc/group')];
  for (const path of KEPT.flatMap((each) => [...walk(root, each)])) {
    const seen = statSync(join(root, path), { throwIfNoEntry: false });
    if (!seen) continue; // it has gone meanwhile
    const owner = `${users.get(seen.uid) ?? seen.uid}:${groups.get(seen.gid) ?? seen.gid}`;
    yield { path, mode: seen.mode & 0o7777, owner, size: seen.size, changedAt: Math.trunc(seen.mtimeMs) };
  }
}

/** Sealed and hashed in one reading, so that the sum is that of what was kept. Null when the file has gone meanwhile. */
async function store({ store: place, key }: Repository, root: string, file: Described): Promise<StoredFile | null> {
  const object = randomBytes(16).toString('hex');
  const hash = createHash('sha256');
  let size = 0;
  const content = async function* (): AsyncGenerator<Buffer> {
    for await (const part of createReadStream(join(root, file.path)) as AsyncIterable<Buffer>) {
      hash.update(part);
      size += part.length;
      yield part;
    }
  };
  try {
    await place.put(objectName(object), seal(key, content()));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT' && !existsSync(join(root, file.path))) return null;
    throw error;
  }
  return { ...file, size, sha256: hash.digest('hex'), object };
}

const nameOf = (at: number): string => new Date(at).toISOString().replaceAll(/[:.]/g, '-');

async function newest(repository: Repository): Promise<FileBackup | null> {
  const name = (await listFileBackups(repository)).at(-1);
  return name === undefined ? null : readFileBackup(repository, name);
}

export interface FilesBackedUp {
  readonly files: number;
  /** Of these, those that were not there yet. */
  readonly stored: number;
}

/** Keeps every file that is new or has changed since the newest backup, and forgets backups older than two weeks. */
export async function backUpFiles(
  repository: Repository,
  { root, now, ...facts }: { root: string; now: number; version: string; postgres: number },
): Promise<FilesBackedUp> {
  const before = new Map((await newest(repository))?.files.map((each) => [each.path, each]));
  const files: StoredFile[] = [];
  let stored = 0;
  for (const file of describe(root)) {
    const known = before.get(file.path);
    const same = known?.size === file.size && known.changedAt === file.changedAt;
    const kept = same ? { ...known, ...file } : await store(repository, root, file);
    if (!kept) continue;
    if (!same) stored += 1;
    files.push(kept);
  }
  await writeFileBackup(repository, nameOf(now), {
    at: new Date(now).toISOString(),
    ...facts,
    host: hostname(),
    files,
  });
  await forgetOld(repository, now);
  return { files: files.length, stored };
}

async function forgetOld(repository: Repository, now: number): Promise<void> {
  const names = await listFileBackups(repository);
  const old = names.slice(0, -1).filter((name) => name < nameOf(now - KEPT_DAYS * DAY_MS));
  if (old.length === 0) return;
  for (const name of old) await removeFileBackup(repository, name);
  const wanted = new Set<string>();
  for (const name of await listFileBackups(repository))
    for (const { object } of (await readFileBackup(repository, name)).files) wanted.add(object);
  for (const folder of await repository.store.list('objects'))
    for (const object of await repository.store.list(`objects/${folder}`))
      if (!wanted.has(object)) await repository.store.remove(objectName(object));
}
