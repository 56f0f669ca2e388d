import { Injectable } from '@nestjs/common';
import type { GoalDays, GoalKind, GoalListQuery, GoalPeriod, Page, QueueHours, SaveGoal } from '#contracts';
import type { Instant } from '../../../../kernel/clock';
import { Database, type Transaction } from '../../../../platform/database';
import { containsPattern, keysetSqlPage, type Supervised } from '../../../../platform/http';
import type { Span } from '../domain/goal-period';

/** A goal as it is stored, with the names of those whom it is about. */
export interface StoredGoal {
  readonly id: string;
  readonly name: string;
  readonly kind: GoalKind;
  readonly period: GoalPeriod;
  readonly from: string | null;
  readonly to: string | null;
  readonly target: number;
  readonly createdAt: Instant;
  readonly campaigns: readonly { readonly id: string; readonly name: string; readonly hours: QueueHours | null }[];
  readonly agents: readonly { readonly id: string; readonly name: string }[];
  readonly version: number;
}

export interface Reached {
  readonly agentId: string | null;
  readonly reached: number;
  readonly successes: number;
}

const COLUMNS = `g.id, g.name, g.kind, g.period, g.from_day::text as "from", g.to_day::text as "to", g.target,
  (extract(epoch from g.created_at) * 1000)::float8 as "createdAt", g.version,
  (select coalesce(jsonb_agg(jsonb_build_object('id', c.id, 'name', c.name, 'hours', c.settings -> 'hours') order by c.name), '[]')
    from goal_campaign gc join campaign c on c.id = gc.campaign_id where gc.goal_id = g.id) as campaigns,
  (select coalesce(jsonb_agg(jsonb_build_object('id', u.id, 'name', u.first_name || ' ' || u.last_name) order by u.last_name, u.id), '[]')
    from goal_agent ga join app_user u on u.id = ga.agent_id where ga.goal_id = g.id) as agents`;

const SORTING = {
  columns: { name: { sql: 'g.name', type: 'text' } },
  default: 'name',
  id: { sql: 'g.id', type: 'uuid' },
} as const;

/** Campaign of a supervisor: that of his groups, or with one of his people. */
const campaignInView = (campaign: string, groups: string, users: string): string =>
  `(exists (select 1 from campaign_group x where x.campaign_id = ${campaign} and x.group_id = any(${groups}::uuid[]))
    or exists (select 1 from campaign_agent x where x.campaign_id = ${campaign} and x.agent_id = any(${users}::uuid[])))`;

const goalInView = (groups: string, users: string): string =>
  `case g.kind when 'agent' then exists (select 1 from goal_agent x where x.goal_id = g.id and x.agent_id = any(${users}::uuid[]))
    else exists (select 1 from goal_campaign gc where gc.goal_id = g.id and ${campaignInView('gc.campaign_id', groups, users)}) end`;

/** Goals, and the sums of successes that they are measured by. */
@Injectable()
export class GoalStore {
  constructor(private readonly database: Database) {}

  page(
    query: Omit<GoalListQuery, 'sort'> & { sort?: string | undefined },
    supervised: Supervised | null,
  ): Promise<Page<StoredGoal>> {
    const where: string[] = [];
    const parameters: unknown[] = [];
    const at = (value: unknown) => `$${parameters.push(value)}`;
    if (query.kind) where.push(`g.kind = any(${at(query.kind)}::text[])`);
    if (query.period) where.push(`g.period = any(${at(query.period)}::text[])`);
    if (query.search) where.push(`searchable(g.name) like searchable(${at(containsPattern(query.search))})`);
    if (supervised) where.push(goalInView(at([...supervised.groupIds]), at([...supervised.userIds])));
    const sql = { select: COLUMNS, from: 'goal g', where, parameters };
    return keysetSqlPage<StoredGoal>(this.database.read, sql, { sorting: SORTING, ...query });
  }

  /** Null also when it is out of view. */
  async find(tx: Transaction, id: string, supervised: Supervised | null): Promise<StoredGoal | null> {
    const view = supervised ? `and ${goalInView('$2', '$3')}` : '';
    const parameters = supervised ? [id, [...supervised.groupIds], [...supervised.userIds]] : [id];
    const [row] = await tx.query<StoredGoal[]>(`select ${COLUMNS} from goal g where g.id = $1 ${view}`, parameters);
    return row ?? null;
  }

