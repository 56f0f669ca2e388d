import { createHash } from 'node:crypto';
import { errors, type Adapter, type AdapterPayload } from 'oidc-provider';
import type { Database } from '../../../../platform/database';

interface PayloadRow {
  readonly payload: AdapterPayload;
  readonly consumed_at: Date | null;
}

const digest = (id: string): string => createHash('sha256').update(id).digest('base64url');

/**
 * Keeps what the provider must remember (sign-ins, codes, grants, refresh tokens) in PostgreSQL, so that a restart signs nobody out.
 * Handles are stored as digests and taken out of the payload: a copy of the table is no bunch of keys.
 */
export class PayloadAdapter implements Adapter {
  constructor(
    private readonly database: Database,
    private readonly model: string,
  ) {}

  async upsert(id: string, { jti: _handle, ...payload }: AdapterPayload, expiresIn?: number): Promise<void> {
    await this.database.read.query(
      `insert into idp_payload (model, id, payload, expires_at)
       values ($1, $2, $3, clock_timestamp() + make_interval(secs => $4::double precision))
       on conflict (model, id) do update set payload = excluded.payload, expires_at = excluded.expires_at`,
      [this.model, digest(id), JSON.stringify(payload), expiresIn ?? null],
    );
  }

  async find(id: string): Promise<AdapterPayload | undefined> {
    const payload = await this.one('id', digest(id));
    return payload && { ...payload, jti: id };
  }

  /** Session lookups by uid only compare its account and grants; the handle stays unknown. */
  async findByUid(uid: string): Promise<AdapterPayload | undefined> {
    return this.one('uid', uid);
  }

  findByUserCode(): Promise<undefined> {
    return Promise.resolve(undefined);
  }

  /** Of two that come at once with the same code or refresh token only one gets through. */
  async consume(id: string): Promise<void> {
    const [, consumed] = await this.database.read.query<[unknown[], number]>(
      'update idp_payload set consumed_at = clock_timestamp() where model = $1 and id = $2 and consumed_at is null',
      [this.model, digest(id)],
    );
    if (consumed === 0) throw new errors.InvalidGrant('already used');
  }

  async destroy(id: string): Promise<void> {
    await this.database.read.query('delete from idp_payload where model = $1 and id = $2', [this.model, digest(id)]);
  }

  async revokeByGrantId(grantId: string): Promise<void> {
    await this.database.read.query('delete from idp_payload where model = $1 and grant_id = $2', [this.model, grantId]);
  }

  private async one(column: 'id' | 'uid', value: string): Promise<AdapterPayload | undefined> {
    const [row] = await this.database.read.query<PayloadRow[]>(
      `select payload, consumed_at from idp_payload
       where model = $1 and ${column} = $2 and (expires_at is null or expires_at > clock_timestamp())`,
      [this.model, value],
    );
    if (!row) return undefined;
    return row.consumed_at ? { ...row.payload, consumed: Math.floor(row.consumed_at.getTime() / 1000) } : row.payload;
  }
}
