import { Injectable } from '@nestjs/common';
import type { Page, RecordingDetail, RecordingListItem, RecordingListQuery } from '#contracts';
import { Database } from '../../../../platform/database';
import { Conditions, containsPattern, keysetSqlPage, type Supervised } from '../../../../platform/http';
import type { Packed } from '../domain/manifest';
import { peaksOf } from '../domain/peaks';

/** Null: every recording. Otherwise those of calls that the person took part in, and of what he supervises. */
export type RecordingScope = { readonly userId: string; readonly supervised: Supervised | null } | null;

type Named = { readonly id: string; readonly name: string } | null;

interface Row {
  readonly id: string;
  readonly call_id: string;
  readonly started_at: Date;
  readonly duration_ms: number;
  readonly state: RecordingListItem['state'];
  readonly reason: string | null;
  readonly direction: RecordingListItem['direction'];
  readonly number: string | null;
  readonly contact: Named;
  readonly agent: Named;
  readonly queue: Named;
  readonly campaign: Named;
  readonly classifier_name: string | null;
  readonly tags: string[];
  readonly comments: number;
  readonly held: boolean;
  readonly hold_reason: string | null;
}

interface DetailRow extends Row {
  readonly comment_list: RecordingDetail['commentList'];
  readonly groups: RecordingDetail['groups'];
  readonly peaks: Buffer | null;
  readonly sha256: string | null;
  readonly encrypted: boolean;
  readonly bytes: number | null;
  readonly deleted_on: Date | null;
}

/** `{id, name}` of another table. Looked up for the rows of the page only: PostgreSQL puts these behind the limit, joins it does not. */
const named = (table: string, column: string, name = 'name'): string =>
  `(select jsonb_build_object('id', o.id, 'name', ${name}) from ${table} o where o.id = r.${column})`;
const PERSON = `trim(o.first_name || ' ' || o.last_name)`;

const COLUMNS = `r.id, r.call_id, r.started_at, r.duration_ms, r.state, r.reason, r.direction, r.number, r.tags, r.held, r.hold_reason,
  ${named('contact', 'contact_id', PERSON)} as contact, ${named('app_user', 'agent_id', PERSON)} as agent,
  ${named('queue', 'queue_id')} as queue, ${named('campaign', 'campaign_id')} as campaign,
  (select k.name from classifier k where k.id = r.classifier_id) as classifier_name,
  (select count(*)::int from recording_comment m where m.recording_id = r.id) as comments`;

const DETAIL = `${COLUMNS}, r.peaks, r.sha256, r.iv is not null as encrypted,
  (select f.bytes from stored_file f where f.key = recording_key(r.id, r.started_at)) as bytes,
  coalesce((select jsonb_agg(jsonb_build_object('id', m.id, 'atMs', m.at_ms, 'text', m.text, 'writtenAt', m.written_at,
      'author', (select jsonb_build_object('id', o.id, 'name', ${PERSON}) from app_user o where o.id = m.author_id)) order by m.at_ms, m.id)
    from recording_comment m where m.recording_id = r.id), '[]') as comment_list,
  coalesce((select jsonb_agg(jsonb_build_object('id', g.id, 'name', g.name) order by g.name)
    from recording_in_group i join recording_group g on g.id = i.group_id where i.recording_id = r.id), '[]') as groups,
  recording_deleted_on(r) as deleted_on`;

const SORTING = {
  columns: {
    startedAt: { sql: 'r.started_at', type: 'timestamptz' },
    durationMs: { sql: 'r.duration_ms', type: 'bigint' },
  },
  default: '-startedAt',
  id: { sql: 'r.id', type: 'uuid' },
} as const;

/** Joined, a search for two thousand comments among a million recordings takes a second: the planner walks through all of them. */
const FEW_COMMENTED = 5000;

/** Recordings as screens show them, found by any of their criteria. */
@Injectable()
export class RecordingViews {
  constructor(private readonly database: Database) {}

  async page(query: RecordingListQuery, scope: RecordingScope): Promise<Page<RecordingListItem>> {
    const { where, parameters } = conditionsOf(query, scope, await this.commented(query.comment));
    const page = await keysetSqlPage<Row>(
      this.database.read,
      { select: COLUMNS, from: 'recording r', where, parameters },
      { sorting: SORTING, sort: query.sort, after: query.after, limit: query.limit },
    );
    return { items: page.items.map(toItem), next: page.next };
  }

  /** Ids of what a search finds, the newest first; `among`: only these. */
  async ids(
    query: RecordingListQuery,
    scope: RecordingScope,
    { limit, among }: { readonly limit: number; readonly among?: readonly string[] },
  ): Promise<string[]> {
    const conditions = conditionsOf(query, scope, await this.commented(query.comment));
    conditions.add(among, (at) => `r.id = any(${at}::uuid[])`);
    const { where, parameters } = conditions;
    const rows = await this.database.read.query<{ id: string }[]>(
      `select r.id from recording r where ${where.join(' and ')} order by r.started_at desc, r.id desc limit ${limit}`,
      parameters,
    );
    return rows.map(({ id }) => id);
  }

