import { Injectable } from '@nestjs/common';
import type { Page, Queue, QueueName, SaveQueue } from '#contracts';
import { Database, runPrepared, type Prepared, type Transaction } from '../../../../platform/database';
import { containsPattern, keysetSqlPage } from '../../../../platform/http';
import { rulesOf } from '../domain/queue-rules';
import type { QueueRules } from '../domain/routing-choice';
import { targetOf, valueOf, type OverflowRow } from './overflow-row';

interface Row {
  readonly id: string;
  readonly name: string;
  readonly strategy: Queue['strategy'];
  readonly agent_ids: string[];
  readonly group_ids: string[];
  readonly members: string[];
  readonly offer_timeout_seconds: number;
  readonly wrap_up_seconds: number;
  readonly priority: number | null;
  readonly slope_per_second: number;
  readonly service_level_seconds: number;
  readonly music: string;
  readonly music_playlist_id: string | null;
  readonly announce_position: boolean;
  readonly announce_every_seconds: number;
  readonly max_wait_seconds: number | null;
  readonly record: Queue['record'];
  readonly record_percent: number;
  readonly recording_days: number | null;
  readonly classifier_required: boolean;
  readonly classifier_ids: string[];
  readonly active: boolean;
  readonly version: number;
  readonly skills: Queue['skills'];
  readonly ranking: Queue['ranking'];
  readonly rings: Queue['rings'];
  readonly slopes: Queue['slopes'];
  readonly weight_cap: number | null;
  readonly keep_relationship: boolean;
  readonly last_agent_seconds: number;
  readonly hours: Queue['hours'];
  readonly announce_wait: boolean;
  readonly callback: Queue['callback'];
  readonly overflow: OverflowRow[];
}

const COLUMNS = `q.id, q.name, q.strategy, q.offer_timeout_seconds, q.wrap_up_seconds, q.priority, q.slope_per_second, q.service_level_seconds,
  q.music, q.music_playlist_id, q.announce_position, q.announce_every_seconds, q.max_wait_seconds, q.record, q.record_percent, q.recording_days, q.classifier_required, q.classifier_ids, q.active, q.version,
  q.ranking, q.rings, q.slopes, q.weight_cap, q.keep_relationship, q.last_agent_seconds, q.hours, q.announce_wait, q.callback,
  (select coalesce(jsonb_agg(jsonb_build_object('skillId', s.skill_id, 'level', s.level, 'mandatory', s.mandatory, 'weight', s.weight) order by s.place), '[]')
    from queue_skill s where s.queue_id = q.id) as skills,
  (select coalesce(jsonb_agg(jsonb_build_object('condition', o.condition, 'threshold', o.threshold, 'target', o.target, 'queue', o.target_queue_id, 'value', o.target_value) order by o.place), '[]')
    from queue_overflow o where o.queue_id = q.id) as overflow,
  array(select a.agent_id from queue_agent a where a.queue_id = q.id order by a.place) as agent_ids,
  array(select g.group_id from queue_group g where g.queue_id = q.id order by g.place) as group_ids`;

const BY_ID: Prepared = {
  name: 'queue_by_id',
  text: `select ${COLUMNS} from queue q where q.id = $1 and q.deleted_at is null`,
};

/** Agents named one by one come first, in their order; then the members of the groups, by group and name. */
const MEMBERS = `array(
  select member from (
    select a.agent_id as member, 0 as part, a.place, '' as name from queue_agent a where a.queue_id = q.id
    union all
    select m.user_id, 1, g.place, u.last_name || ' ' || u.first_name || m.user_id from queue_group g
      join user_group_member m on m.group_id = g.group_id join app_user u on u.id = m.user_id
      where g.queue_id = q.id and u.extension is not null and not exists (select 1 from queue_agent a where a.queue_id = q.id and a.agent_id = m.user_id)
  ) every group by member order by min(part), min(place), min(name)) as members`;

const SETTINGS = [
  'name',
  'strategy',
  'offer_timeout_seconds',
  'wrap_up_seconds',
  'priority',
  'slope_per_second',
  'service_level_seconds',
  'music',
  'music_playlist_id',
  'announce_position',
  'announce_every_seconds',
  'max_wait_seconds',
  'record',
  'record_percent',
  'recording_days',
  'classifier_required',
  'classifier_ids',
  'active',
  'ranking',
  'rings',
  'slopes',
  'weight_cap',
  'keep_relationship',
  'last_agent_seconds',
  'hours',
  'announce_wait',
  'callback',
] as const;

