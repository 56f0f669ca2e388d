import { Injectable } from '@nestjs/common';
import { createCipheriv, createDecipheriv, createHash, randomBytes, type Decipheriv } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { PassThrough, pipeline, Transform, type Readable } from 'node:stream';
import { accepted, refused, type Outcome } from '../../../../kernel/outcome';
import { config } from '../../../../platform/config';
import { Database } from '../../../../platform/database';
import { FileStore, type ByteRange, type FileMissing, type StorageFull } from '../../../../platform/files';
import { seal, secretsArea, unseal } from '../../../../platform/secrets';
import { PeakMeter } from '../domain/peaks';

const BLOCK = 16;
/** CTR: any byte can be read without those before it, so a player may jump; that nothing was changed is proved by the chain. */
const CIPHER = 'aes-256-ctr';

/** What is remembered of a stored sound. */
export interface Sealed {
  /** Of the sound itself. */
  readonly sha256: string;
  readonly peaks: Buffer | null;
  /** Day whose key it is encrypted with, and where its key stream begins; null: not encrypted. */
  readonly keyDay: string | null;
  readonly iv: Buffer | null;
}

export interface Locked {
  readonly key: string;
  readonly keyDay: string | null;
  readonly iv: Buffer | null;
}

/** Sounds in the file store, encrypted with the key of their day. */
@Injectable()
export class RecordingVault {
  constructor(
    private readonly files: FileStore,
    private readonly database: Database,
  ) {}

  /** Takes in what the switch wrote; its file stays until the recording is known to be stored. */
  async store(
    { key, day }: { key: string; day: string },
    path: string,
  ): Promise<Outcome<Sealed, StorageFull | FileMissing>> {
    const bytes = await stat(path).then(
      ({ size }) => size,
      () => 0,
    );
    if (bytes === 0) return refused({ code: 'file-missing' });
    const meter = new PeakMeter(bytes);
    const hash = createHash('sha256');
    const look = new Transform({
      transform: (piece: Buffer, _encoding, done) => {
        hash.update(piece);
        meter.take(piece);
        done(null, piece);
      },
    });
    const dayKey = await this.keyOf(day);
    const iv = dayKey && randomBytes(BLOCK);
    const cipher = dayKey && iv ? createCipheriv(CIPHER, dayKey, iv) : new PassThrough();
    const content = pipeline(createReadStream(path), look, cipher, ignoreHere);
    const put = await this.files.put({ key, mediaType: 'audio/wav', content });
    if (!put.ok) return put.refusal.code === 'storage-full' ? refused(put.refusal) : refused({ code: 'file-missing' });
    return accepted({ sha256: hash.digest('hex'), peaks: meter.result(), keyDay: iv && day, iv });
  }

  /** The bytes of a sound that is whole on the disk; undefined when it is not there. */
  async size({ key }: Locked): Promise<number | undefined> {
    return (await this.files.isWhole(key)) ? (await this.files.find(key))?.bytes : undefined;
  }

  /** The sound, or a range of it, as the switch wrote it. */
  async open({ key, keyDay, iv }: Locked, range?: ByteRange): Promise<Readable | undefined> {
    if (!iv || !keyDay) return (await this.files.get(key, range))?.content;
    const start = range?.start ?? 0;
    const skipped = start % BLOCK;
    const file = await this.files.get(key, range && { start: start - skipped, end: range.end });
    const dayKey = await this.keyOf(keyDay);
    if (!file || !dayKey) return undefined;
    const decipher = createDecipheriv(CIPHER, dayKey, counterAt(iv, (start - skipped) / BLOCK));
    return pipeline(file.content, without(skipped, decipher), ignoreHere);
  }

  async remove(key: string): Promise<void> {
    await this.files.delete(key);
  }

  /** Made when a day has its first recording; null without a secret of the installation. */
  private async keyOf(day: string): Promise<Buffer | null> {
    const { secret } = config(secretsArea);
    if (secret === '') return null;
    const of = { secret, purpose: 'keys of recordings', owner: day };
    await this.database.read.query(
      `insert into recording_day_key (day, sealed) values ($1, $2) on conflict do nothing`,
      [day, seal(randomBytes(32), of)],
    );
    const [row] = await this.database.read.query<{ sealed: Buffer }[]>(
      'select sealed from recording_day_key where day = $1',
      [day],
    );
    return row ? unseal(row.sealed, of) : null;
  }
}

/** Whoever reads the last stream hears of the failure; a pipeline wants somebody to hear it as well. */
const ignoreHere = (): void => undefined;

/** The counter of a block that is `blocks` behind the first one. */
function counterAt(iv: Buffer, blocks: number): Buffer {
  const counter = (BigInt(`0x${iv.toString('hex')}`) + BigInt(blocks)) & ((1n << 128n) - 1n);
  return Buffer.from(counter.toString(16).padStart(32, '0'), 'hex');
}

function without(bytes: number, decipher: Decipheriv): Transform {
  let left = bytes;
  return new Transform({
    transform: (piece: Buffer, _encoding, done) => {
      const plain = decipher.update(piece);
      const cut = Math.min(left, plain.length);
      left -= cut;
      done(null, plain.subarray(cut));
    },
  });
}
