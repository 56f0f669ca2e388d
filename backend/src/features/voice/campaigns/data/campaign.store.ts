import { Injectable } from '@nestjs/common';
import {
  campaignSchema,
  type Campaign,
  type CampaignKind,
  type CampaignState,
  type Page,
  type SaveCampaign,
} from '#contracts';
import type { Instant } from '../../../../kernel/clock';
import { Database, type Transaction } from '../../../../platform/database';
import { containsPattern, keysetSqlPage } from '../../../../platform/http';
import { actionsIn } from '../domain/campaign';
import type { Given } from '../domain/choose-class';

interface Row {
  readonly id: string;
  readonly name: string;
  readonly kind: CampaignKind;
  readonly state: CampaignState;
  readonly priority: number;
  readonly strategy_id: string | null;
  readonly settings: object;
  readonly agent_ids: string[];
  readonly group_ids: string[];
  readonly version: number;
}

export interface CampaignQuery {
  readonly limit: number;
  readonly after?: string | undefined;
  readonly sort?: string | undefined;
  readonly search?: string | undefined;
  readonly state?: readonly CampaignState[] | undefined;
  readonly kind?: readonly CampaignKind[] | undefined;
  /** Only campaigns of these groups and agents. */
  readonly inView?: { readonly groupIds: readonly string[]; readonly userIds: readonly string[] } | undefined;
}

const COLUMNS = `c.id, c.name, c.kind, c.state, c.priority, c.strategy_id, c.settings, c.version,
  array(select a.agent_id from campaign_agent a where a.campaign_id = c.id order by a.agent_id) as agent_ids,
  array(select g.group_id from campaign_group g where g.campaign_id = c.id order by g.group_id) as group_ids`;

const SORTING = {
  columns: { name: { sql: 'c.name', type: 'text' }, priority: { sql: 'c.priority', type: 'integer' } },
  default: 'name',
  id: { sql: 'c.id', type: 'uuid' },
} as const;

/** Agents of a campaign: named one by one, and the members of its groups who have a phone. */
export const MEMBERS = `(select a.agent_id from campaign_agent a where a.campaign_id = c.id
  union select m.user_id from campaign_group g join user_group_member m on m.group_id = g.group_id where g.campaign_id = c.id)`;

/** Settings of campaigns, and the state that their own streams have brought them to. */
@Injectable()
export class CampaignStore {
  constructor(private readonly database: Database) {}

  async page({ inView, ...query }: CampaignQuery): Promise<Page<Campaign>> {
    const where = ['true'];
    const parameters: unknown[] = [];
    const add = (value: unknown, condition: (at: string) => string) => {
      if (value !== undefined) where.push(condition(`$${parameters.push(value)}`));
    };
    add(query.state, (at) => `c.state = any(${at}::text[])`);
    add(query.kind, (at) => `c.kind = any(${at}::text[])`);
    if (query.search) add(containsPattern(query.search), (at) => `searchable(c.name) like searchable(${at})`);
    if (inView) {
      const [groups, users] = [parameters.push(inView.groupIds), parameters.push(inView.userIds)];
      where.push(`(exists (select 1 from campaign_group g where g.campaign_id = c.id and g.group_id = any($${groups}::uuid[]))
        or exists (select 1 from campaign_agent a where a.campaign_id = c.id and a.agent_id = any($${users}::uuid[])))`);
    }
    const sql = { select: COLUMNS, from: 'campaign c', where, parameters };
    const page = await keysetSqlPage<Row>(this.database.read, sql, { sorting: SORTING, ...query });
    return { items: page.items.map(toCampaign), next: page.next };
  }

  async find(tx: Transaction, id: string): Promise<Campaign | null> {
    const [row] = await tx.query<Row[]>(`select ${COLUMNS} from campaign c where c.id = $1`, [id]);
    return row ? toCampaign(row) : null;
  }

  /** Those that dial, and those that still hold agents back; the most important first. */
  async active(
    tx: Transaction,
  ): Promise<(Campaign & { held: string | null; lookAt: Instant | null; paced: boolean })[]> {
    const rows = await tx.query<(Row & { held: string | null; look_at: Date | null; paced: boolean })[]>(
      `select ${COLUMNS}, c.held, c.look_at, c.kind = 'predictive' and exists (select 1 from campaign_seat s where s.campaign_id = c.id) as paced from campaign c where c.state = 'running'
         or exists (select 1 from campaign_seat s where s.campaign_id = c.id and s.state = 'waiting')
       order by c.priority desc, c.id`,
    );
    return rows.map((row) => ({
      ...toCampaign(row),
      held: row.held,
      lookAt: row.look_at?.getTime() ?? null,
      paced: row.paced,
    }));
  }

  /** With the groups and agents that they belong to. */
  named(): Promise<{ id: string; name: string; groupIds: string[]; agentIds: string[] }[]> {
    return this.database.read.query(
      `select c.id, c.name, array(select g.group_id from campaign_group g where g.campaign_id = c.id) as "groupIds",
         array(select a.agent_id from campaign_agent a where a.campaign_id = c.id) as "agentIds" from campaign c order by c.name`,
    );
  }

