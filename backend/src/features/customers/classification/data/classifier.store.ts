import { Injectable } from '@nestjs/common';
import type { Classifier, Page, SaveClassifier } from '#contracts';
import { Database, type Transaction } from '../../../../platform/database';
import { containsPattern, keysetSqlPage } from '../../../../platform/http';

const COLUMNS =
  'c.id, c.name, c.success, c.success_value as "successValue", c.follow_ups as "followUps", c.active, c.version';

const SORTING = {
  columns: { name: { sql: 'c.name', type: 'text' } },
  default: 'name',
  id: { sql: 'c.id', type: 'uuid' },
} as const;

export interface ClassifierQuery {
  readonly limit: number;
  readonly after?: string | undefined;
  readonly sort?: string | undefined;
  readonly search?: string | undefined;
  readonly active?: boolean | undefined;
}

/** How conversations are classified. */
@Injectable()
export class ClassifierStore {
  constructor(private readonly database: Database) {}

  page(query: ClassifierQuery): Promise<Page<Classifier>> {
    const where: string[] = [];
    const parameters: unknown[] = [];
    if (query.search)
      where.push(`searchable(c.name) like searchable($${parameters.push(containsPattern(query.search))})`);
    if (query.active !== undefined) where.push(`c.active = $${parameters.push(query.active)}`);
    return keysetSqlPage<Classifier>(
      this.database.read,
      { select: COLUMNS, from: 'classifier c', where, parameters },
      { sorting: SORTING, ...query },
    );
  }

  async find(tx: Transaction, id: string): Promise<Classifier | null> {
    const [row] = await tx.query<Classifier[]>(`select ${COLUMNS} from classifier c where c.id = $1`, [id]);
    return row ?? null;
  }

  async insert(tx: Transaction, id: string, given: SaveClassifier): Promise<void> {
    await tx.query(
      'insert into classifier (id, name, success, success_value, follow_ups, active) values ($1, $2, $3, $4, $5, $6)',
      [id, ...valuesOf(given)],
    );
  }

  async update(tx: Transaction, id: string, given: SaveClassifier, version: number): Promise<boolean> {
    const [rows] = await tx.query<[object[], number]>(
      'update classifier set name = $3, success = $4, success_value = $5, follow_ups = $6, active = $7, version = version + 1 where id = $1 and version = $2 returning id',
      [id, version, ...valuesOf(given)],
    );
    return rows.length > 0;
  }

  /** False: calls have been classified with it; it can be made inactive. */
  async remove(tx: Transaction, id: string): Promise<boolean> {
    const [used] = await tx.query<object[]>('select 1 from call where classifier_id = $1 limit 1', [id]);
    if (used) return false;
    await tx.query('delete from classifier where id = $1', [id]);
    return true;
  }
}

/** A value counts only with success: without it, it is forgotten. */
const valuesOf = ({ name, success, successValue, followUps, active }: SaveClassifier): unknown[] => [
  name,
  success,
  success ? successValue : null,
  JSON.stringify(followUps),
  active,
];
