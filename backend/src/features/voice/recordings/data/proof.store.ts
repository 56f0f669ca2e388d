import { Injectable } from '@nestjs/common';
import { createHash } from 'node:crypto';
import { Database, type Transaction } from '../../../../platform/database';

/** A link of the chain: what was stored or deleted, in the order in which it happened. */
export interface Link {
  readonly recordingId: string;
  readonly kind: 'stored' | 'deleted';
  readonly at: number;
  /** Stored: SHA-256 of the sound. Deleted: the reason. */
  readonly content: string;
}

export interface Proof extends Link {
  readonly place: number;
  readonly hash: string;
}

/** With what the journal says of it, and how its recording is. */
export interface CheckedProof extends Proof {
  readonly journalled: string | null;
  readonly state: string | null;
}

const FIRST = '0'.repeat(64);
const LOCK = 'recording proof';

/** The hash of a link says everything about it and, through the hash before, about all before it. */
export const hashOf = (before: string, place: number, { recordingId, kind, at, content }: Link): string =>
  createHash('sha256').update([before, place, recordingId, kind, at, content].join('\n')).digest('hex');

/** The chain that proves which recordings were stored, as what, and which were deleted since. */
@Injectable()
export class ProofStore {
  constructor(private readonly database: Database) {}

  /** Adds a link; the caller puts its place and hash into the journal as well. */
  async add(tx: Transaction, link: Link): Promise<{ place: number; hash: string }> {
    await tx.query('select pg_advisory_xact_lock(hashtext($1))', [LOCK]);
    const [last] = await tx.query<{ place: number; hash: string }[]>(
      'select place, hash from recording_proof order by place desc limit 1',
    );
    const place = (last?.place ?? 0) + 1;
    const hash = hashOf(last?.hash ?? FIRST, place, link);
    await tx.query(
      'insert into recording_proof (place, recording_id, kind, at, content, hash) values ($1, $2, $3, $4, $5, $6)',
      [place, link.recordingId, link.kind, link.at, link.content, hash],
    );
    return { place, hash };
  }

  /** Links behind a place, in order. */
  after(place: number, limit: number): Promise<CheckedProof[]> {
    return this.database.read.query(
      `select p.place, p.recording_id as "recordingId", p.kind, p.at, p.content, p.hash, r.state,
         (select j.data -> 'proof' ->> 'hash' from journal j where j.stream = 'recording-' || p.recording_id
            and j.type = case p.kind when 'stored' then 'RecordingStored' else 'RecordingDeleted' end limit 1) as journalled
       from recording_proof p left join recording r on r.id = p.recording_id
       where p.place > $1 order by p.place limit $2`,
      [place, limit],
    );
  }

  static readonly first = FIRST;
}
