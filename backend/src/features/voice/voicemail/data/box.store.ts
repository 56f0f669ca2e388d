import { Injectable } from '@nestjs/common';
import type { Page, SaveVoicemailBox, Spoken, VoicemailBox, VoicemailBoxListQuery, VoicemailBoxName } from '#contracts';
import { Database, type Transaction } from '../../../../platform/database';
import { containsPattern, keysetSqlPage } from '../../../../platform/http';

interface Row {
  readonly id: string;
  readonly name: string;
  readonly owner_id: string | null;
  readonly owner_name: string | null;
  readonly greeting: Spoken | null;
  readonly language: string;
  readonly minimum_seconds: number;
  readonly maximum_seconds: number;
  readonly retention_days: number | null;
  readonly emails: string[];
  readonly attach_sound: boolean;
  readonly user_ids: string[];
  readonly group_ids: string[];
  readonly waiting: number;
  readonly version: number;
}

const WAITING = `(select count(*)::int from voicemail_message m where m.box_id = b.id and m.state = 'new') as waiting`;
const COLUMNS = `b.id, b.name, b.owner_id, u.first_name || ' ' || u.last_name as owner_name, b.greeting, b.language,
  b.minimum_seconds, b.maximum_seconds, b.retention_days, b.emails, b.attach_sound, b.version, ${WAITING},
  array(select p.user_id from voicemail_box_user p where p.box_id = b.id order by p.user_id) as user_ids,
  array(select g.group_id from voicemail_box_group g where g.box_id = b.id order by g.group_id) as group_ids`;
const SOURCE = 'voicemail_box b left join app_user u on u.id = b.owner_id';

/** Everybody whose inbox it is, `box` being the box's id in SQL. */
export const peopleOf = (box: string): string => `(
  select owner_id as user_id from voicemail_box where id = ${box} and owner_id is not null
  union select user_id from voicemail_box_user where box_id = ${box}
  union select gm.user_id from voicemail_box_group g join user_group_member gm on gm.group_id = g.group_id where g.box_id = ${box})`;

/** Whose boxes: those that name one of these people or groups, or every box (null). */
export type Reader = readonly string[] | null;

/** Whether the reader, an array of ids in SQL, sees the box. */
export const seenBy = (box: string, reader: string): string => `(${reader}::uuid[] is null
  or exists (select 1 from ${peopleOf(box)} people where user_id = any(${reader}))
  or exists (select 1 from voicemail_box_group where box_id = ${box} and group_id = any(${reader})))`;

const SORTING = {
  columns: { name: { sql: 'b.name', type: 'text' } },
  default: 'name',
  id: { sql: 'b.id', type: 'uuid' },
} as const;

const valuesOf = (id: string, box: SaveVoicemailBox): unknown[] => [
  id,
  box.name,
  box.ownerId,
  box.greeting && JSON.stringify(box.greeting),
  box.language,
  box.minimumSeconds,
  box.maximumSeconds,
  box.retentionDays,
  box.emails,
  box.attachSound,
];

/** Settings of voicemail boxes. */
@Injectable()
export class BoxStore {
  constructor(private readonly database: Database) {}

  async page(
    reader: Reader,
    query: Omit<VoicemailBoxListQuery, 'sort'> & { sort?: string | undefined },
  ): Promise<Page<VoicemailBox>> {
    const parameters: unknown[] = [reader];
    const where = [seenBy('b.id', '$1')];
    if (query.search)
      where.push(`searchable(b.name) like searchable($${parameters.push(containsPattern(query.search))})`);
    const page = await keysetSqlPage<Row>(
      this.database.read,
      { select: COLUMNS, from: SOURCE, where, parameters },
      { sorting: SORTING, ...query },
    );
    return { items: page.items.map(toBox), next: page.next };
  }

  async names(reader: Reader): Promise<VoicemailBoxName[]> {
    return this.database.read.query(
      `select b.id, b.name, ${WAITING} from voicemail_box b
       where ${seenBy('b.id', '$1')} order by b.name, b.id limit 500`,
      [reader],
    );
  }

  async find(tx: Transaction, id: string): Promise<VoicemailBox | null> {
    const [row] = await tx.query<Row[]>(`select ${COLUMNS} from ${SOURCE} where b.id = $1`, [id]);
    return row ? toBox(row) : null;
  }

  /** The box, when the reader sees it. */
  async shown(reader: Reader, id: string): Promise<VoicemailBox | null> {
    const [row] = await this.database.read.query<Row[]>(
      `select ${COLUMNS} from ${SOURCE} where b.id = $2 and ${seenBy('b.id', '$1')}`,
      [reader, id],
    );
    return row ? toBox(row) : null;
  }

  async people(tx: Transaction, id: string): Promise<string[]> {
    const rows = await tx.query<{ user_id: string }[]>(
      `select user_id from ${peopleOf('$1')} people order by user_id`,
      [id],
    );
    return rows.map(({ user_id }) => user_id);
  }

