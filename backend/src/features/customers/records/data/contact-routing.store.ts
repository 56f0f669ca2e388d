import { Injectable } from '@nestjs/common';
import type { ContactRouting } from '#contracts';
import type { Instant } from '../../../../kernel/clock';
import type { Transaction } from '../../../../platform/database';
import type { RowRouting } from '../domain/routing-cells';

const NONE: ContactRouting = { priority: null, skills: [], version: 0 };

export interface WrittenRouting {
  readonly queuePriority: number | null;
  readonly skills: string;
}

/** What contacts weigh in queues and which skills they ask for. */
@Injectable()
export class ContactRoutingStore {
  /** Of a golden contact that has none of its own, those of one that was merged into it. */
  async of(tx: Transaction, contactId: string): Promise<ContactRouting> {
    const [row] = await tx.query<(ContactRouting & { own: boolean })[]>(
      `select r.priority, r.version, r.contact_id = golden_contact($1) as own,
         coalesce((select jsonb_agg(each order by each->>'skillId') from jsonb_array_elements(r.skills) as each
           join skill s on s.id = (each->>'skillId')::uuid), '[]') as skills
       from contact_routing r where r.contact_id in (select contacts_in(golden_contact($1)))
       order by own desc, r.updated_at desc limit 1`,
      [contactId],
    );
    if (!row) return NONE;
    const { priority, skills, version, own } = row;
    return { priority, skills, version: own ? version : 0 };
  }

  /** As the columns of a file say it, of those who have any. */
  async written(tx: Transaction, contactIds: readonly string[]): Promise<ReadonlyMap<string, WrittenRouting>> {
    const rows = await tx.query<(WrittenRouting & { id: string })[]>(
      `select r.contact_id as id, r.priority as "queuePriority", coalesce(string_agg(
         s.name || ':' || (e->>'level') || case e->>'mandatory' when 'false' then '?' else '' end
           || case e->>'weight' when '1' then '' else '*' || (e->>'weight') end, '; ' order by s.name), '') as skills
       from contact_routing r left join jsonb_array_elements(r.skills) e on true left join skill s on s.id = (e->>'skillId')::uuid
       where r.contact_id = any($1::uuid[]) group by r.contact_id, r.priority`,
      [contactIds],
    );
    return new Map(rows.map(({ id, ...row }) => [id, row]));
  }

  skills(tx: Transaction): Promise<{ id: string; name: string }[]> {
    return tx.query('select id, name from skill');
  }

  /** Of known contacts only what they lack, unless it is to replace theirs. The contacts that got something. */
  async take(
    tx: Transaction,
    rows: readonly (RowRouting & { readonly contactId: string })[],
    replace: boolean,
    at: Instant,
  ): Promise<string[]> {
    const taken = await tx.query<{ id: string }[]>(
      `insert into contact_routing as r (contact_id, priority, skills, updated_at)
       select x."contactId", x.priority, x.skills, to_timestamp($3 / 1000.0)
       from jsonb_to_recordset($1::jsonb) as x("contactId" uuid, priority int, skills jsonb)
       on conflict (contact_id) do update set updated_at = excluded.updated_at, version = r.version + 1,
         priority = case when $2 then coalesce(excluded.priority, r.priority) else coalesce(r.priority, excluded.priority) end,
         skills = case when r.skills = '[]' or ($2 and excluded.skills <> '[]') then excluded.skills else r.skills end
       returning contact_id as id`,
      [JSON.stringify(rows), replace, at],
    );
    return taken.map(({ id }) => id);
  }

  /** False: somebody else changed it since `version`. */
  async save(
    tx: Transaction,
    contactId: string,
    { priority, skills, version }: ContactRouting,
    at: Instant,
  ): Promise<boolean> {
    const rows = await tx.query<object[]>(
      `insert into contact_routing as r (contact_id, priority, skills, updated_at) values ($1, $2, $3, to_timestamp($5 / 1000.0))
       on conflict (contact_id) do update set priority = excluded.priority, skills = excluded.skills, updated_at = excluded.updated_at,
         version = r.version + 1 where r.version = $4 returning contact_id`,
      [contactId, priority, JSON.stringify(skills), version, at],
    );
    return rows.length > 0;
  }
}
