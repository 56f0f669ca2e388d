import { z } from 'zod';
import type { Box } from '../../../box';
import { sftpStore } from './sftp-store';
import { directoryStore, type Store } from './store';

const PLACE = '/etc/centrala/backup.json';
const SFTP_KEY = '/etc/centrala/credentials/CENTRALA_BACKUP_SFTP_KEY';

const sftpSchema = z.strictObject({
  kind: z.literal('sftp'),
  host: z.string().regex(/^[A-Za-z0-9.:-]+$/),
  port: z.number().int().min(1).max(65_535),
  username: z.string().regex(/^[a-z_][a-z0-9_.-]*$/i),
  folder: z.string().startsWith('/'),
  /** Fingerprint of the server, as `ssh-keygen -l` shows it. */
  hostKey: z.string().startsWith('SHA256:'),
});

export const placeSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('directory'), path: z.string().startsWith('/') }),
  sftpSchema,
]);

export type Place = z.infer<typeof placeSchema>;
export type SftpPlace = z.infer<typeof sftpSchema>;

/** On this machine, until another place is set: that guards against a mistake and not against the loss of the disk. */
const HERE: Place = { kind: 'directory', path: '/var/lib/centrala/backup/store' };

export const readPlace = (box: Box): Place => {
  const text = box.read(PLACE);
  return text === undefined ? HERE : placeSchema.parse(JSON.parse(text));
};

export const keepPlace = (box: Box, place: Place, sftpKey?: string): void => {
  const group = box.isRoot ? { owner: 'root:postgres' } : {};
  if (sftpKey !== undefined) box.write(SFTP_KEY, sftpKey, { mode: 0o600 });
  box.write(PLACE, `${JSON.stringify(place, null, 2)}\n`, { mode: 0o640, ...group });
};

/** `/path` or `sftp://user@host:port/folder`, which wants the fingerprint of the server too. */
export function parsePlace(text: string, hostKey?: string): Place {
  if (text.startsWith('/')) return { kind: 'directory', path: text };
  if (!URL.canParse(text)) throw new Error('A place is /path or sftp://user@host:port/folder');
  const { protocol, hostname: host, port, username, pathname: folder } = new URL(text);
  const read = placeSchema.safeParse({
    kind: protocol.slice(0, -1),
    ...{ host, username, folder, hostKey, port: Number(port || 22) },
  });
  if (read.success) return read.data;
  throw new Error('A place is /path, or sftp://user@host:port/folder with --host-key SHA256:… of the server');
}

export const openStore = (box: Box, place: Place, sftpKey = box.read(SFTP_KEY)): Promise<Store> => {
  if (place.kind === 'directory') return Promise.resolve(directoryStore(place.path));
  if (sftpKey === undefined) throw new Error('There is no key for the SFTP server: give --key FILE');
  return sftpStore(place, sftpKey);
};
