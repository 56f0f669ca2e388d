import { Inject, Injectable } from '@nestjs/common';
import { CLOCK, type Clock } from '../../kernel/clock';
import { Database, type Transaction } from '../database';
import { Journal } from '../journal';
import { levelFor } from './disk-level';
import type { StoredFile } from './file-store';

export interface DiskUsage {
  /** Bytes. */
  readonly used: number;
  readonly quota: number;
}

interface Level {
  readonly used: number;
  readonly reported: number;
}

/** The file would have taken more than the quota leaves; nothing was accounted. */
export class OverQuota extends Error {}

/** Which files there are and how much they take, and the journal's word when a threshold is crossed. */
@Injectable()
export class DiskAccount {
  constructor(
    private readonly database: Database,
    private readonly journal: Journal,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  async used(): Promise<number> {
    const [row] = await this.database.read.query<{ used: number }[]>('select used from storage_level');
    return row?.used ?? 0;
  }

  async find(key: string): Promise<StoredFile | undefined> {
    const [row] = await this.database.read.query<StoredFile[]>(
      'select key, bytes, sha256, media_type as "mediaType" from stored_file where key = $1',
      [key],
    );
    return row;
  }

  /** Accounts a file, or throws `OverQuota`; `place` puts it where it belongs before the account is committed, so that no row is without its file. */
  async store({ key, bytes, sha256, mediaType }: StoredFile, quota: number, place: () => Promise<void>): Promise<void> {
    await this.database.transaction(async (tx) => {
      await tx.query(
        `insert into stored_file (key, bytes, sha256, media_type) values ($1, $2, $3, $4)
         on conflict (key) do update set bytes = excluded.bytes, sha256 = excluded.sha256,
           media_type = excluded.media_type, stored_at = clock_timestamp()`,
        [key, bytes, sha256, mediaType],
      );
      if ((await this.report(tx, quota)) > quota) throw new OverQuota();
      await place();
    });
  }

  async remove(key: string, quota: number): Promise<boolean> {
    return this.database.transaction(async (tx) => {
      const rows = await tx.query<unknown[]>(
        'with gone as (delete from stored_file where key = $1 returning key) select * from gone',
        [key],
      );
      if (rows.length > 0) await this.report(tx, quota);
      return rows.length > 0;
    });
  }

  /** Something could not be stored although the account alone would have had room: the file was too big for the rest, or the disk is full. */
  async reportFull(quota: number): Promise<void> {
    await this.database.transaction((tx) => this.report(tx, quota, 100));
  }

  /** Journals a level that was crossed, up or down, once; gives the bytes in use, which nobody else changes until the end of `tx`. */
  private async report(tx: Transaction, quota: number, atLeast = 0): Promise<number> {
    const [level] = await tx.query<Level[]>('select used, reported from storage_level for update');
    if (!level) throw new Error('storage_level has lost its row');
    const next = Math.max(levelFor(level.used, quota, level.reported), atLeast);
    if (next === level.reported) return level.used;
    await tx.query('update storage_level set reported = $1', [next]);
    const data = { level: next, before: level.reported, used: level.used, quota };
    const meta = {
      at: this.clock.now(),
      actor: { kind: 'system', id: 'files' },
      correlation: 'disk',
      causation: null,
    } as const;
    await this.journal.append(tx, 'disk-files', [{ type: 'DiskThresholdCrossed', data }], meta);
    return level.used;
  }
}