  /** Campaigns among these that exist and are in view. */
  async campaignsInView(tx: Transaction, ids: readonly string[], supervised: Supervised | null): Promise<number> {
    const view = supervised ? `and ${campaignInView('c.id', '$2', '$3')}` : '';
    const parameters = supervised ? [ids, [...supervised.groupIds], [...supervised.userIds]] : [ids];
    const [row] = await tx.query<{ count: number }[]>(
      `select count(*)::int as count from campaign c where c.id = any($1::uuid[]) ${view}`,
      parameters,
    );
    return row?.count ?? 0;
  }

  ofAgent(agentId: string): Promise<StoredGoal[]> {
    return this.database.read.query(
      `select ${COLUMNS} from goal g where g.kind = 'agent' and exists (select 1 from goal_agent x where x.goal_id = g.id and x.agent_id = $1)
       order by g.name, g.id`,
      [agentId],
    );
  }

  async insert(tx: Transaction, id: string, goal: SaveGoal, at: Instant): Promise<void> {
    await tx.query(
      `insert into goal (id, name, kind, period, from_day, to_day, target, created_at)
       values ($1, $2, $3, $4, $5, $6, $7, to_timestamp($8 / 1000.0))`,
      [id, goal.name, goal.kind, goal.period, goal.from, goal.to, goal.target, at],
    );
    await this.setMembers(tx, id, goal);
  }

  /** False: somebody else changed it since `version`. */
  async update(tx: Transaction, id: string, goal: SaveGoal): Promise<boolean> {
    const [rows] = await tx.query<[object[], number]>(
      `update goal set name = $3, kind = $4, period = $5, from_day = $6, to_day = $7, target = $8, version = version + 1
       where id = $1 and version = $2 returning id`,
      [id, goal.version, goal.name, goal.kind, goal.period, goal.from, goal.to, goal.target],
    );
    if (rows.length > 0) await this.setMembers(tx, id, goal);
    return rows.length > 0;
  }

  async remove(tx: Transaction, id: string): Promise<void> {
    await tx.query('delete from goal where id = $1', [id]);
  }

  private async setMembers(tx: Transaction, id: string, { campaignIds, agentIds }: SaveGoal): Promise<void> {
    await tx.query('delete from goal_campaign where goal_id = $1', [id]);
    await tx.query('delete from goal_agent where goal_id = $1', [id]);
    await tx.query('insert into goal_campaign select $1, unnest($2::uuid[]) on conflict do nothing', [id, campaignIds]);
    await tx.query('insert into goal_agent select $1, unnest($2::uuid[]) on conflict do nothing', [id, agentIds]);
  }

  /** Sums of the span: of the campaign, or of each agent in the goal's campaigns. */
  reached({ id, kind }: StoredGoal, { from, to }: Span): Promise<Reached[]> {
    const whose = kind === 'agent' ? 'f.agent_id' : 'null::uuid';
    return this.database.read.query(
      `select ${whose} as "agentId", coalesce(sum(f.value), 0)::float8 as reached, count(*)::int as successes
       from success_fact f where ${OF_GOAL[kind]} and ${WITHIN} group by 1`,
      [id, from, to],
    );
  }

  days({ id, kind }: StoredGoal, { from, to }: Span): Promise<GoalDays> {
    return this.database.read.query(
      `select (f.at at time zone 'Europe/Warsaw')::date::text as day, sum(f.value)::float8 as value, count(*)::int as successes
       from success_fact f where ${OF_GOAL[kind]} and ${WITHIN} group by 1 order by 1`,
      [id, from, to],
    );
  }
}

const OF_GOAL: Readonly<Record<GoalKind, string>> = {
  campaign: 'f.campaign_id in (select campaign_id from goal_campaign where goal_id = $1)',
  agent: `f.agent_id in (select agent_id from goal_agent where goal_id = $1) and (f.campaign_id in (select campaign_id from goal_campaign where goal_id = $1)
    or not exists (select 1 from goal_campaign where goal_id = $1))`,
};
const WITHIN = `f.at >= to_timestamp($2 / 1000.0) and ($3::float8 is null or f.at < to_timestamp($3 / 1000.0))`;
