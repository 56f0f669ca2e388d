import { Injectable } from '@nestjs/common';
import type { DiallingStrategy, Page, SaveDiallingStrategy } from '#contracts';
import { Database, type Transaction } from '../../../../platform/database';
import { containsPattern, keysetSqlPage } from '../../../../platform/http';

interface Row {
  readonly id: string;
  readonly name: string;
  readonly fresh: number;
  readonly private: number;
  readonly system: number;
  readonly overdue_first: DiallingStrategy['overdueFirst'];
  readonly campaigns: number;
  readonly version: number;
}

const COLUMNS = `s.id, s.name, s.fresh, s.private, s.system, s.overdue_first, s.version,
  (select count(*)::int from campaign c where c.strategy_id = s.id) as campaigns`;
const SORTING = {
  columns: { name: { sql: 's.name', type: 'text' } },
  default: 'name',
  id: { sql: 's.id', type: 'uuid' },
} as const;

type Query = Pick<Parameters<typeof keysetSqlPage>[2], 'limit' | 'after' | 'sort'> & { search?: string | undefined };

/** Strategies of dialling order. */
@Injectable()
export class StrategyStore {
  constructor(private readonly database: Database) {}

  async page(query: Query): Promise<Page<DiallingStrategy>> {
    const parameters: unknown[] = [];
    const where = query.search
      ? [`searchable(s.name) like searchable($${parameters.push(containsPattern(query.search))})`]
      : [];
    const sql = { select: COLUMNS, from: 'dialling_strategy s', where, parameters };
    const page = await keysetSqlPage<Row>(this.database.read, sql, { sorting: SORTING, ...query });
    return { items: page.items.map(toStrategy), next: page.next };
  }

  async find(tx: Transaction, id: string): Promise<DiallingStrategy | null> {
    const [row] = await tx.query<Row[]>(`select ${COLUMNS} from dialling_strategy s where s.id = $1`, [id]);
    return row ? toStrategy(row) : null;
  }

  async put(
    tx: Transaction,
    id: string,
    { name, shares, overdueFirst, version }: SaveDiallingStrategy,
  ): Promise<boolean> {
    const values = [id, name, shares.fresh, shares.private, shares.system, overdueFirst];
    if (version === undefined) {
      await tx.query(
        'insert into dialling_strategy (id, name, fresh, private, system, overdue_first) values ($1, $2, $3, $4, $5, $6)',
        values,
      );
      return true;
    }
    const [rows] = await tx.query<[object[], number]>(
      `update dialling_strategy set name = $2, fresh = $3, private = $4, system = $5, overdue_first = $6, version = version + 1
       where id = $1 and version = $7 returning id`,
      [...values, version],
    );
    return rows.length > 0;
  }

  /** Fails on the foreign key while a campaign refers to it. */
  async remove(tx: Transaction, id: string): Promise<void> {
    await tx.query('delete from dialling_strategy where id = $1', [id]);
  }
}

const toStrategy = (row: Row): DiallingStrategy => ({
  id: row.id,
  name: row.name,
  shares: { fresh: row.fresh, private: row.private, system: row.system },
  overdueFirst: row.overdue_first,
  campaigns: row.campaigns,
  version: row.version,
});
