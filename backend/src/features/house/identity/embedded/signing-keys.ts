import { Injectable } from '@nestjs/common';
import { calculateJwkThumbprint, exportJWK, generateKeyPair, type JWK } from 'jose';
import { randomBytes } from 'node:crypto';
import { Database, type Transaction } from '../../../../platform/database';

/** Retired keys stay published for so long: longer than any token that they signed. */
const RETIREMENT = '1 hour';

/** The embedded provider's own keys, the same for every process on the database. */
@Injectable()
export class SigningKeys {
  constructor(private readonly database: Database) {}

  /** Private keys that are still published, the signing one first. Makes the first key when there is none. */
  async load(): Promise<readonly JWK[]> {
    const keys = await this.published();
    if (keys.length > 0) return keys;
    await this.rotate(true);
    return this.published();
  }

  /** Makes a new signing key; the one before still verifies for an hour. With `firstOnly` only when there is none yet. */
  async rotate(firstOnly = false): Promise<void> {
    const { privateKey } = await generateKeyPair('RS256', { modulusLength: 2048, extractable: true });
    const jwk = await exportJWK(privateKey);
    const kid = await calculateJwkThumbprint(jwk);
    await this.database.transaction(async (tx) => {
      await lock(tx);
      if (firstOnly && (await exists(tx))) return;
      await tx.query(
        `update idp_key set retires_at = clock_timestamp() + interval '${RETIREMENT}' where retires_at is null`,
      );
      await tx.query('delete from idp_key where retires_at < clock_timestamp()');
      await tx.query('insert into idp_key (kid, private_jwk, created_at) values ($1, $2, clock_timestamp())', [
        kid,
        JSON.stringify({ ...jwk, kid, alg: 'RS256', use: 'sig' }),
      ]);
    });
  }

  /** The JWK set that everybody may see. */
  async publicSet(): Promise<{ keys: JWK[] }> {
    return { keys: (await this.load()).map(({ kty, n, e, kid, alg, use }) => ({ kty, n, e, kid, alg, use })) };
  }

  /** A random secret that all processes share, made on first use. */
  async secret(name: string): Promise<string> {
    await this.database.read.query('insert into idp_secret (name, value) values ($1, $2) on conflict do nothing', [
      name,
      randomBytes(32).toString('base64url'),
    ]);
    const [row] = await this.database.read.query<{ value: string }[]>('select value from idp_secret where name = $1', [
      name,
    ]);
    if (!row) throw new Error(`The secret ${name} was not stored`);
    return row.value;
  }

  private async published(): Promise<JWK[]> {
    const rows = await this.database.read.query<{ private_jwk: JWK }[]>(
      `select private_jwk from idp_key where retires_at is null or retires_at > clock_timestamp()
       order by retires_at desc nulls first, created_at desc`,
    );
    return rows.map((row) => row.private_jwk);
  }
}

const lock = (tx: Transaction) => tx.query(`select pg_advisory_xact_lock(hashtextextended('idp_key', 0))`);

async function exists(tx: Transaction): Promise<boolean> {
  return (await tx.query<unknown[]>('select 1 from idp_key where retires_at is null')).length > 0;
}
