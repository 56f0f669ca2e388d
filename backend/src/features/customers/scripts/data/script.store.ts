import { Injectable } from '@nestjs/common';
import {
  scriptDocumentSchema,
  type Page,
  type Script,
  type ScriptDocument,
  type ScriptListItem,
  type ScriptName,
  type scriptListQuerySchema,
} from '#contracts';
import type { z } from 'zod';
import { Database, type Transaction } from '../../../../platform/database';
import type { Supervised } from '../../../../platform/http';
import { documentItem, DocumentStore, type DocumentRow } from '../../../../platform/documents';

export type ScriptListQuery = z.infer<typeof scriptListQuerySchema>;
export type StoredScript = Omit<Script, 'findings'>;

interface Row extends DocumentRow {
  readonly queue_ids: string[];
  readonly campaign_ids: string[];
}

/** SQL: a campaign is of a group of `groups`, or names one of `users`. */
export const campaignInView = (campaignId: string, { groups, users }: { groups: string; users: string }): string =>
  `(exists (select 1 from campaign_group g where g.campaign_id = ${campaignId} and g.group_id = any(${groups}::uuid[]))
    or exists (select 1 from campaign_agent a where a.campaign_id = ${campaignId} and a.agent_id = any(${users}::uuid[])))`;

/** Scripts as they are edited and published, and where they are shown. */
@Injectable()
export class ScriptStore extends DocumentStore<ScriptDocument> {
  constructor(database: Database) {
    super(database, {
      table: 'script',
      key: 'script_id',
      parse: (stored) => scriptDocumentSchema.parse(stored),
      more: [
        'array(select q.queue_id::text from script_queue q where q.script_id = d.id order by 1) as queue_ids',
        'array(select c.campaign_id::text from script_campaign c where c.script_id = d.id order by 1) as campaign_ids',
      ],
    });
  }

  async page(query: ScriptListQuery): Promise<Page<ScriptListItem>> {
    const page = await this.listed<Row>(query);
    return { items: page.items.map(toItem), next: page.next };
  }

  /** Published ones. */
  names(): Promise<ScriptName[]> {
    return this.database.read.query(
      'select id, name from script where live_version is not null order by name, id limit 1000',
    );
  }

  async find(tx: Transaction, id: string): Promise<StoredScript | null> {
    const found = await this.drafted<Row>(tx, id);
    return found && { ...toItem(found.row), draft: found.draft, draftVersion: found.draftVersion };
  }

  async show(
    tx: Transaction,
    id: string,
    { queueIds, campaignIds }: Pick<ScriptListItem, 'queueIds' | 'campaignIds'>,
  ): Promise<void> {
    await tx.query('delete from script_queue where script_id = $1', [id]);
    await tx.query('delete from script_campaign where script_id = $1', [id]);
    await tx.query('insert into script_queue (script_id, queue_id) select $1, unnest($2::uuid[])', [id, queueIds]);
    await tx.query('insert into script_campaign (script_id, campaign_id) select $1, unnest($2::uuid[])', [
      id,
      campaignIds,
    ]);
  }

  /** Whether somebody supervises all of these campaigns. */
  async supervises(
    tx: Transaction,
    { groupIds, userIds }: Supervised,
    campaignIds: readonly string[],
  ): Promise<boolean> {
    const inView = campaignInView('c.id', { groups: '$2', users: '$3' });
    const rows = await tx.query<object[]>(`select 1 from campaign c where c.id = any($1::uuid[]) and ${inView}`, [
      campaignIds,
      [...groupIds],
      [...userIds],
    ]);
    return rows.length === campaignIds.length;
  }

  /** The published script of a campaign, else of a queue. */
  async shownIn(
    tx: Transaction,
    { campaignId, queueId }: { campaignId: string | null; queueId: string | null },
  ): Promise<string | null> {
    const [row] = await tx.query<{ id: string }[]>(
      `select s.id from script s where s.live_version is not null and s.id = coalesce(
         (select c.script_id from script_campaign c where c.campaign_id = $1),
         (select q.script_id from script_queue q where q.queue_id = $2))`,
      [campaignId, queueId],
    );
    return row?.id ?? null;
  }

  /** Names of queues, campaigns and classifiers that lead into it. */
  async usedBy(tx: Transaction, id: string): Promise<string[]> {
    const rows = await tx.query<{ name: string }[]>(
      `select q.name from script_queue s join queue q on q.id = s.queue_id where s.script_id = $1 and q.deleted_at is null
       union select c.name from script_campaign s join campaign c on c.id = s.campaign_id where s.script_id = $1
       union select f.name from classifier f where f.follow_ups @> $2 order by 1 limit 20`,
      [id, JSON.stringify([{ kind: 'start-script', scriptId: id }])],
    );
    return rows.map(({ name }) => name);
  }

  async hasRuns(tx: Transaction, id: string): Promise<boolean> {
    const rows = await tx.query<object[]>('select 1 from script_run where script_id = $1 limit 1', [id]);
    return rows.length > 0;
  }

  async addPicture(tx: Transaction, picture: { id: string; scriptId: string; mediaType: string }): Promise<void> {
    await tx.query('insert into script_picture (id, script_id, media_type) values ($1, $2, $3)', [
      picture.id,
      picture.scriptId,
      picture.mediaType,
    ]);
  }

  async pictures(tx: Transaction, scriptId: string): Promise<string[]> {
    const rows = await tx.query<{ id: string }[]>('select id from script_picture where script_id = $1', [scriptId]);
    return rows.map(({ id }) => id);
  }

  async classifierIds(tx: Transaction): Promise<Set<string>> {
    const rows = await tx.query<{ id: string }[]>('select id from classifier where active');
    return new Set(rows.map(({ id }) => id));
  }
}

const toItem = (row: Row): ScriptListItem => ({
  ...documentItem(row),
  queueIds: row.queue_ids,
  campaignIds: row.campaign_ids,
});
