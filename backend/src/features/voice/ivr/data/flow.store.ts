import { Injectable } from '@nestjs/common';
import {
  flowDocumentSchema,
  type FlowDocument,
  type FlowListItem,
  type FlowName,
  type Page,
  type PromptUse,
} from '#contracts';
import { Database, type Transaction } from '../../../../platform/database';
import { DocumentStore } from '../../../../platform/documents';
import { containsPattern, keysetSqlPage } from '../../../../platform/http';

interface Row {
  readonly id: string;
  readonly name: string;
  readonly group_ids: string[];
  readonly live_version: number | null;
  readonly changed: boolean;
  readonly updated_at: Date;
  readonly version: number;
}

/** A flow with its draft, as it is edited. */
export interface StoredFlow extends FlowListItem {
  readonly draft: FlowDocument;
  readonly draftVersion: number;
}

const COLUMNS = `f.id, f.name, f.live_version, f.updated_at, f.version,
  array(select g.group_id::text from ivr_flow_group g where g.flow_id = f.id order by 1) as group_ids,
  f.draft is distinct from (select v.document from ivr_flow_version v where v.flow_id = f.id and v.number = f.live_version) as changed`;

const SORTING = {
  columns: { name: { sql: 'f.name', type: 'text' }, updatedAt: { sql: 'f.updated_at', type: 'timestamptz' } },
  default: 'name',
  id: { sql: 'f.id', type: 'uuid' },
} as const;

export interface FlowQuery {
  readonly limit: number;
  readonly after?: string | undefined;
  readonly sort?: string | undefined;
  readonly search?: string | undefined;
  readonly published?: boolean | undefined;
}

/** Groups whose flows are seen; null: all flows. */
export type Supervised = ReadonlySet<string> | null;

const SEEN = (parameter: number) =>
  `exists (select 1 from ivr_flow_group g where g.flow_id = f.id and g.group_id = any($${parameter}::uuid[]))`;

export interface LiveFlow<Document = FlowDocument> {
  readonly flowId: string;
  readonly number: number;
  readonly document: Document;
}

/** Flows, their drafts and versions. */
@Injectable()
export class FlowStore extends DocumentStore<FlowDocument> {
  constructor(database: Database) {
    super(database, { table: 'ivr_flow', key: 'flow_id', parse: (stored) => flowDocumentSchema.parse(stored) });
  }

  async page(query: FlowQuery, supervised: Supervised): Promise<Page<FlowListItem>> {
    const where: string[] = [];
    const parameters: unknown[] = [];
    if (supervised) where.push(SEEN(parameters.push([...supervised])));
    if (query.search)
      where.push(`searchable(f.name) like searchable($${parameters.push(containsPattern(query.search))})`);
    if (query.published !== undefined) where.push(`f.live_version is ${query.published ? 'not null' : 'null'}`);
    const sort = query.sort && query.sort.replace('-', '') in SORTING.columns ? query.sort : undefined;
    const page = await keysetSqlPage<Row>(
      this.database.read,
      { select: COLUMNS, from: 'ivr_flow f', where, parameters },
      { sorting: SORTING, ...query, sort },
    );
    return { items: page.items.map(toItem), next: page.next };
  }

  async names(): Promise<FlowName[]> {
    return this.database.read.query<FlowName[]>(
      'select id, name, live_version as "liveVersion" from ivr_flow order by name, id limit 1000',
    );
  }

  async find(tx: Transaction, id: string, supervised: Supervised = null): Promise<StoredFlow | null> {
    const [row] = await tx.query<(Row & { draft: unknown; draft_version: number })[]>(
      `select ${COLUMNS}, f.draft, f.draft_version from ivr_flow f where f.id = $1 ${supervised ? `and ${SEEN(2)}` : ''}`,
      supervised ? [id, [...supervised]] : [id],
    );
    if (!row) return null;
    return { ...toItem(row), draft: flowDocumentSchema.parse(row.draft), draftVersion: row.draft_version };
  }

  async setGroups(tx: Transaction, id: string, groupIds: readonly string[]): Promise<void> {
    await tx.query('delete from ivr_flow_group where flow_id = $1', [id]);
    await tx.query('insert into ivr_flow_group (flow_id, group_id) select $1, unnest($2::uuid[])', [id, groupIds]);
  }

  /** What new calls would take now; flows that were never published are absent. */
  async live(tx: Transaction, flowIds: readonly string[]): Promise<LiveFlow[]> {
    const rows = await tx.query<{ id: string; live_version: number }[]>(
      'select id, live_version from ivr_flow where id = any($1) and live_version is not null',
      [flowIds],
    );
    const found: LiveFlow[] = [];
    for (const { id, live_version: number } of rows) {
      const document = await this.document(tx, id, number);
      if (document) found.push({ flowId: id, number, document });
    }
    return found;
  }

  async existing(tx: Transaction, flowIds: readonly string[]): Promise<string[]> {
    const rows = await tx.query<{ id: string }[]>('select id from ivr_flow where id = any($1)', [flowIds]);
    return rows.map(({ id }) => id);
  }

  /** Flows whose draft or live version plays the prompt, wherever in a node it stands. */
  async usesOfPrompt(tx: Transaction, promptId: string): Promise<PromptUse[]> {
    const rows = await tx.query<{ id: string; name: string }[]>(
      `select f.id, f.name from ivr_flow f
       left join ivr_flow_version v on v.flow_id = f.id and v.number = f.live_version
       where jsonb_path_exists(f.draft, $2, $1) or jsonb_path_exists(v.document, $2, $1) order by f.name, f.id limit 20`,
      [JSON.stringify({ id: promptId }), '$.nodes[*].*[*].promptId ? (@ == $id)'],
    );
    return rows.map(({ id, name }) => ({ kind: 'flow', id, name }));
  }

  /** Names of flows whose draft or live version runs this one as a part. */
  async runBy(tx: Transaction, id: string): Promise<string[]> {
    const rows = await tx.query<{ name: string }[]>(
      `select distinct f.name from ivr_flow f
       left join ivr_flow_version v on v.flow_id = f.id and v.number = f.live_version
       where f.id <> $1 and (f.draft -> 'nodes' @> $2 or v.document -> 'nodes' @> $2) order by 1`,
      [id, JSON.stringify([{ kind: 'sub-flow', flowId: id }])],
    );
    return rows.map(({ name }) => name);
  }
}

const toItem = (row: Row): FlowListItem => ({
  id: row.id,
  name: row.name,
  groupIds: row.group_ids,
  liveVersion: row.live_version,
  changed: row.changed,
  updatedAt: row.updated_at.toISOString(),
  version: row.version,
});
