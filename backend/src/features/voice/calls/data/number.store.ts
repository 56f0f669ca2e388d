import { Injectable } from '@nestjs/common';
import type { InboundNumber, Page, SaveNumber } from '#contracts';
import { Database, runPrepared, type Prepared, type Transaction } from '../../../../platform/database';
import { containsPattern, keysetSqlPage } from '../../../../platform/http';

interface Row {
  readonly id: string;
  readonly number: string;
  readonly extent: InboundNumber['extent'];
  readonly last_number: string | null;
  readonly name: string;
  readonly queue_id: string | null;
  readonly flow_id: string | null;
  readonly ring_group_id: string | null;
  readonly user_id: string | null;
  readonly greeting: string | null;
  readonly active: boolean;
  readonly version: number;
}

const COLUMNS =
  'n.id, n.number, n.extent, n.last_number, n.name, n.queue_id, n.flow_id, n.ring_group_id, n.user_id, n.greeting, n.active, n.version';

const BY_NUMBER: Prepared = {
  name: 'inbound_number_by_number',
  text: `
    select ${COLUMNS} from inbound_number n
    where (n.extent = 'one' and n.number = $1)
      or (n.extent = 'range' and length(n.number) = length($1) and $1 collate "C" between n.number and n.last_number)
      or (n.extent = 'prefix' and starts_with($1, n.number))
    order by array_position(array['one', 'range', 'prefix'], n.extent),
      case when n.extent = 'range' then n.last_number::numeric - n.number::numeric end, length(n.number) desc, n.id
    limit 1`,
};

const SORTING = {
  columns: { number: { sql: 'n.number', type: 'text' }, name: { sql: 'n.name', type: 'text' } },
  default: 'number',
  id: { sql: 'n.id', type: 'uuid' },
} as const;

/** Our inbound numbers and where they lead. */
@Injectable()
export class NumberStore {
  constructor(private readonly database: Database) {}

  async page(query: {
    limit: number;
    after?: string | undefined;
    sort?: string | undefined;
    search?: string | undefined;
  }): Promise<Page<InboundNumber>> {
    const where: string[] = [];
    const parameters: unknown[] = [];
    if (query.search)
      where.push(
        `searchable(n.name || ' ' || n.number) like searchable($${parameters.push(containsPattern(query.search))})`,
      );
    const sort = query.sort && query.sort.replace('-', '') in SORTING.columns ? query.sort : undefined;
    const page = await keysetSqlPage<Row>(
      this.database.read,
      { select: COLUMNS, from: 'inbound_number n', where, parameters },
      { sorting: SORTING, ...query, sort },
    );
    return { items: page.items.map(toNumber), next: page.next };
  }

  /** The narrowest that has it: itself, the shortest range, the longest beginning. */
  async byNumber(tx: Transaction, number: string): Promise<InboundNumber | null> {
    const [row] = await runPrepared<Row>(tx, BY_NUMBER, [number]);
    return row ? toNumber(row) : null;
  }

  async find(tx: Transaction, id: string): Promise<InboundNumber | null> {
    const [row] = await tx.query<Row[]>(`select ${COLUMNS} from inbound_number n where n.id = $1`, [id]);
    return row ? toNumber(row) : null;
  }

  async insert(tx: Transaction, id: string, value: SaveNumber): Promise<void> {
    await tx.query(
      `insert into inbound_number (id, number, name, queue_id, greeting, active, flow_id, extent, last_number,
         ring_group_id, user_id)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)`,
      [id, ...valuesOf(value)],
    );
  }

  async update(tx: Transaction, id: string, value: SaveNumber, version: number): Promise<boolean> {
    const [rows] = await tx.query<[object[], number]>(
      `update inbound_number set number = $3, name = $4, queue_id = $5, greeting = $6, active = $7, flow_id = $8,
         extent = $9, last_number = $10, ring_group_id = $11, user_id = $12, version = version + 1 where id = $1 and version = $2 returning id`,
      [id, version, ...valuesOf(value)],
    );
    return rows.length > 0;
  }

  async remove(tx: Transaction, id: string): Promise<boolean> {
    const [rows] = await tx.query<[object[], number]>('delete from inbound_number where id = $1 returning id', [id]);
    return rows.length > 0;
  }
}

const valuesOf = ({ number, name, queueId, greeting, active, ...more }: SaveNumber): unknown[] => [
  ...[
    number,
    name,
    queueId,
    greeting,
    active,
    more.flowId,
    more.extent,
    more.lastNumber,
    more.ringGroupId,
    more.userId,
  ],
];

function toNumber(row: Row): InboundNumber {
  return {
    id: row.id,
    number: row.number,
    extent: row.extent,
    lastNumber: row.last_number,
    name: row.name,
    queueId: row.queue_id,
    flowId: row.flow_id,
    ringGroupId: row.ring_group_id,
    userId: row.user_id,
    greeting: row.greeting,
    active: row.active,
    version: row.version,
  };
}
