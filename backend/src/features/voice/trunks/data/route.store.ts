import { Injectable } from '@nestjs/common';
import type { Page, SaveTrunkRoute, TrunkRoute } from '#contracts';
import { Database, type Transaction } from '../../../../platform/database';
import { containsPattern, keysetSqlPage } from '../../../../platform/http';

const COLUMNS = `r.id, r.name, r.position, r.prefixes, r.campaign_id as "campaignId", r.hours, r.trunk_ids as "trunkIds",
  r.retry_on as "retryOn", r.active, r.version`;

const SORTING = {
  columns: { position: { sql: 'r.position', type: 'integer' }, name: { sql: 'r.name', type: 'text' } },
  default: 'position',
  id: { sql: 'r.id', type: 'uuid' },
} as const;

export interface RouteQuery {
  readonly limit: number;
  readonly after?: string | undefined;
  readonly sort?: string | undefined;
  readonly search?: string | undefined;
}

/** Routes of outbound calls. */
@Injectable()
export class TrunkRouteStore {
  constructor(private readonly database: Database) {}

  page(query: RouteQuery): Promise<Page<TrunkRoute>> {
    const where: string[] = [];
    const parameters: unknown[] = [];
    if (query.search)
      where.push(`searchable(r.name) like searchable($${parameters.push(containsPattern(query.search))})`);
    const sql = { select: COLUMNS, from: 'trunk_route r', where, parameters };
    return keysetSqlPage<TrunkRoute>(this.database.read, sql, { sorting: SORTING, ...query });
  }

  all(tx: Transaction): Promise<TrunkRoute[]> {
    return tx.query<TrunkRoute[]>(`select ${COLUMNS} from trunk_route r order by r.position, r.id`);
  }

  async find(tx: Transaction, id: string): Promise<TrunkRoute | null> {
    const [row] = await tx.query<TrunkRoute[]>(`select ${COLUMNS} from trunk_route r where r.id = $1`, [id]);
    return row ?? null;
  }

  async namesUsing(tx: Transaction, trunkId: string): Promise<string[]> {
    const rows = await tx.query<{ name: string }[]>('select name from trunk_route where trunk_ids @> array[$1::uuid]', [
      trunkId,
    ]);
    return rows.map(({ name }) => name);
  }

  async insert(tx: Transaction, id: string, given: SaveTrunkRoute): Promise<void> {
    await tx.query(
      `insert into trunk_route (id, name, position, prefixes, campaign_id, hours, trunk_ids, retry_on, active)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
      [id, ...valuesOf(given)],
    );
  }

  async update(tx: Transaction, id: string, given: SaveTrunkRoute, version: number): Promise<boolean> {
    const [rows] = await tx.query<[object[], number]>(
      `update trunk_route set name = $2, position = $3, prefixes = $4, campaign_id = $5, hours = $6, trunk_ids = $7, retry_on = $8,
         active = $9, version = version + 1 where id = $1 and version = $10 returning id`,
      [id, ...valuesOf(given), version],
    );
    return rows.length > 0;
  }

  async remove(tx: Transaction, id: string): Promise<void> {
    await tx.query('delete from trunk_route where id = $1', [id]);
  }
}

const valuesOf = (given: SaveTrunkRoute): unknown[] => [
  given.name,
  given.position,
  given.prefixes,
  given.campaignId,
  given.hours === null ? null : JSON.stringify(given.hours),
  given.trunkIds,
  given.retryOn,
  given.active,
];
