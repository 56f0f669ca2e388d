import { Injectable } from '@nestjs/common';
import type { BiReport, Page, PageQuery, SaveBiReport } from '#contracts';
import { Database, type Transaction } from '../../../../platform/database';
import { containsPattern, keysetSqlPage } from '../../../../platform/http';

const COLUMNS = 'r.id, r.name, r.url, r.roles, r.version';
const SORTING = {
  columns: { name: { sql: 'r.name', type: 'text' } },
  default: 'name',
  id: { sql: 'r.id', type: 'uuid' },
} as const;

@Injectable()
export class BiReportStore {
  constructor(private readonly database: Database) {}

  /** Those that people of this role see. */
  page(query: PageQuery & { readonly sort?: string | undefined }, role: string): Promise<Page<BiReport>> {
    const parameters: unknown[] = [role];
    const where = [`($1 = 'administrator' or $1 = any(r.roles))`];
    if (query.search)
      where.push(`searchable(r.name) like searchable($${parameters.push(containsPattern(query.search))})`);
    const sql = { select: COLUMNS, from: 'bi_report r', where, parameters };
    return keysetSqlPage<BiReport>(this.database.read, sql, { sorting: SORTING, ...query });
  }

  async find(id: string, tx: Transaction = this.database.read): Promise<BiReport | null> {
    const [row] = await tx.query<BiReport[]>(`select ${COLUMNS} from bi_report r where r.id = $1`, [id]);
    return row ?? null;
  }

  async insert(tx: Transaction, id: string, { name, url, roles }: SaveBiReport): Promise<void> {
    await tx.query('insert into bi_report (id, name, url, roles) values ($1, $2, $3, $4)', [id, name, url, roles]);
  }

  /** False: somebody else changed it since `version`. */
  async update(tx: Transaction, id: string, { name, url, roles, version }: SaveBiReport): Promise<boolean> {
    const [rows] = await tx.query<[object[], number]>(
      'update bi_report set name = $2, url = $3, roles = $4, version = version + 1 where id = $1 and version = $5 returning id',
      [id, name, url, roles, version ?? 0],
    );
    return rows.length > 0;
  }

  async remove(tx: Transaction, id: string): Promise<void> {
    await tx.query('delete from bi_report where id = $1', [id]);
  }

  async urls(): Promise<readonly string[]> {
    const rows = await this.database.read.query<{ url: string }[]>('select url from bi_report');
    return rows.map(({ url }) => url);
  }
}
