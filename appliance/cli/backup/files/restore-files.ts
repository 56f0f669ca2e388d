import { createHash } from 'node:crypto';
import { createWriteStream, existsSync } from 'node:fs';
import { chmod, mkdir, rename, utimes } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Box } from '../../../box';
import { compareVersions } from '../../update/manifest';
import {
  listFileBackups,
  objectName,
  readFileBackup,
  type FileBackup,
  type Repository,
  type StoredFile,
} from './repository';
import { Damaged, unseal } from './sealed';

/** The newest backup, or that of the name. Throws in words when there is none or it is of a newer release. */
export async function chooseBackup(
  repository: Repository,
  { version, postgres }: { version: string; postgres: number },
  name?: string,
): Promise<FileBackup> {
  const names = await listFileBackups(repository);
  const chosen = name ?? names.at(-1);
  if (chosen === undefined || !names.includes(chosen)) throw new Error(`There is no backup ${name ?? ''}`.trim());
  const backup = await readFileBackup(repository, chosen);
  if (compareVersions(backup.version, version) > 0)
    throw new Error(
      `The backup is of release ${backup.version}, this machine has ${version}: put ${backup.version} or a newer one in force first`,
    );
  if (backup.postgres !== postgres)
    throw new Error(
      `The databases are of PostgreSQL ${backup.postgres}, this machine has ${postgres}: use an image of that age, and update it then`,
    );
  return backup;
}

async function* checked(repository: Repository, file: StoredFile): AsyncGenerator<Buffer> {
  const hash = createHash('sha256');
  try {
    for await (const part of unseal(repository.key, repository.store.get(objectName(file.object)))) {
      hash.update(part);
      yield part;
    }
  } catch (error) {
    throw new Damaged(`/${file.path}: ${error instanceof Error ? error.message : String(error)}`);
  }
  if (hash.digest('hex') !== file.sha256) throw new Damaged(`/${file.path}: it is not what was kept`);
}

/** Reads a file of the backup to its end. Throws Damaged. */
export async function readWhole(repository: Repository, file: StoredFile): Promise<void> {
  for await (const part of checked(repository, file)) void part;
}

/** Every file is read once before the first is put back: a damaged backup changes nothing. */
export async function restoreFiles(
  repository: Repository,
  backup: FileBackup,
  { box, root }: { box: Box; root: string },
): Promise<void> {
  for (const file of backup.files) await readWhole(repository, file);
  for (const file of backup.files) await putBack(repository, file, { box, root });
}

async function putBack(
  repository: Repository,
  file: StoredFile,
  { box, root }: { box: Box; root: string },
): Promise<void> {
  const path = join(root, file.path);
  await makeFolder(box, dirname(path), file);
  await pipeline(Readable.from(checked(repository, file)), createWriteStream(`${path}.new`, { mode: 0o600 }));
  if (box.isRoot) await box.run('chown', [file.owner, `${path}.new`]);
  await chmod(`${path}.new`, file.mode);
  await utimes(`${path}.new`, file.changedAt / 1000, file.changedAt / 1000);
  await rename(`${path}.new`, path);
}

/** A folder that is not there yet is its first file's owner's; those of the image keep what they have. */
async function makeFolder(box: Box, folder: string, file: StoredFile): Promise<void> {
  if (existsSync(folder)) return;
  await makeFolder(box, dirname(folder), file);
  await mkdir(folder, { mode: 0o750 });
  if (box.isRoot) await box.run('chown', [file.owner, folder]);
}

const DAYS = 7;

/** Objects of the last day and every seventh of the others, another seventh each day: a week reads them all. */
const isTurn = ({ object, changedAt }: StoredFile, now: number): boolean =>
  now - changedAt < 86_400_000 ||
  Number.parseInt(object.slice(0, 8), 16) % DAYS === Math.trunc(now / 86_400_000) % DAYS;

/** Reads files of the newest backup back and compares their sums; what is wrong with the first that is not whole. */
export async function verifyFiles(repository: Repository, now: number): Promise<{ ok: boolean; detail: string }> {
  try {
    const name = (await listFileBackups(repository)).at(-1);
    if (name === undefined) return { ok: false, detail: 'there is no backup of files' };
    const { files } = await readFileBackup(repository, name);
    const read = files.filter((file) => isTurn(file, now));
    for (const file of read) await readWhole(repository, file);
    return { ok: true, detail: `${read.length} of ${files.length} files were read back` };
  } catch (error) {
    return { ok: false, detail: `the backup of files: ${error instanceof Error ? error.message : String(error)}` };
  }
}
