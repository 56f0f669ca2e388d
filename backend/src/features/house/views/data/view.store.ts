import { Injectable } from '@nestjs/common';
import type { SavedView, SaveView } from '#contracts';
import type { Instant } from '../../../../kernel/clock';
import { Database, type Transaction } from '../../../../platform/database';

interface Viewer {
  readonly userId: string;
  readonly role: string;
}

/** A page has few views: at most so many are shown. */
const MOST = 100;

@Injectable()
export class ViewStore {
  constructor(private readonly database: Database) {}

  /** Own ones and those shared with the viewer's role. */
  async of(path: string, { userId, role }: Viewer): Promise<SavedView[]> {
    return this.database.read.query<SavedView[]>(
      `select v.id, v.name, v.path, v.query, v.roles, jsonb_build_object('id', u.id, 'name', u.first_name || ' ' || u.last_name) as owner,
         v.owner_id = $2 as mine
       from saved_view v join app_user u on u.id = v.owner_id
       where v.path = $1 and (v.owner_id = $2 or $3 = any(v.roles)) order by v.name, v.id limit ${MOST}`,
      [path, userId, role],
    );
  }

  async insert(tx: Transaction, view: SaveView & { id: string; ownerId: string; at: Instant }): Promise<void> {
    const { id, ownerId, name, path, query, roles, at } = view;
    await tx.query(
      `insert into saved_view (id, owner_id, name, path, query, roles, created_at) values ($1, $2, $3, $4, $5, $6, to_timestamp($7 / 1000.0))`,
      [id, ownerId, name, path, query, roles, at],
    );
  }

  /** Its name; null: not there, or somebody else's. */
  async remove(tx: Transaction, id: string, ownerId: string): Promise<string | null> {
    const [rows] = await tx.query<[{ name: string }[], number]>(
      'delete from saved_view where id = $1 and owner_id = $2 returning name',
      [id, ownerId],
    );
    return rows[0]?.name ?? null;
  }
}
