import { Injectable } from '@nestjs/common';
import type { Transaction } from '../../../../platform/database';
import type { ContactValues } from '../domain/check-contact';

/** What an import brought, taken out a batch at a time. */
@Injectable()
export class UndoStore {
  async removeRecords(tx: Transaction, sourceId: string, limit: number): Promise<number> {
    const [, count] = await tx.query<[object[], number]>(
      'delete from record where id in (select id from record where source_id = $1 order by id limit $2)',
      [sourceId, limit],
    );
    return count;
  }

  /** Contacts that nobody has dealt with since: unchanged, in no campaign, without a call, a consent or a merge. */
  async removeContacts(tx: Transaction, sourceId: string, limit: number): Promise<readonly string[]> {
    const [rows] = await tx.query<[{ id: string }[], number]>(
      `delete from contact where id in (
         select k.id from contact k where k.source_id = $1 and k.version = 1
           and not exists (select from record r where r.contact_id = k.id)
           and not exists (select from consent_entry e where e.contact_id = k.id)
           and not exists (select from contact_merge m where k.id in (m.golden_id, m.merged_id))
           and not exists (select from call c where c.contact_id = k.id)
         order by k.id limit $2) returning id`,
      [sourceId, limit],
    );
    return rows.map(({ id }) => id);
  }

  /** The next changed contacts, no longer remembered; of those, the ones that are as the import left them. */
  async takeChanges(
    tx: Transaction,
    sourceId: string,
    limit: number,
  ): Promise<{ restorable: { contactId: string; before: ContactValues }[]; seen: number }> {
    const [rows] = await tx.query<[{ contactId: string; before: ContactValues; unchanged: boolean }[], number]>(
      `delete from contact_source_change s using contact k
       where s.source_id = $1 and k.id = s.contact_id
         and s.contact_id in (select contact_id from contact_source_change where source_id = $1 order by contact_id limit $2)
       returning s.contact_id as "contactId", s.before, k.version = s.version and k.merged_into is null as unchanged`,
      [sourceId, limit],
    );
    const restorable = rows.filter(({ unchanged }) => unchanged);
    return { restorable: restorable.map(({ contactId, before }) => ({ contactId, before })), seen: rows.length };
  }
}
