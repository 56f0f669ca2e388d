import { Injectable } from '@nestjs/common';
import type { Page, RecordingComment, RecordingGroup, RecordingGroupListQuery } from '#contracts';
import { Database, type Transaction } from '../../../../platform/database';
import { containsPattern, keysetSqlPage } from '../../../../platform/http';

interface GroupRow {
  readonly id: string;
  readonly name: string;
  readonly recordings: number;
  readonly created_by: string;
  readonly creator: string;
  readonly created_at: Date;
}

const GROUP = `g.id, g.name, g.created_by, g.created_at,
  (select trim(u.first_name || ' ' || u.last_name) from app_user u where u.id = g.created_by) as creator,
  (select count(*)::int from recording_in_group i where i.group_id = g.id) as recordings`;

const SORTING = {
  columns: { name: { sql: 'g.name', type: 'text' } },
  default: 'name',
  id: { sql: 'g.id', type: 'uuid' },
} as const;

/** What people add to recordings: comments on the time line, tags, and groups of recordings under a name. */
@Injectable()
export class AnnotationStore {
  constructor(private readonly database: Database) {}

  async comment(
    tx: Transaction,
    recordingId: string,
    {
      id,
      atMs,
      text,
      author,
      writtenAt,
    }: Omit<RecordingComment, 'author' | 'writtenAt'> & { author: string; writtenAt: number },
  ): Promise<void> {
    await tx.query(
      `insert into recording_comment (id, recording_id, at_ms, text, author_id, written_at) values ($1, $2, $3, $4, $5, to_timestamp($6 / 1000.0))`,
      [id, recordingId, atMs, text, author, writtenAt],
    );
  }

  /** `author`: only a comment of this person. False: there is none. */
  async removeComment(tx: Transaction, recordingId: string, id: string, author: string | null): Promise<boolean> {
    const [rows] = await tx.query<[object[], number]>(
      `delete from recording_comment where recording_id = $1 and id = $2 and author_id = coalesce($3, author_id) returning id`,
      [recordingId, id, author],
    );
    return rows.length > 0;
  }

  async tag(tx: Transaction, recordingId: string, tags: readonly string[]): Promise<void> {
    await tx.query(`insert into recording_tag select unnest($1::text[]) on conflict do nothing`, [tags]);
    await tx.query(`update recording set tags = $2 where id = $1`, [recordingId, tags]);
  }

  /** Null: a group of this name is there. */
  async addGroup(
    tx: Transaction,
    group: { readonly id: string; readonly name: string; readonly by: string; readonly at: number },
  ): Promise<string | null> {
    const rows = await tx.query<{ id: string }[]>(
      `insert into recording_group (id, name, created_by, created_at) values ($1, $2, $3, to_timestamp($4 / 1000.0))
       on conflict do nothing returning id`,
      [group.id, group.name, group.by, group.at],
    );
    return rows[0]?.id ?? null;
  }

  /** Its name; null: there is none. */
  async removeGroup(tx: Transaction, id: string): Promise<string | null> {
    const [rows] = await tx.query<[{ name: string }[], number]>(
      `delete from recording_group where id = $1 returning name`,
      [id],
    );
    return rows[0]?.name ?? null;
  }

  /** False: so it was, or there is no such group. */
  async group(tx: Transaction, groupId: string, recordingId: string, member: boolean): Promise<boolean> {
    if (!member) {
      const [rows] = await tx.query<[object[], number]>(
        `delete from recording_in_group where group_id = $1 and recording_id = $2 returning group_id`,
        [groupId, recordingId],
      );
      return rows.length > 0;
    }
    const rows = await tx.query<object[]>(
      `insert into recording_in_group (group_id, recording_id) select id, $2 from recording_group where id = $1
       on conflict do nothing returning group_id`,
      [groupId, recordingId],
    );
    return rows.length > 0;
  }

  async groups({ search, ...query }: RecordingGroupListQuery): Promise<Page<RecordingGroup>> {
    const page = await keysetSqlPage<GroupRow>(
      this.database.read,
      {
        select: GROUP,
        from: 'recording_group g',
        where: search ? ['searchable(g.name) like searchable($1)'] : [],
        parameters: search ? [containsPattern(search)] : [],
      },
      { sorting: SORTING, ...query },
    );
    return { items: page.items.map(toGroup), next: page.next };
  }

  async findGroup(id: string): Promise<RecordingGroup | null> {
    const [row] = await this.database.read.query<GroupRow[]>(`select ${GROUP} from recording_group g where g.id = $1`, [
      id,
    ]);
    return row ? toGroup(row) : null;
  }
}

const toGroup = (row: GroupRow): RecordingGroup => ({
  id: row.id,
  name: row.name,
  recordings: row.recordings,
  createdBy: { id: row.created_by, name: row.creator },
  createdAt: row.created_at.toISOString(),
});