  /** The recordings with these words in a comment while they are few; null: so many that the newest are met soon enough. */
  private async commented(words: string | undefined): Promise<string[] | null> {
    if (words === undefined) return null;
    const rows = await this.database.read.query<{ recording_id: string }[]>(
      `${commented('$1')} limit ${FEW_COMMENTED + 1}`,
      [containsPattern(words)],
    );
    return rows.length > FEW_COMMENTED ? null : rows.map(({ recording_id }) => recording_id);
  }

  /** What goes into an archive, the oldest first. */
  async packed(ids: readonly string[]): Promise<Packed[]> {
    const rows = await this.database.read.query<(Row & { readonly sha256: string | null })[]>(
      `select ${COLUMNS}, r.sha256 from recording r where r.id = any($1::uuid[]) order by r.started_at, r.id`,
      [ids],
    );
    return rows.map((row) => ({ ...toItem(row), sha256: row.sha256 }));
  }

  async find(id: string): Promise<RecordingDetail | null> {
    const [row] = await this.database.read.query<DetailRow[]>(`select ${DETAIL} from recording r where r.id = $1`, [
      id,
    ]);
    return row ? toDetail(row) : null;
  }

  async tags(): Promise<string[]> {
    const rows = await this.database.read.query<{ tag: string }[]>('select tag from recording_tag order by tag');
    return rows.map(({ tag }) => tag);
  }
}

function conditionsOf(query: RecordingListQuery, scope: RecordingScope, few: string[] | null): Conditions {
  const conditions = new Conditions();
  const add = conditions.add.bind(conditions);
  if (scope) conditions.where.push(inScope(conditions, scope));
  const missing = query.reason && ['lost', 'skipped'];
  add(query.state ?? missing ?? ['recording', 'stored'], (at) => `r.state = any(${at}::text[])`);
  add(query.reason, (at) => `r.reason = any(${at}::text[])`);
  add(query.from, (at) => `r.started_at >= ${at}::timestamptz`);
  add(query.to, (at) => `r.started_at < ${at}::timestamptz`);
  add(query.direction, (at) => `r.direction = any(${at}::text[])`);
  add(query.agentId, (at) => `r.participants @> array[${at}::uuid]`);
  add(query.queueId, (at) => `r.queue_id = ${at}`);
  add(query.campaignId, (at) => `r.campaign_id = ${at}`);
  add(query.contactId, (at) => `r.contact_id in (select contacts_in(${at}))`);
  add(query.classifierId, (at) => `r.classifier_id = ${at}`);
  add(query.groupId, (at) => `r.id in (select recording_id from recording_in_group where group_id = ${at})`);
  add(query.tag, (at) => `r.tags @> array[${at}]`);
  if (few) add(few, (at) => `r.id = any(${at}::uuid[])`);
  else add(query.comment && containsPattern(query.comment), (at) => `r.id in (${commented(at)})`);
  add(query.minSeconds, (at) => `r.duration_ms >= ${at}::bigint * 1000`);
  add(query.maxSeconds, (at) => `r.duration_ms <= ${at}::bigint * 1000`);
  if (query.held !== undefined) conditions.where.push(query.held ? 'r.held' : 'not r.held');
  if (query.legalHold !== undefined) conditions.where.push(`r.hold_reason is ${query.legalHold ? 'not null' : 'null'}`);
  if (query.search) conditions.where.push(found(conditions, query.search));
  return conditions;
}

function inScope(conditions: Conditions, { userId, supervised }: NonNullable<RecordingScope>): string {
  const people = conditions.value([userId, ...(supervised?.userIds ?? [])]);
  const queues = conditions.value([...(supervised?.queueIds ?? [])]);
  return `(r.participants && ${people}::uuid[] or r.queue_id = any(${queues}::uuid[]))`;
}

const commented = (at: string): string =>
  `select recording_id from recording_comment where searchable(text) like searchable(${at})`;

/** A text of digits is a number; anything else the name of a contact or a word of a comment. One of the two keeps each on its index. */
function found(conditions: Conditions, search: string): string {
  const digits = search.replace(/[\s()+-]/g, '');
  if (/^\d+$/.test(digits)) return `r.number like ${conditions.value(containsPattern(digits))}`;
  const at = conditions.value(containsPattern(search));
  return `r.id in (select o.id from contact k join recording o on o.contact_id = k.id where contact_text(k) like searchable(${at})
    union all ${commented(at)})`;
}

function toItem(row: Row): RecordingListItem {
  return {
    id: row.id,
    callId: row.call_id,
    startedAt: row.started_at.toISOString(),
    durationMs: row.duration_ms,
    state: row.state,
    reason: row.reason,
    direction: row.direction,
    number: row.number,
    contact: row.contact,
    agent: row.agent,
    queue: row.queue,
    campaign: row.campaign,
    classifierName: row.classifier_name,
    tags: row.tags,
    comments: row.comments,
    held: row.held,
    legalHold: row.hold_reason !== null,
  };
}

const toDetail = (row: DetailRow): RecordingDetail => ({
  ...toItem(row),
  commentList: row.comment_list.map((comment) => ({
    ...comment,
    writtenAt: new Date(comment.writtenAt).toISOString(),
  })),
  groups: row.groups,
  holdReason: row.hold_reason,
  peaks: row.peaks && peaksOf(row.peaks),
  bytes: row.bytes,
  sha256: row.sha256,
  encrypted: row.encrypted,
  deletedOn: row.deleted_on?.toISOString() ?? null,
});