  /** Whether this person has another box. */
  async ownerTaken(tx: Transaction, id: string, ownerId: string | null): Promise<boolean> {
    const rows = await tx.query<object[]>('select 1 from voicemail_box where owner_id = $1 and id <> $2', [
      ownerId,
      id,
    ]);
    return rows.length > 0;
  }

  /** A person's box, and what it would be called; two calls at once wait for each other here. */
  async ownedBy(
    tx: Transaction,
    userId: string,
  ): Promise<{ boxId: string | null; name: string; language: string } | null> {
    const rows = await tx.query<object[]>('select 1 from app_user where id = $1 for no key update', [userId]);
    if (rows.length === 0) return null;
    const [owned] = await tx.query<{ boxId: string | null; name: string; language: string }[]>(
      `select b.id as "boxId", u.language, left(u.name, 74) || case when exists (
           select 1 from voicemail_box t where lower(t.name) = lower(left(u.name, 74))) then ' ' || u.extension else '' end as name
       from (select id, first_name || ' ' || last_name as name, language, coalesce(extension, '') as extension from app_user) u
       left join voicemail_box b on b.owner_id = u.id where u.id = $1`,
      [userId],
    );
    return owned ?? null;
  }

  async insert(tx: Transaction, id: string, box: SaveVoicemailBox): Promise<void> {
    await tx.query(
      `insert into voicemail_box (id, name, owner_id, greeting, language, minimum_seconds, maximum_seconds, retention_days, emails, attach_sound)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
      valuesOf(id, box),
    );
    await this.replacePeople(tx, id, box);
  }

  /** False: somebody else changed it since `version`. */
  async update(tx: Transaction, id: string, box: SaveVoicemailBox, version: number): Promise<boolean> {
    const [rows] = await tx.query<[object[], number]>(
      `update voicemail_box set name = $2, owner_id = $3, greeting = $4, language = $5, minimum_seconds = $6, maximum_seconds = $7,
         retention_days = $8, emails = $9, attach_sound = $10, version = version + 1
       where id = $1 and version = $11 returning id`,
      [...valuesOf(id, box), version],
    );
    if (rows.length === 0) return false;
    await tx.query('delete from voicemail_box_user where box_id = $1', [id]);
    await tx.query('delete from voicemail_box_group where box_id = $1', [id]);
    await this.replacePeople(tx, id, box);
    return true;
  }

  async remove(tx: Transaction, id: string): Promise<void> {
    await tx.query(`delete from voicemail_message where box_id = $1`, [id]);
    await tx.query('delete from voicemail_box where id = $1', [id]);
  }

  /** `messages`: somebody can still hear something there; `target`: a queue, a flow or a ring group leads to it. */
  async uses(tx: Transaction, id: string): Promise<'messages' | 'target' | null> {
    const [row] = await tx.query<{ messages: boolean; target: boolean }[]>(
      `select exists (select 1 from voicemail_message where box_id = $1 and state in ('recording', 'new', 'handled')) as messages,
         exists (select 1 from queue_overflow o join queue q on q.id = o.queue_id
           where o.target = 'voicemail' and o.target_value = $1::text and q.deleted_at is null)
         or exists (select 1 from ivr_flow f left join ivr_flow_version v on v.flow_id = f.id and v.number = f.live_version
           where jsonb_path_exists(f.draft, $2, $3) or jsonb_path_exists(v.document, $2, $3))
         or exists (select 1 from ring_group where then_target->>'boxId' = $1::text) as target`,
      [id, '$.nodes[*].boxId ? (@ == $id)', JSON.stringify({ id })],
    );
    return row?.messages ? 'messages' : row?.target ? 'target' : null;
  }

  private async replacePeople(tx: Transaction, id: string, { userIds, groupIds }: SaveVoicemailBox): Promise<void> {
    await tx.query('insert into voicemail_box_user (box_id, user_id) select distinct $1::uuid, unnest($2::uuid[])', [
      id,
      userIds,
    ]);
    await tx.query('insert into voicemail_box_group (box_id, group_id) select distinct $1::uuid, unnest($2::uuid[])', [
      id,
      groupIds,
    ]);
  }
}

const toBox = (row: Row): VoicemailBox => ({
  id: row.id,
  name: row.name,
  ownerId: row.owner_id,
  ownerName: row.owner_name,
  greeting: row.greeting,
  language: row.language,
  minimumSeconds: row.minimum_seconds,
  maximumSeconds: row.maximum_seconds,
  retentionDays: row.retention_days,
  userIds: row.user_ids,
  groupIds: row.group_ids,
  emails: row.emails,
  attachSound: row.attach_sound,
  waiting: row.waiting,
  version: row.version,
});
