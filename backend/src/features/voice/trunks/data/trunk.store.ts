import { Injectable } from '@nestjs/common';
import type { Page, SaveTrunk, Trunk } from '#contracts';
import { Database, runPrepared, type Prepared, type Transaction } from '../../../../platform/database';
import { containsPattern, keysetSqlPage } from '../../../../platform/http';

interface Row extends Omit<Trunk, 'health' | 'line'> {
  readonly lineVersion: number | null;
  readonly lineResult: 'applied' | 'refused' | null;
  readonly lineReason: Trunk['line']['reason'];
  readonly lineDetail: string | null;
  readonly lineAt: Date | null;
  readonly state: Trunk['health']['state'];
  readonly since: Date | null;
  readonly channelsUsed: number;
  readonly lastError: string | null;
  readonly lastErrorAt: Date | null;
}

const COLUMNS = `t.id, t.name, t.title, t.supplier, t.host, t.port, t.transport, t.authentication, t.username,
  t.sealed_password is not null as "hasPassword", t.addresses, t.pings, t.codecs, t.channels, t.caller_id_rule as "callerIdRule",
  t.caller_id_number as "callerIdNumber", t.number_prefixes as "numberPrefixes", t.active, t.version,
  coalesce(h.state, 'unknown') as state, h.since, h.last_error as "lastError", h.last_error_at as "lastErrorAt",
  h.line_version as "lineVersion", h.line_result as "lineResult", h.line_reason as "lineReason", h.line_detail as "lineDetail", h.line_at as "lineAt",
  (select count(*)::int from trunk_leg l where l.trunk = t.name) as "channelsUsed"`;
const SOURCE = 'trunk t left join trunk_health h on h.name = t.name';

const BY_ID: Prepared = { name: 'trunk_by_id', text: `select ${COLUMNS} from ${SOURCE} where t.id = $1` };
const BY_NAME: Prepared = { name: 'trunk_by_name', text: `select ${COLUMNS} from ${SOURCE} where t.name = $1` };

const SORTING = {
  columns: { name: { sql: 't.name', type: 'text' }, title: { sql: 't.title', type: 'text' } },
  default: 'name',
  id: { sql: 't.id', type: 'uuid' },
} as const;

export interface TrunkQuery {
  readonly limit: number;
  readonly after?: string | undefined;
  readonly sort?: string | undefined;
  readonly search?: string | undefined;
  readonly active?: boolean | undefined;
}

/** Trunks as screens and the choice see them; passwords stay behind. */
@Injectable()
export class TrunkStore {
  constructor(private readonly database: Database) {}

  async page(query: TrunkQuery): Promise<Page<Trunk>> {
    const where: string[] = [];
    const parameters: unknown[] = [];
    if (query.search)
      where.push(
        `searchable(t.title || ' ' || t.name || ' ' || t.host) like searchable($${parameters.push(containsPattern(query.search))})`,
      );
    if (query.active !== undefined) where.push(`t.active = $${parameters.push(query.active)}`);
    const sql = { select: COLUMNS, from: SOURCE, where, parameters };
    const page = await keysetSqlPage<Row>(this.database.read, sql, { sorting: SORTING, ...query });
    return { items: page.items.map(toTrunk), next: page.next };
  }

  async all(tx: Transaction): Promise<Trunk[]> {
    return (await tx.query<Row[]>(`select ${COLUMNS} from ${SOURCE} order by t.name`)).map(toTrunk);
  }

  async find(tx: Transaction, by: { id: string } | { name: string }): Promise<Trunk | null> {
    const [row] =
      'id' in by ? await runPrepared<Row>(tx, BY_ID, [by.id]) : await runPrepared<Row>(tx, BY_NAME, [by.name]);
    return row ? toTrunk(row) : null;
  }

  async insert(tx: Transaction, id: string, given: SaveTrunk): Promise<void> {
    await tx.query(
      `insert into trunk (id, name, title, supplier, host, port, transport, authentication, username, codecs, channels,
         caller_id_rule, caller_id_number, number_prefixes, active, addresses, pings)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17)`,
      [id, ...valuesOf(given)],
    );
  }

  async update(tx: Transaction, id: string, given: SaveTrunk, version: number): Promise<boolean> {
    const [rows] = await tx.query<[object[], number]>(
      `update trunk set name = $2, title = $3, supplier = $4, host = $5, port = $6, transport = $7, authentication = $8, username = $9,
         codecs = $10, channels = $11, caller_id_rule = $12, caller_id_number = $13, number_prefixes = $14, active = $15, addresses = $16, pings = $17,
         version = version + 1 where id = $1 and version = $18 returning id`,
      [id, ...valuesOf(given), version],
    );
    return rows.length > 0;
  }

  /** With what was known of how it is: another trunk of the same name is another trunk. */
  async remove(tx: Transaction, id: string): Promise<void> {
    await tx.query('delete from trunk_health where name = (select name from trunk where id = $1)', [id]);
    await tx.query('delete from trunk where id = $1', [id]);
  }

  async sealed(tx: Transaction): Promise<ReadonlyMap<string, Buffer>> {
    const rows = await tx.query<{ name: string; sealed: Buffer }[]>(
      'select name, sealed_password as sealed from trunk where sealed_password is not null',
    );
    return new Map(rows.map(({ name, sealed }) => [name, sealed]));
  }

  async seal(tx: Transaction, id: string, sealed: Buffer): Promise<void> {
    await tx.query('update trunk set sealed_password = $2 where id = $1', [id, sealed]);
  }
}

const valuesOf = (given: SaveTrunk): unknown[] => [
  given.name,
  given.title,
  given.supplier,
  given.host,
  given.port,
  given.transport,
  given.authentication,
  given.username,
  given.codecs,
  given.channels,
  given.callerIdRule,
  given.callerIdNumber,
  given.numberPrefixes,
  given.active,
  given.addresses,
  given.pings,
];

const iso = (date: Date | null) => date?.toISOString() ?? null;

function toTrunk(row: Row): Trunk {
  const { state, since, channelsUsed, lastError, lastErrorAt, ...rest } = row;
  const { lineVersion, lineResult, lineReason, lineDetail, lineAt, ...trunk } = rest;
  const handed = lineResult !== null && lineVersion === trunk.version;
  return {
    ...trunk,
    health: { state, since: iso(since), channelsUsed, lastError, lastErrorAt: iso(lastErrorAt) },
    line: handed
      ? { state: lineResult, reason: lineReason, detail: lineDetail, at: iso(lineAt) }
      : { state: 'pending', reason: null, detail: null, at: null },
  };
}
