import { createCipheriv, createDecipheriv, randomBytes, scryptSync } from 'node:crypto';

const CHUNK = 1024 * 1024;
const TAG = 16;
const NONCE_START = 8;
const MAGIC = Buffer.from('CENTRALA-BACKUP1');

/** A piece of the backup is not as it was written: another key, a changed bit, a missing end. */
export class Damaged extends Error {
  override readonly name = 'Damaged';
}

export const keyOf = (passphrase: string, salt: Buffer): Buffer => scryptSync(passphrase, salt, 32);

/** Each piece has a number and says whether it is the last: none can be left out, moved or cut off unseen. */
const aboutPiece = (start: Buffer, index: number, last: boolean): readonly [Buffer, Buffer] => {
  const nonce = Buffer.alloc(NONCE_START + 4);
  start.copy(nonce);
  nonce.writeUInt32BE(index, NONCE_START);
  return [nonce, Buffer.from([last ? 1 : 0])];
};

/** The source in pieces of CHUNK bytes and a last shorter one, which may be empty. */
async function* piecesOf(source: AsyncIterable<Buffer>, size: number): AsyncGenerator<Buffer> {
  let waiting: Buffer[] = [];
  let length = 0;
  for await (const part of source) {
    waiting.push(part);
    length += part.length;
    while (length > size) {
      const all = Buffer.concat(waiting);
      yield all.subarray(0, size);
      waiting = [all.subarray(size)];
      length -= size;
    }
  }
  yield Buffer.concat(waiting);
}

/** AES-256-GCM in pieces, so that a recording of any length needs little memory. */
export async function* seal(key: Buffer, source: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  const start = randomBytes(NONCE_START);
  yield Buffer.concat([MAGIC, start]);
  let index = 0;
  for await (const piece of piecesOf(source, CHUNK)) {
    const last = piece.length < CHUNK;
    yield sealPiece(key, aboutPiece(start, index, last), piece);
    index += 1;
    if (last) return;
  }
  yield sealPiece(key, aboutPiece(start, index, true), Buffer.alloc(0));
}

function sealPiece(key: Buffer, [nonce, about]: readonly [Buffer, Buffer], piece: Buffer): Buffer {
  const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(about);
  return Buffer.concat([cipher.update(piece), cipher.final(), cipher.getAuthTag()]);
}

/** What was sealed. Throws Damaged before it gives anything that was not written so. */
export async function* unseal(key: Buffer, source: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  let start: Buffer | undefined;
  let index = 0;
  for await (const part of piecesOf(
    afterHead(source, (found) => (start = found)),
    CHUNK + TAG,
  )) {
    if (!start) break;
    const last = part.length < CHUNK + TAG;
    yield openPiece(key, aboutPiece(start, index, last), part);
    index += 1;
    if (last) return;
  }
  throw new Damaged('a piece of the backup has no end');
}

async function* afterHead(source: AsyncIterable<Buffer>, found: (start: Buffer) => void): AsyncGenerator<Buffer> {
  let head: Buffer | null = Buffer.alloc(0);
  for await (const part of source) {
    if (head === null) {
      yield part;
      continue;
    }
    head = Buffer.concat([head, part]);
    if (head.length < MAGIC.length + NONCE_START) continue;
    if (!head.subarray(0, MAGIC.length).equals(MAGIC)) throw new Damaged('a piece of the backup is of another kind');
    found(head.subarray(MAGIC.length, MAGIC.length + NONCE_START));
    yield head.subarray(MAGIC.length + NONCE_START);
    head = null;
  }
}

function openPiece(key: Buffer, [nonce, about]: readonly [Buffer, Buffer], part: Buffer): Buffer {
  if (part.length < TAG) throw new Damaged('a piece of the backup has no end');
  const decipher = createDecipheriv('aes-256-gcm', key, nonce).setAAD(about).setAuthTag(part.subarray(-TAG));
  try {
    return Buffer.concat([decipher.update(part.subarray(0, -TAG)), decipher.final()]);
  } catch {
    throw new Damaged('a piece of the backup was changed, or is of another key');
  }
}