  names(): Promise<{ id: string; name: string }[]> {
    return this.database.read.query('select id, name from campaign order by name');
  }

  /** Campaigns in which this agent may work now. */
  async ofAgent(tx: Transaction, agentId: string): Promise<Campaign[]> {
    const rows = await tx.query<Row[]>(
      `select ${COLUMNS} from campaign c where c.state in ('running', 'paused', 'drained') and $1 in ${MEMBERS} order by c.priority desc, c.id`,
      [agentId],
    );
    return rows.map(toCampaign);
  }

  async insert(tx: Transaction, id: string, campaign: SaveCampaign): Promise<void> {
    await tx.query(
      'insert into campaign (id, name, kind, priority, strategy_id, settings) values ($1, $2, $3, $4, $5, $6)',
      [id, campaign.name, campaign.kind, campaign.priority, campaign.strategyId, settingsOf(campaign)],
    );
    await this.replaceMembers(tx, id, campaign);
  }

  /** False: somebody else changed it since `version`. */
  async update(tx: Transaction, id: string, campaign: SaveCampaign, version: number): Promise<boolean> {
    const [rows] = await tx.query<[object[], number]>(
      `update campaign set name = $3, kind = $4, priority = $5, strategy_id = $6, settings = $7, version = version + 1
       where id = $1 and version = $2 returning id`,
      [id, version, campaign.name, campaign.kind, campaign.priority, campaign.strategyId, settingsOf(campaign)],
    );
    if (rows.length === 0) return false;
    await this.replaceMembers(tx, id, campaign);
    return true;
  }

  async setState(tx: Transaction, id: string, state: CampaignState): Promise<void> {
    await tx.query('update campaign set state = $2, held = null, look_at = null where id = $1', [id, state]);
  }

  async remove(tx: Transaction, id: string): Promise<void> {
    await tx.query('delete from campaign where id = $1', [id]);
  }

  async hasRecords(tx: Transaction, id: string): Promise<boolean> {
    const rows = await tx.query<object[]>('select 1 from record where campaign_id = $1 limit 1', [id]);
    return rows.length > 0;
  }

  /** What was handed out of each class; the row stays locked, so records of one campaign are handed out one after the other. */
  async lockGiven(tx: Transaction, id: string): Promise<Given | null> {
    const [row] = await tx.query<{ given: Given }[]>(
      `select given from campaign where id = $1 and state = 'running' for no key update`,
      [id],
    );
    return row?.given ?? null;
  }

  async noteGiven(tx: Transaction, id: string, given: Given): Promise<void> {
    await tx.query('update campaign set given = $2, held = null, look_at = null where id = $1', [
      id,
      JSON.stringify(given),
    ]);
  }

  /** Nothing can be called now; the next look is at `lookAt`. */
  async noteHeld(tx: Transaction, id: string, held: string, lookAt: Instant): Promise<void> {
    await tx.query('update campaign set held = $2, look_at = to_timestamp($3 / 1000.0) where id = $1', [
      id,
      held,
      lookAt,
    ]);
  }

  /** Something has come that may be called: look at once. */
  async lookNow(tx: Transaction, id: string): Promise<void> {
    await tx.query('update campaign set look_at = null where id = $1 and look_at is not null', [id]);
  }

  async held(id: string): Promise<string | null> {
    const [row] = await this.database.read.query<{ held: string | null }[]>('select held from campaign where id = $1', [
      id,
    ]);
    return row?.held ?? null;
  }

  private async replaceMembers(tx: Transaction, id: string, { agentIds, groupIds }: SaveCampaign): Promise<void> {
    await tx.query('delete from campaign_agent where campaign_id = $1', [id]);
    await tx.query('delete from campaign_group where campaign_id = $1', [id]);
    await tx.query('insert into campaign_agent (campaign_id, agent_id) select distinct $1::uuid, unnest($2::uuid[])', [
      id,
      agentIds,
    ]);
    await tx.query('insert into campaign_group (campaign_id, group_id) select distinct $1::uuid, unnest($2::uuid[])', [
      id,
      groupIds,
    ]);
  }
}

/** What no query asks for. */
function settingsOf(campaign: SaveCampaign): string {
  const {
    name: _n,
    kind: _k,
    priority: _p,
    strategyId: _s,
    agentIds: _a,
    groupIds: _g,
    version: _v,
    ...rest
  } = campaign;
  return JSON.stringify(rest);
}

/** Fields that came into being later take their defaults. */
const toCampaign = (row: Row): Campaign =>
  campaignSchema.parse({
    ...row.settings,
    id: row.id,
    name: row.name,
    kind: row.kind,
    state: row.state,
    priority: row.priority,
    strategyId: row.strategy_id,
    agentIds: row.agent_ids,
    groupIds: row.group_ids,
    actions: actionsIn(row.state),
    version: row.version,
  });
