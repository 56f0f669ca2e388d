import { createHash } from 'node:crypto';
import { posix } from 'node:path';
import { PassThrough, Readable, pipeline } from 'node:stream';
import SftpClient from 'ssh2-sftp-client';
import type { SftpPlace } from './place';
import type { Store } from './store';

const PATIENCE_MS = 15_000;

/** As `ssh-keygen -l` shows it. */
const fingerprint = (key: Buffer): string =>
  `SHA256:${createHash('sha256').update(key).digest('base64').replace(/=+$/, '')}`;

// what goes wrong rejects the operation; without these the client writes to the console
const ignore = (): void => undefined;
const quiet = { error: ignore, end: ignore, close: ignore };

/** A folder of an SFTP server; only the server whose key is known is talked to. */
export async function sftpStore(
  { kind: _kind, hostKey, folder, ...server }: SftpPlace,
  privateKey: string,
): Promise<Store> {
  const { host } = server;
  let found = '';
  const client = new SftpClient('backup', quiet);
  await client
    .connect({
      ...{ ...server, privateKey, readyTimeout: PATIENCE_MS, keepaliveInterval: PATIENCE_MS },
      hostVerifier: (key: Buffer) => (found = fingerprint(key)) === hostKey,
    })
    .catch((error: unknown) => {
      const shown = found !== '' && found !== hostKey ? `: it shows the key ${found}, and ${hostKey} is known` : '';
      throw new Error(`${host} cannot be used${shown || `: ${String(error)}`}`, { cause: error });
    });
  const at = (name: string): string => posix.join(folder, name);
  const made = new Set<string>();
  return {
    put: async (name, content) => {
      const parent = posix.dirname(at(name));
      if (!made.has(parent) && (await client.exists(parent)) !== 'd') await client.mkdir(parent, true);
      made.add(parent);
      await client.put(Readable.from(content), `${at(name)}.part`);
      await client.posixRename(`${at(name)}.part`, at(name));
    },
    get: (name) => pipeline(client.createReadStream(at(name)), new PassThrough(), () => undefined),
    list: async (name) => {
      if ((await client.exists(at(name))) !== 'd') return [];
      const names = (await client.list(at(name))).map((each) => each.name);
      return names.filter((each) => !each.endsWith('.part')).sort();
    },
    remove: async (name) => void (await client.delete(at(name), true)),
    close: async () => void (await client.end()),
  };
}