const valuesOf = (queue: SaveQueue): unknown[] => [
  queue.name,
  queue.strategy,
  queue.offerTimeoutSeconds,
  queue.wrapUpSeconds,
  queue.priority,
  queue.slopePerSecond,
  queue.serviceLevelSeconds,
  queue.music,
  queue.musicPlaylistId,
  queue.announcePosition,
  queue.announceEverySeconds,
  queue.maxWaitSeconds,
  queue.record,
  queue.recordPercent,
  queue.recordingDays,
  queue.classifierRequired,
  queue.classifierIds,
  queue.active,
  queue.ranking,
  JSON.stringify(queue.rings),
  JSON.stringify(queue.slopes),
  queue.weightCap,
  queue.keepRelationship,
  queue.lastAgentSeconds,
  queue.hours === null ? null : JSON.stringify(queue.hours),
  queue.announceWait,
  queue.callback && JSON.stringify(queue.callback),
];

export interface QueueQuery {
  readonly limit: number;
  readonly after?: string | undefined;
  readonly sort?: string | undefined;
  readonly search?: string | undefined;
  readonly active?: boolean | undefined;
  /** Only these queues. */
  readonly only?: readonly string[] | undefined;
}

/** Queue settings and members. */
@Injectable()
export class QueueStore {
  constructor(private readonly database: Database) {}

  async page(query: QueueQuery): Promise<Page<Queue>> {
    const where = ['q.deleted_at is null'];
    const parameters: unknown[] = [];
    if (query.active !== undefined) where.push(`q.active = $${parameters.push(query.active)}`);
    if (query.only) where.push(`q.id = any($${parameters.push(query.only)}::uuid[])`);
    if (query.search)
      where.push(`searchable(q.name) like searchable($${parameters.push(containsPattern(query.search))})`);
    const sorting = {
      columns: { name: { sql: 'q.name', type: 'text' }, priority: { sql: 'q.priority', type: 'integer' } },
      default: 'name',
      id: { sql: 'q.id', type: 'uuid' },
    } as const;
    const page = await keysetSqlPage<Row>(
      this.database.read,
      { select: COLUMNS, from: 'queue q', where, parameters },
      { sorting, ...query },
    );
    return { items: page.items.map(toQueue), next: page.next };
  }

  async names(): Promise<QueueName[]> {
    return this.database.read.query(
      'select id, name, classifier_ids as "classifierIds" from queue where deleted_at is null and active order by name',
    );
  }

  async find(tx: Transaction, id: string): Promise<Queue | null> {
    const [row] = await runPrepared<Row>(tx, BY_ID, [id]);
    return row ? toQueue(row) : null;
  }

  async count(tx: Transaction): Promise<number> {
    const [row] = await tx.query<{ count: number }[]>(
      'select count(*)::int as count from queue where deleted_at is null',
    );
    return row?.count ?? 0;
  }

  async nameTaken(tx: Transaction, name: string, exceptId: string): Promise<boolean> {
    const rows = await tx.query<object[]>(
      'select 1 from queue where lower(name) = lower($1) and id <> $2 and deleted_at is null',
      [name, exceptId],
    );
    return rows.length > 0;
  }

  async insert(tx: Transaction, id: string, queue: SaveQueue): Promise<void> {
    await tx.query(
      `insert into queue (id, ${SETTINGS.join(', ')}) values ($1, ${SETTINGS.map((_, index) => `$${index + 2}`).join(', ')})`,
      [id, ...valuesOf(queue)],
    );
    await this.replaceMembers(tx, id, queue);
  }

  /** False: somebody else changed it since `version`. */
  async update(tx: Transaction, id: string, queue: SaveQueue, version: number): Promise<boolean> {
    const [rows] = await tx.query<[object[], number]>(
      `update queue set ${SETTINGS.map((column, index) => `${column} = $${index + 3}`).join(', ')}, version = version + 1
       where id = $1 and version = $2 and deleted_at is null returning id`,
      [id, version, ...valuesOf(queue)],
    );
    if (rows.length === 0) return false;
    await this.replaceMembers(tx, id, queue);
    return true;
  }

  async remove(tx: Transaction, id: string, at: number): Promise<void> {
    await tx.query('update queue set deleted_at = to_timestamp($2 / 1000.0), version = version + 1 where id = $1', [
      id,
      at,
    ]);
  }

  async waiting(tx: Transaction, id: string): Promise<number> {
    const [row] = await tx.query<{ count: number }[]>(
      `select count(*)::int as count from work_item where queue_id = $1 and state in ('waiting', 'offered')`,
      [id],
    );
    return row?.count ?? 0;
  }

  async hasNumbers(tx: Transaction, id: string): Promise<boolean> {
    const rows = await tx.query<object[]>('select 1 from inbound_number where queue_id = $1 limit 1', [id]);
    return rows.length > 0;
  }

