import { Injectable } from '@nestjs/common';
import { createHash, randomBytes } from 'node:crypto';
import type { Instant } from '../../../../kernel/clock';
import type { Transaction } from '../../../../platform/database';
import type { LinkPurpose } from '../domain/link-mail';

export interface AccountLink {
  readonly userId: string;
  readonly purpose: LinkPurpose;
  readonly expiresAt: Instant;
}

const digest = (token: string): string => createHash('sha256').update(token).digest('base64url');

/** Links that let a person set a password. Only digests are kept: whoever reads the table cannot use them. */
@Injectable()
export class AccountLinkStore {
  /** A new link; earlier unused ones of the same purpose stop working. Answers with the token, which is stored nowhere. */
  async issue(tx: Transaction, link: AccountLink, at: Instant): Promise<string> {
    const token = randomBytes(32).toString('base64url');
    await tx.query('delete from account_link where user_id = $1 and purpose = $2 and used_at is null', [
      link.userId,
      link.purpose,
    ]);
    await tx.query(
      'insert into account_link (token_hash, user_id, purpose, created_at, expires_at) values ($1, $2, $3, $4, $5)',
      [digest(token), link.userId, link.purpose, new Date(at), new Date(link.expiresAt)],
    );
    return token;
  }

  /** Takes the link: it works no more, unless the transaction is rolled back. Null when it is unknown, used or too old. */
  async use(tx: Transaction, token: string, at: Instant): Promise<Pick<AccountLink, 'userId' | 'purpose'> | null> {
    const [rows] = await tx.query<[Pick<AccountLink, 'userId' | 'purpose'>[], number]>(
      `update account_link set used_at = $2 where token_hash = $1 and used_at is null and expires_at > $2
       returning user_id as "userId", purpose`,
      [digest(token), new Date(at)],
    );
    return rows[0] ?? null;
  }
}
