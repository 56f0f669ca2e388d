import { Injectable } from '@nestjs/common';
import type { Page, Recontact, RecontactFor, RecontactListQuery } from '#contracts';
import { Database, type Transaction } from '../../../../platform/database';
import { containsPattern, keysetSqlPage } from '../../../../platform/http';

interface Row {
  readonly id: string;
  readonly due_at: Date;
  readonly due_for: RecontactFor;
  readonly agent_id: string | null;
  readonly agent_name: string | null;
  readonly contact_id: string | null;
  readonly first_name: string | null;
  readonly last_name: string | null;
  readonly number: string | null;
  readonly classifier_id: string | null;
  readonly classifier_name: string | null;
  readonly call_id: string | null;
  readonly note: string;
  readonly state: Recontact['state'];
  readonly version: number;
}

export interface NewRecontact {
  readonly id: string;
  /** Null: planned by hand. */
  readonly callId: string | null;
  readonly contactId: string | null;
  readonly number: string | null;
  readonly classifierId: string | null;
  readonly agentId: string;
  readonly for: RecontactFor;
  readonly dueAt: string;
  readonly note: string;
}

const COLUMNS = `r.id, r.due_at, r.due_for, r.agent_id, u.first_name || ' ' || u.last_name as agent_name, r.contact_id, k.first_name,
  k.last_name, r.number, r.classifier_id, c.name as classifier_name, r.call_id, r.note, r.state, r.version`;
const SOURCE = `recontact r left join app_user u on u.id = r.agent_id left join contact k on k.id = r.contact_id
  left join classifier c on c.id = r.classifier_id`;

const SORTING = {
  columns: { dueAt: { sql: 'r.due_at', type: 'timestamptz' } },
  default: 'dueAt',
  id: { sql: 'r.id', type: 'uuid' },
} as const;

/** Who is to be called again, when and by whom. */
@Injectable()
export class RecontactStore {
  constructor(private readonly database: Database) {}

  /** `visibleTo`: only what these agents promised, and what is anybody's. */
  async page(
    query: Omit<RecontactListQuery, 'sort'> & { sort?: string | undefined },
    visibleTo: readonly string[] | null,
  ): Promise<Page<Recontact>> {
    const where: string[] = [];
    const parameters: unknown[] = [];
    const add = (value: unknown, condition: (at: string) => string) => {
      if (value !== undefined && value !== null) where.push(condition(`$${parameters.push(value)}`));
    };
    add(visibleTo, (at) => `(r.due_for = 'system' or r.agent_id = any(${at}::uuid[]))`);
    add(query.state, (at) => `r.state = any(${at}::text[])`);
    add(query.for, (at) => `r.due_for = any(${at}::text[])`);
    add(query.agentId, (at) => `r.agent_id = ${at}`);
    add(query.from, (at) => `r.due_at >= ${at}::timestamptz`);
    add(query.before, (at) => `r.due_at < ${at}::timestamptz`);
    if (query.search)
      add(
        containsPattern(query.search),
        (at) =>
          `(r.number like ${at} or r.contact_id in (select id from contact where contact_text(contact) like searchable(${at})))`,
      );
    const sql = { select: COLUMNS, from: SOURCE, where, parameters };
    const page = await keysetSqlPage<Row>(this.database.read, sql, { sorting: SORTING, ...query });
    return { items: page.items.map(toRecontact), next: page.next };
  }

  async find(tx: Transaction, id: string): Promise<Recontact | null> {
    const [row] = await tx.query<Row[]>(`select ${COLUMNS} from ${SOURCE} where r.id = $1`, [id]);
    return row ? toRecontact(row) : null;
  }

  async openOfCall(tx: Transaction, callId: string): Promise<Recontact | null> {
    const [row] = await tx.query<Row[]>(`select ${COLUMNS} from ${SOURCE} where r.call_id = $1 and r.state = 'open'`, [
      callId,
    ]);
    return row ? toRecontact(row) : null;
  }

  /** A call has one: a later one takes its place. */
  async put(tx: Transaction, given: NewRecontact): Promise<string> {
    const [row] = await tx.query<{ id: string }[]>(
      `insert into recontact (id, call_id, contact_id, number, classifier_id, agent_id, due_for, due_at, note, state)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9, 'open')
       on conflict (call_id) do update set contact_id = excluded.contact_id, number = excluded.number, classifier_id = excluded.classifier_id,
         agent_id = excluded.agent_id, due_for = excluded.due_for, due_at = excluded.due_at, note = excluded.note, state = 'open',
         version = recontact.version + 1
       returning id`,
      [
        given.id,
        given.callId,
        given.contactId,
        given.number,
        given.classifierId,
        given.agentId,
        given.for,
        given.dueAt,
        given.note,
      ],
    );
    return row?.id ?? given.id;
  }

  async update(
    tx: Transaction,
    { id, dueAt, state, version }: Pick<Recontact, 'id' | 'dueAt' | 'state' | 'version'>,
  ): Promise<boolean> {
    const [rows] = await tx.query<[object[], number]>(
      'update recontact set due_at = $3, state = $4, version = version + 1 where id = $1 and version = $2 returning id',
      [id, version, dueAt, state],
    );
    return rows.length > 0;
  }
}

const named = <T>(id: string | null, value: T): (T & { id: string }) | null => (id === null ? null : { id, ...value });

function toRecontact(row: Row): Recontact {
  return {
    id: row.id,
    dueAt: row.due_at.toISOString(),
    for: row.due_for,
    agent: named(row.agent_id, { name: row.agent_name ?? '' }),
    contact: named(row.contact_id, { firstName: row.first_name ?? '', lastName: row.last_name ?? '' }),
    number: row.number,
    classifier: named(row.classifier_id, { name: row.classifier_name ?? '' }),
    callId: row.call_id,
    note: row.note,
    state: row.state,
    version: row.version,
  };
}
