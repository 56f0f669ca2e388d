import { Inject, Injectable } from '@nestjs/common';
import type { Readable } from 'node:stream';
import type { ScriptPicture } from '#contracts';
import { IDS, type Ids } from '../../../../kernel/ids';
import { accepted, refused, type Outcome, type Refusal } from '../../../../kernel/outcome';
import { Database } from '../../../../platform/database';
import {
  FileStore,
  sniffUpload,
  type FileTooLarge,
  type StorageFull,
  type UploadRefused,
} from '../../../../platform/files';
import { ScriptStore } from '../data/script.store';

export type PictureRefusal = Refusal<'script-not-found'> | UploadRefused | StorageFull | FileTooLarge;

const LARGEST_BYTES = 5_000_000;
const keyOf = (id: string): string => `scripts/pictures/${id}`;

/** Pictures in scripts: what they are is found out from their content, and they count towards the disk space of the Order. */
@Injectable()
export class ScriptPictures {
  constructor(
    private readonly database: Database,
    private readonly store: ScriptStore,
    private readonly files: FileStore,
    @Inject(IDS) private readonly ids: Ids,
  ) {}

  async add(scriptId: string, upload: Readable): Promise<Outcome<ScriptPicture, PictureRefusal>> {
    if (!(await this.store.find(this.database.read, scriptId))) return refused({ code: 'script-not-found' });
    const sniffed = await sniffUpload(upload, ['image']);
    if (!sniffed.ok) return sniffed;
    const id = this.ids.next();
    const kept = await this.files.put({ key: keyOf(id), ...sniffed.value, limit: LARGEST_BYTES });
    if (!kept.ok) return kept;
    const { mediaType } = sniffed.value;
    await this.database.transaction((tx) => this.store.addPicture(tx, { id, scriptId, mediaType }));
    return accepted({ id });
  }

  async read(id: string) {
    return this.files.get(keyOf(id));
  }

  async delete(ids: readonly string[]): Promise<void> {
    for (const id of ids) await this.files.delete(keyOf(id));
  }
}
