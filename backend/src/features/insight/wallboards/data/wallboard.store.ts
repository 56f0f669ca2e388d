import { Injectable } from '@nestjs/common';
import type { Page, SaveWallboard, Wallboard, WallboardListQuery } from '#contracts';
import { Database, type Transaction } from '../../../../platform/database';
import { containsPattern, keysetSqlPage } from '../../../../platform/http';

const COLUMNS = 'w.id, w.name, w.tiles, w.version';

const SORTING = {
  columns: { name: { sql: 'w.name', type: 'text' } },
  default: 'name',
  id: { sql: 'w.id', type: 'uuid' },
} as const;

/** Boards with their tiles. */
@Injectable()
export class WallboardStore {
  constructor(private readonly database: Database) {}

  async page(query: WallboardListQuery): Promise<Page<Wallboard>> {
    const parameters: unknown[] = [];
    const where = query.search
      ? [`searchable(w.name) like searchable($${parameters.push(containsPattern(query.search))})`]
      : [];
    const page = await keysetSqlPage<Wallboard>(
      this.database.read,
      { select: COLUMNS, from: 'wallboard w', where, parameters },
      { sorting: SORTING, ...query },
    );
    return { items: page.items.map(whole), next: page.next };
  }

  async find(tx: Transaction, id: string): Promise<Wallboard | null> {
    const [found] = await tx.query<Wallboard[]>(`select ${COLUMNS} from wallboard w where w.id = $1`, [id]);
    return found ? whole(found) : null;
  }

  async insert(tx: Transaction, id: string, { name, tiles }: SaveWallboard): Promise<void> {
    await tx.query('insert into wallboard (id, name, tiles) values ($1, $2, $3)', [id, name, JSON.stringify(tiles)]);
  }

  /** False: somebody else changed it since `version`. */
  async update(tx: Transaction, id: string, { name, tiles, version }: SaveWallboard): Promise<boolean> {
    const [rows] = await tx.query<[object[], number]>(
      'update wallboard set name = $2, tiles = $3, version = version + 1 where id = $1 and version = $4 returning id',
      [id, name, JSON.stringify(tiles), version ?? 0],
    );
    return rows.length > 0;
  }

  async remove(tx: Transaction, id: string): Promise<void> {
    await tx.query('delete from wallboard where id = $1', [id]);
  }

  /** Those of these queues that are there. */
  async queues(tx: Transaction, ids: readonly string[]): Promise<string[]> {
    const rows = await tx.query<{ id: string }[]>(
      'select id from queue where id = any($1::uuid[]) and deleted_at is null',
      [ids],
    );
    return rows.map(({ id }) => id);
  }
}

/** Tiles saved before there were campaigns name none. */
const whole = (board: Wallboard): Wallboard => ({
  ...board,
  tiles: board.tiles.map((tile) => ({ ...tile, campaignIds: tile.campaignIds ?? [] })),
});
