import { Injectable } from '@nestjs/common';
import type { Instant } from '../../../../kernel/clock';
import { Database, type Transaction } from '../../../../platform/database';

export interface StoredFragment {
  readonly hash: string;
  /** File key without rate and extension. */
  readonly sound: string;
  readonly bytes: number;
  readonly milliseconds: number;
}

const COLUMNS = 'hash, sound, bytes, milliseconds';

/** Speech that is kept, and which conversions have been charged. */
@Injectable()
export class FragmentStore {
  constructor(private readonly database: Database) {}

  async find(hash: string): Promise<StoredFragment | undefined> {
    const [row] = await this.database.read.query<StoredFragment[]>(
      `select ${COLUMNS} from speech_fragment where hash = $1`,
      [hash],
    );
    return row;
  }

  /** To the minute is enough for knowing what was used longest ago. */
  async touch(hash: string, at: Instant): Promise<void> {
    await this.database.read.query(
      `update speech_fragment set used_at = to_timestamp($2 / 1000.0) where hash = $1 and used_at < to_timestamp($2 / 1000.0) - interval '1 minute'`,
      [hash, at],
    );
  }

  async keep({ hash, sound, bytes, milliseconds }: StoredFragment, at: Instant): Promise<void> {
    await this.database.read.query(
      `insert into speech_fragment (hash, sound, bytes, milliseconds, charged, used_at) values ($1, $2, $3, $4, false, to_timestamp($5 / 1000.0))
       on conflict (hash) do update set used_at = excluded.used_at`,
      [hash, sound, bytes, milliseconds, at],
    );
  }

  async forget(hash: string): Promise<void> {
    await this.database.read.query('delete from speech_fragment where hash = $1', [hash]);
  }

  /** What was used longest ago, as far as all together takes more than `limit` bytes. */
  beyond(limit: number): Promise<StoredFragment[]> {
    return this.database.read.query(
      `select ${COLUMNS} from (
         select *, sum(bytes) over (order by used_at desc, hash) as newer from speech_fragment
       ) kept where newer > $1 order by used_at limit 1000`,
      [limit],
    );
  }

  /** True once for each kept text: its characters have not been counted before. */
  async chargeFragment(tx: Transaction, hash: string): Promise<boolean> {
    const [rows] = await tx.query<[object[], number]>(
      'update speech_fragment set charged = true where hash = $1 and not charged returning hash',
      [hash],
    );
    return rows.length > 0;
  }

  /** True once for each key. */
  async chargeOnce(tx: Transaction, key: string, at: Instant): Promise<boolean> {
    const rows = await tx.query<object[]>(
      'insert into speech_charge (key, at) values ($1, to_timestamp($2 / 1000.0)) on conflict do nothing returning key',
      [key, at],
    );
    return rows.length > 0;
  }
}