  async rules(tx: Transaction, ids: readonly string[] | 'all'): Promise<QueueRules[]> {
    const [condition, parameters] = ids === 'all' ? ['true', []] : ['q.id = any($1::uuid[])', [ids]];
    const rows = await tx.query<Row[]>(
      `select ${COLUMNS}, ${MEMBERS} from queue q where q.deleted_at is null and ${condition} order by q.id`,
      [...parameters],
    );
    return rows.map((row) => rulesOf(toQueue(row), row.members));
  }

  async idsWithGroup(tx: Transaction, groupId: string): Promise<string[]> {
    const rows = await tx.query<{ queue_id: string }[]>('select queue_id from queue_group where group_id = $1', [
      groupId,
    ]);
    return rows.map(({ queue_id }) => queue_id);
  }

  /** Overflow of other queues ends here. */
  async isOverflowTarget(tx: Transaction, id: string): Promise<boolean> {
    const rows = await tx.query<object[]>(
      'select 1 from queue_overflow o join queue q on q.id = o.queue_id where o.target_queue_id = $1 and q.deleted_at is null limit 1',
      [id],
    );
    return rows.length > 0;
  }

  private async replaceSkills(tx: Transaction, id: string, { skills }: SaveQueue): Promise<void> {
    await tx.query('delete from queue_skill where queue_id = $1', [id]);
    await tx.query(
      `insert into queue_skill (queue_id, skill_id, place, level, mandatory, weight)
       select $1, (s.each->>'skillId')::uuid, s.n, (s.each->>'level')::int, (s.each->>'mandatory')::boolean, (s.each->>'weight')::float8
       from jsonb_array_elements($2::jsonb) with ordinality as s (each, n)`,
      [id, JSON.stringify(skills)],
    );
  }

  private async replaceOverflow(tx: Transaction, id: string, { overflow }: SaveQueue): Promise<void> {
    await tx.query('delete from queue_overflow where queue_id = $1', [id]);
    for (const [place, { when, threshold, to }] of overflow.entries()) {
      const queueId = to.kind === 'queue' ? to.queueId : null;
      await tx.query(
        `insert into queue_overflow (queue_id, place, condition, threshold, target, target_queue_id, target_value)
         values ($1, $2, $3, $4, $5, $6, $7)`,
        [id, place, when, threshold, to.kind, queueId, valueOf(to)],
      );
    }
  }

  private async replaceMembers(tx: Transaction, id: string, queue: SaveQueue): Promise<void> {
    const { agentIds, groupIds } = queue;
    await this.replaceSkills(tx, id, queue);
    await this.replaceOverflow(tx, id, queue);
    await tx.query('delete from queue_agent where queue_id = $1', [id]);
    await tx.query('delete from queue_group where queue_id = $1', [id]);
    await tx.query(
      'insert into queue_agent (queue_id, agent_id, place) select $1, a, n from unnest($2::uuid[]) with ordinality as each (a, n) on conflict do nothing',
      [id, agentIds],
    );
    await tx.query(
      'insert into queue_group (queue_id, group_id, place) select $1, g, n from unnest($2::uuid[]) with ordinality as each (g, n) on conflict do nothing',
      [id, groupIds],
    );
  }
}

function toQueue(row: Row): Queue {
  return {
    id: row.id,
    name: row.name,
    strategy: row.strategy,
    agentIds: row.agent_ids,
    groupIds: row.group_ids,
    offerTimeoutSeconds: row.offer_timeout_seconds,
    wrapUpSeconds: row.wrap_up_seconds,
    priority: row.priority,
    slopePerSecond: row.slope_per_second,
    serviceLevelSeconds: row.service_level_seconds,
    music: row.music,
    musicPlaylistId: row.music_playlist_id,
    announcePosition: row.announce_position,
    announceEverySeconds: row.announce_every_seconds,
    maxWaitSeconds: row.max_wait_seconds,
    record: row.record,
    recordPercent: row.record_percent,
    recordingDays: row.recording_days,
    classifierRequired: row.classifier_required,
    classifierIds: row.classifier_ids,
    active: row.active,
    version: row.version,
    skills: row.skills,
    ranking: row.ranking,
    rings: row.rings,
    slopes: row.slopes,
    weightCap: row.weight_cap,
    keepRelationship: row.keep_relationship,
    lastAgentSeconds: row.last_agent_seconds,
    hours: row.hours,
    overflow: row.overflow.map(({ condition, threshold, ...target }) => ({
      when: condition,
      threshold,
      to: targetOf(target),
    })),
    announceWait: row.announce_wait,
    callback: row.callback,
  };
}
