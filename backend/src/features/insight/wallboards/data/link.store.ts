import { Injectable } from '@nestjs/common';
import { createHash } from 'node:crypto';
import type { WallboardLink } from '#contracts';
import { Database, type Transaction } from '../../../../platform/database';

type Row = Omit<WallboardLink, 'createdAt' | 'lastShownAt'> & { createdAt: Date; lastShownAt: Date | null };

const COLUMNS = `l.id, l.name, u.first_name || ' ' || u.last_name as "createdBy", l.created_at as "createdAt", l.last_shown_at as "lastShownAt"`;

const hashOf = (token: string): Buffer => createHash('sha256').update(token).digest();

const toLink = ({ createdAt, lastShownAt, ...rest }: Row): WallboardLink => ({
  ...rest,
  createdAt: createdAt.toISOString(),
  lastShownAt: lastShownAt?.toISOString() ?? null,
});

/** Links of boards; a token is compared by its hash. */
@Injectable()
export class LinkStore {
  constructor(private readonly database: Database) {}

  /** A board has few links: at most `limit` of them. */
  async ofBoard(wallboardId: string, limit = 100): Promise<WallboardLink[]> {
    const rows = await this.database.read.query<Row[]>(
      `select ${COLUMNS} from wallboard_link l join app_user u on u.id = l.created_by where l.wallboard_id = $1 order by l.created_at desc limit $2`,
      [wallboardId, limit],
    );
    return rows.map(toLink);
  }

  async insert(
    tx: Transaction,
    link: { id: string; wallboardId: string; name: string; token: string; createdBy: string; at: number },
  ): Promise<WallboardLink> {
    await tx.query(
      'insert into wallboard_link (id, wallboard_id, name, token_hash, created_by, created_at) values ($1, $2, $3, $4, $5, to_timestamp($6 / 1000.0))',
      [link.id, link.wallboardId, link.name, hashOf(link.token), link.createdBy, link.at],
    );
    const rows = await tx.query<Row[]>(
      `select ${COLUMNS} from wallboard_link l join app_user u on u.id = l.created_by where l.id = $1`,
      [link.id],
    );
    return rows.map(toLink)[0] as WallboardLink;
  }

  /** Its name; null: there is none. */
  async remove(tx: Transaction, wallboardId: string, id: string): Promise<string | null> {
    const [rows] = await tx.query<[{ name: string }[], number]>(
      'delete from wallboard_link where id = $1 and wallboard_id = $2 returning name',
      [id, wallboardId],
    );
    return rows[0]?.name ?? null;
  }

  /** The link of a token, which is seen at `at`; null: it does not exist (any more). */
  async seen(token: string, at: number): Promise<{ id: string; wallboardId: string } | null> {
    const [rows] = await this.database.read.query<[{ id: string; wallboardId: string }[], number]>(
      'update wallboard_link set last_shown_at = to_timestamp($2 / 1000.0) where token_hash = $1 returning id, wallboard_id as "wallboardId"',
      [hashOf(token), at],
    );
    return rows[0] ?? null;
  }
}
