import { Injectable } from '@nestjs/common';
import type { ContactRouting } from '#contracts';
import type { Instant } from '../../../../kernel/clock';
import type { Transaction } from '../../../../platform/database';

const NONE: ContactRouting = { priority: null, skills: [], version: 0 };

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
