import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { Role } from '#contracts';
import type { Instant } from '../../../../kernel/clock';
import { Database, type Transaction } from '../../../../platform/database';
import type { SessionEndReason } from '../domain/events';

export interface NewSession {
  readonly id: string;
  readonly userId: string;
  readonly role: Role;
  readonly signIn: string;
  readonly openedAt: Instant;
  readonly ip: string;
  readonly userAgent: string | null;
}

export interface StoredSession {
  readonly id: string;
  readonly userId: string;
  readonly signIn: string;
  readonly openedAt: Date;
  readonly lastSeenAt: Date;
}

const COLUMNS = `id, user_id as "userId", sign_in as "signIn", opened_at as "openedAt", last_seen_at as "lastSeenAt"`;

/** Workstation sessions: one row for each, open while `ended_at` is null. */
@Injectable()
export class SessionStore {
  constructor(private readonly database: Database) {}

  /** Makes all openings wait for each other until the transaction ends: the count of licences is exact. */
  async lock(tx: Transaction): Promise<void> {
    await tx.query(`select pg_advisory_xact_lock(hashtextextended('workstation-sessions', 0))`);
  }

  async counts(tx: Transaction): Promise<{ open: number; administrators: number }> {
    const [row] = await tx.query<{ open: number; administrators: number }[]>(
      `select count(*)::int as open, count(*) filter (where role = 'administrator')::int as administrators
       from workstation_session where ended_at is null`,
    );
    return row ?? { open: 0, administrators: 0 };
  }

  async openOf(userId: string, from: EntityManager = this.database.read): Promise<StoredSession | null> {
    return this.one(from, 'user_id = $1 and ended_at is null', userId);
  }

  async openById(id: string, from: EntityManager = this.database.read): Promise<StoredSession | null> {
    return this.one(from, 'id = $1 and ended_at is null', id);
  }

  async open(tx: Transaction, session: NewSession): Promise<void> {
    const { id, userId, role, signIn, openedAt, ip, userAgent } = session;
    await tx.query(
      `insert into workstation_session (id, user_id, role, sign_in, opened_at, last_seen_at, ip, user_agent)
       values ($1, $2, $3, $4, $5, $5, $6, $7)`,
      [id, userId, role, signIn, new Date(openedAt), ip, userAgent?.slice(0, 300) ?? null],
    );
    await tx.query('update app_user set last_sign_in_at = $2 where id = $1', [userId, new Date(openedAt)]);
  }

  /** False when it was not open any more: somebody else has ended it. */
  async end(tx: Transaction, id: string, { reason, at }: { reason: SessionEndReason; at: Instant }): Promise<boolean> {
    const [, ended] = await tx.query<[unknown[], number]>(
      'update workstation_session set ended_at = $2, end_reason = $3 where id = $1 and ended_at is null',
      [id, new Date(at), reason],
    );
    return ended === 1;
  }

  async seen(id: string, at: Instant): Promise<void> {
    await this.database.read.query(
      'update workstation_session set last_seen_at = greatest(last_seen_at, $2) where id = $1',
      [id, new Date(at)],
    );
  }

  /** Tokens of this sign-in are refused from now on, though they may not have expired. */
  async revoke(tx: Transaction, signIn: string, { userId, at }: { userId: string; at: Instant }): Promise<void> {
    await tx.query(`delete from revoked_sign_in where revoked_at < $1::timestamptz - interval '1 day'`, [new Date(at)]);
    await tx.query(
      'insert into revoked_sign_in (sign_in, user_id, revoked_at) values ($1, $2, $3) on conflict do nothing',
      [signIn, userId, new Date(at)],
    );
  }

  private async one(from: EntityManager, where: string, value: string): Promise<StoredSession | null> {
    const [row] = await from.query<StoredSession[]>(`select ${COLUMNS} from workstation_session where ${where}`, [
      value,
    ]);
    return row ?? null;
  }
}
