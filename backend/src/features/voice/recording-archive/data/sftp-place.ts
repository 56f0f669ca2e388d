import { createHash } from 'node:crypto';
import { posix } from 'node:path';
import { PassThrough, pipeline } from 'node:stream';
import SftpClient from 'ssh2-sftp-client';
import type { ArchivePlace } from './archive-place';

export interface SftpLogin {
  readonly host: string;
  readonly port: number;
  readonly username: string;
  readonly password: string | null;
  readonly privateKey: string | null;
  /** Fingerprint of the server that was met before; null: whichever answers now. */
  readonly hostKey: string | null;
}

/** As `ssh-keygen -l` shows it. */
const fingerprint = (key: Buffer): string =>
  `SHA256:${createHash('sha256').update(key).digest('base64').replace(/=+$/, '')}`;

/** The operations reject by themselves; without these the client writes to the console. */
const quiet = { error: ignore, end: ignore, close: ignore };
function ignore(): void {
  return undefined;
}

const PATIENCE_MS = 15_000;

/** A folder of an SFTP server, over one connection; `met` hears the fingerprint of a server that is met for the first time. */
export async function openSftp(
  { hostKey, password, privateKey, ...server }: SftpLogin,
  root: string,
  met: (hostKey: string) => void,
): Promise<ArchivePlace> {
  const client = new SftpClient('archive', quiet);
  let found = '';
  try {
    await client.connect({
      ...server,
      ...(password !== null && { password }),
      ...(privateKey !== null && { privateKey }),
      readyTimeout: PATIENCE_MS,
      keepaliveInterval: PATIENCE_MS,
      hostVerifier: (key: Buffer) => (found = fingerprint(key)) === (hostKey ?? found),
    });
  } catch (error) {
    if (hostKey !== null && found !== '' && found !== hostKey)
      throw new Error(`The server shows another key (${found}) than before (${hostKey})`, { cause: error });
    throw error;
  }
  if (hostKey === null) met(found);
  const at = (path: string): string => posix.join(root, path);
  return {
    size: async (path) => ((await client.exists(at(path))) === '-' ? (await client.stat(at(path))).size : -1),
    append: async (path, content) => {
      const folder = posix.dirname(at(path));
      if ((await client.exists(folder)) !== 'd') await client.mkdir(folder, true);
      // The client's own `append` wants the file to be there.
      await client.put(content, at(path), { writeStreamOptions: { flags: 'a' } });
    },
    read: async (path) => pipeline(client.createReadStream(at(path)), new PassThrough(), () => undefined),
    rename: async (from, to) => {
      await client.delete(at(to), true);
      await client.rename(at(from), at(to));
    },
    remove: async (path) => void (await client.delete(at(path), true)),
    close: async () => void (await client.end()),
  };
}
