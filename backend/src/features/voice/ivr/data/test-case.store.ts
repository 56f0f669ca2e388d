import { Injectable } from '@nestjs/common';
import { saveTestCaseSchema, type FlowTestCase, type Page, type SaveTestCase } from '#contracts';
import { Database, type Transaction } from '../../../../platform/database';
import { containsPattern, keysetSqlPage } from '../../../../platform/http';

interface Row {
  readonly id: string;
  readonly definition: unknown;
  readonly version: number;
}

const COLUMNS = 't.id, t.definition, t.version';
const SORTING = {
  columns: { name: { sql: 't.name', type: 'text' } },
  default: 'name',
  id: { sql: 't.id', type: 'uuid' },
} as const;

/** Test cases of flows. */
@Injectable()
export class TestCaseStore {
  constructor(private readonly database: Database) {}

  async page(
    flowId: string,
    query: { limit: number; after?: string | undefined; search?: string | undefined; sort?: string | undefined },
  ): Promise<Page<FlowTestCase>> {
    const parameters: unknown[] = [flowId];
    const where = ['t.flow_id = $1'];
    if (query.search)
      where.push(`searchable(t.name) like searchable($${parameters.push(containsPattern(query.search))})`);
    const sort = query.sort && query.sort.replace('-', '') in SORTING.columns ? query.sort : undefined;
    const page = await keysetSqlPage<Row>(
      this.database.read,
      { select: COLUMNS, from: 'ivr_test_case t', where, parameters },
      { sorting: SORTING, ...query, sort },
    );
    return { items: page.items.map(toTestCase), next: page.next };
  }

  async all(tx: Transaction, flowId: string): Promise<FlowTestCase[]> {
    const rows = await tx.query<Row[]>(
      `select ${COLUMNS} from ivr_test_case t where t.flow_id = $1 order by t.name, t.id`,
      [flowId],
    );
    return rows.map(toTestCase);
  }

  async count(tx: Transaction, flowId: string): Promise<number> {
    const [row] = await tx.query<{ count: number }[]>(
      'select count(*)::int as count from ivr_test_case where flow_id = $1',
      [flowId],
    );
    return row?.count ?? 0;
  }

  async find(tx: Transaction, flowId: string, id: string): Promise<FlowTestCase | null> {
    const [row] = await tx.query<Row[]>(`select ${COLUMNS} from ivr_test_case t where t.flow_id = $1 and t.id = $2`, [
      flowId,
      id,
    ]);
    return row ? toTestCase(row) : null;
  }

  async insert(tx: Transaction, flowId: string, id: string, value: SaveTestCase): Promise<void> {
    await tx.query('insert into ivr_test_case (id, flow_id, name, definition) values ($1, $2, $3, $4)', [
      id,
      flowId,
      value.name,
      JSON.stringify(value),
    ]);
  }

  async update(tx: Transaction, id: string, value: SaveTestCase, version: number): Promise<boolean> {
    const [rows] = await tx.query<[object[], number]>(
      'update ivr_test_case set name = $3, definition = $4, version = version + 1 where id = $1 and version = $2 returning id',
      [id, version, value.name, JSON.stringify(value)],
    );
    return rows.length > 0;
  }

  async remove(tx: Transaction, id: string): Promise<void> {
    await tx.query('delete from ivr_test_case where id = $1', [id]);
  }
}

const toTestCase = ({ id, definition, version }: Row): FlowTestCase => ({
  id,
  ...saveTestCaseSchema.parse(definition),
  version,
});
