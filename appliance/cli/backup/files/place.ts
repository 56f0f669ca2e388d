import { z } from 'zod';
import type { Box } from '../../../box';
import { s3Store } from './s3-store';
import { sftpStore } from './sftp-store';
import { directoryStore, type Store } from './store';

const PLACE = '/etc/centrala/backup.json';
/** The private key for an SFTP server, or the secret of an access key for S3. */
const SECRETS = {
  sftp: '/etc/centrala/credentials/CENTRALA_BACKUP_SFTP_KEY',
  s3: '/etc/centrala/credentials/CENTRALA_BACKUP_S3_SECRET',
} as const;

const sftpSchema = z.strictObject({
  kind: z.literal('sftp'),
  host: z.string().regex(/^[A-Za-z0-9.:-]+$/),
  port: z.number().int().min(1).max(65_535),
  username: z.string().regex(/^[a-z_][a-z0-9_.-]*$/i),
  folder: z.string().startsWith('/'),
  /** Fingerprint of the server, as `ssh-keygen -l` shows it. */
  hostKey: z.string().startsWith('SHA256:'),
});

const s3Schema = z.strictObject({
  kind: z.literal('s3'),
  /** Encrypted, except to this machine itself. */
  endpoint: z.string().regex(/^(https:\/\/[A-Za-z0-9.-]+(:\d+)?|http:\/\/127\.0\.0\.1:\d+)$/),
  region: z.string().regex(/^[a-z0-9-]{1,40}$/),
  bucket: z.string().regex(/^[a-z0-9.-]{3,63}$/),
  prefix: z.string().regex(/^([A-Za-z0-9._-]+(\/[A-Za-z0-9._-]+)*)?$/),
  accessKey: z.string().regex(/^[A-Za-z0-9._-]{3,128}$/),
});

export const placeSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('directory'), path: z.string().startsWith('/') }),
  sftpSchema,
  s3Schema,
]);

export type Place = z.infer<typeof placeSchema>;
export type SftpPlace = z.infer<typeof sftpSchema>;
export type S3Place = z.infer<typeof s3Schema>;

/** On this machine, until another place is set: that guards against a mistake and not against the loss of the disk. */
const HERE: Place = { kind: 'directory', path: '/var/lib/centrala/backup/store' };

export const readPlace = (box: Box): Place => {
  const text = box.read(PLACE);
  return text === undefined ? HERE : placeSchema.parse(JSON.parse(text));
};

export const keepPlace = (box: Box, place: Place, secret?: string): void => {
  const group = box.isRoot ? { owner: 'root:postgres' } : {};
  if (secret !== undefined && place.kind !== 'directory') box.write(SECRETS[place.kind], secret, { mode: 0o600 });
  box.write(PLACE, `${JSON.stringify(place, null, 2)}\n`, { mode: 0o640, ...group });
};

export interface PlaceDetails {
  /** Fingerprint of an SFTP server. */
  readonly hostKey?: string | undefined;
  /** Of an S3 server; `us-east-1` where it has none. */
  readonly region?: string | undefined;
}

export const PLACES = '/path, sftp://user@host:port/folder or s3://accesskey@host:port/bucket/folder';

/** One of `PLACES`; that of an SFTP server wants its fingerprint too. */
export function parsePlace(text: string, details: PlaceDetails = {}): Place {
  if (text.startsWith('/')) return { kind: 'directory', path: text };
  if (!URL.canParse(text)) throw new Error(`A place is ${PLACES}`);
  const url = new URL(text);
  const read = placeSchema.safeParse(url.protocol === 's3:' ? s3Of(url, details) : sftpOf(url, details));
  if (read.success) return read.data;
  throw new Error(`A place is ${PLACES}; SFTP with --host-key SHA256:… of the server`);
}

const sftpOf = ({ protocol, hostname: host, port, username, pathname: folder }: URL, { hostKey }: PlaceDetails) => ({
  kind: protocol.slice(0, -1),
  ...{ host, username, folder, hostKey, port: Number(port || 22) },
});

function s3Of({ host, hostname, username: accessKey, pathname }: URL, { region = 'us-east-1' }: PlaceDetails) {
  const [bucket = '', ...prefix] = pathname.split('/').filter((each) => each !== '');
  const endpoint = `${hostname === '127.0.0.1' ? 'http' : 'https'}://${host}`;
  return { kind: 's3', endpoint, region, bucket, prefix: prefix.join('/'), accessKey };
}

/** As it was given. */
export function placeText(place: Place): string {
  switch (place.kind) {
    case 'directory':
      return place.path;
    case 'sftp':
      return `sftp://${place.username}@${place.host}:${place.port}${place.folder}`;
    case 's3':
      return `s3://${place.accessKey}@${[new URL(place.endpoint).host, place.bucket, place.prefix].filter(Boolean).join('/')}`;
  }
}

export const openStore = (box: Box, place: Place, given?: string): Promise<Store> => {
  if (place.kind === 'directory') return Promise.resolve(directoryStore(place.path));
  const secret = given ?? box.read(SECRETS[place.kind]);
  if (secret === undefined) throw new Error('There is no key for the server: give --key FILE');
  return place.kind === 'sftp' ? sftpStore(place, secret) : Promise.resolve(s3Store(place, secret));
};
