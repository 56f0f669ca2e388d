import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import { z } from 'zod';
import { Damaged, keyOf, seal, unseal } from './sealed';
import type { Store } from './store';

const HEAD = 'repository.json';
const BACKUPS = 'backups';

const headSchema = z.object({ format: z.number(), salt: z.string(), check: z.string() });

const fileSchema = z.object({
  /** Without the leading slash. */
  path: z.string(),
  mode: z.number(),
  /** `user:group` by name: numbers differ from machine to machine. */
  owner: z.string(),
  size: z.number(),
  changedAt: z.number(),
  sha256: z.string(),
  object: z.string(),
});

const backupSchema = z.object({
  at: z.string(),
  /** Release of the platform that made it. */
  version: z.string(),
  /** Major version of its PostgreSQL. */
  postgres: z.number(),
  host: z.string(),
  files: z.array(fileSchema),
});

export type StoredFile = z.infer<typeof fileSchema>;
export type FileBackup = z.infer<typeof backupSchema>;

/** Backups of files in one place, under one passphrase. */
export interface Repository {
  readonly store: Store;
  readonly key: Buffer;
}

export const objectName = (id: string): string => `objects/${id.slice(0, 2)}/${id}`;
const checkOf = (key: Buffer): Buffer => createHmac('sha256', key).update('the key of this repository').digest();

export async function textOf(content: AsyncIterable<Buffer>): Promise<string> {
  const parts: Buffer[] = [];
  for await (const part of content) parts.push(part);
  return Buffer.concat(parts).toString();
}

const once = async function* (text: string): AsyncGenerator<Buffer> {
  yield Buffer.from(text);
};

/** Throws in words when there are no backups, when they are of another kind, and for another passphrase. */
export async function openRepository(store: Store, passphrase: string): Promise<Repository> {
  if (!(await store.list('')).includes(HEAD)) throw new Error('There are no backups of files in that place');
  const head = headSchema.safeParse(JSON.parse(await textOf(store.get(HEAD))));
  if (!head.success || head.data.format !== 1)
    throw new Error('The backups are of a kind that this release does not know: use the release that made them');
  const key = keyOf(passphrase, Buffer.from(head.data.salt, 'base64'));
  if (!timingSafeEqual(checkOf(key), Buffer.from(head.data.check, 'base64')))
    throw new Error('The passphrase is not that of these backups');
  return { store, key };
}

/** The same, made when there is none yet. */
export async function openOrMakeRepository(store: Store, passphrase: string): Promise<Repository> {
  if (!(await store.list('')).includes(HEAD)) {
    const salt = randomBytes(16);
    const check = checkOf(keyOf(passphrase, salt)).toString('base64');
    await store.put(HEAD, once(JSON.stringify({ format: 1, salt: salt.toString('base64'), check })));
  }
  return openRepository(store, passphrase);
}

export const listFileBackups = ({ store }: Repository): Promise<readonly string[]> => store.list(BACKUPS);

export async function readFileBackup({ store, key }: Repository, name: string): Promise<FileBackup> {
  const read = backupSchema.safeParse(JSON.parse(await textOf(unseal(key, store.get(`${BACKUPS}/${name}`)))));
  if (!read.success) throw new Damaged(`the backup ${name} is of a kind that this release does not know`);
  return read.data;
}

/** Written last: a backup that was interrupted is none. */
export const writeFileBackup = ({ store, key }: Repository, name: string, backup: FileBackup): Promise<void> =>
  store.put(`${BACKUPS}/${name}`, seal(key, once(JSON.stringify(backup))));

export const removeFileBackup = ({ store }: Repository, name: string): Promise<void> =>
  store.remove(`${BACKUPS}/${name}`);
