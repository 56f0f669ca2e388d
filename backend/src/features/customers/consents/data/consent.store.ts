import { Injectable } from '@nestjs/common';
import type { ConsentChannel, ConsentEntry, ConsentPurpose, ConsentState, SaveConsentPurpose } from '#contracts';
import type { Transaction } from '../../../../platform/database';
import type { Holding } from '../domain/check-consent';

interface Row extends Omit<ConsentEntry, 'happenedAt' | 'recordedAt'> {
  readonly happenedAt: Date;
  readonly recordedAt: Date;
}

const ENTRY = `id, contact_id as "contactId", channel, purpose, state, source, proof, happened_at as "happenedAt",
  recorded_at as "recordedAt", recorded_by as "recordedBy"`;

const PURPOSE = 'id, name, basis, wording, channels, active, version';

/** The ledger, and what holds now. */
@Injectable()
export class ConsentStore {
  async purpose(tx: Transaction, id: string): Promise<ConsentPurpose | null> {
    const [row] = await tx.query<ConsentPurpose[]>(`select ${PURPOSE} from consent_purpose where id = $1`, [id]);
    return row ?? null;
  }

  purposes(tx: Transaction): Promise<ConsentPurpose[]> {
    return tx.query(`select ${PURPOSE} from consent_purpose order by active desc, name, id`);
  }

  /** Of one contact, or of everybody who has the number. */
  async holdings(
    tx: Transaction,
    whom: { readonly contactId: string } | { readonly number: string },
    of: { readonly channel: ConsentChannel; readonly purpose: string },
  ): Promise<Holding[]> {
    const byContact = 'contactId' in whom;
    const rows = await tx.query<{ state: ConsentState | null; entryId: string | null }[]>(
      `select c.state, c.entry_id as "entryId" from contact k
         left join consent c on c.contact_id = k.id and c.channel = $2 and c.purpose = $3
       where ${byContact ? 'k.id = golden_contact($1)' : 'k.phones @> array[$1] and k.merged_into is null'}`,
      [byContact ? whom.contactId : whom.number, of.channel, of.purpose],
    );
    return rows.map(({ state, entryId }) => (state && entryId ? { state, entryId } : null));
  }

  /** `importId`: the import that brings them. */
  async add(tx: Transaction, entries: readonly ConsentEntry[], importId: string | null = null): Promise<void> {
    await tx.query(
      `insert into consent_entry (id, contact_id, channel, purpose, state, source, proof, happened_at, recorded_at, recorded_by, import_id)
       select e.id, e."contactId", e.channel, e.purpose, e.state, e.source, e.proof, e."happenedAt", e."recordedAt", e."recordedBy", $2
       from jsonb_to_recordset($1::jsonb) as e(id uuid, "contactId" uuid, channel text, purpose text, state text, source text, proof text,
         "happenedAt" timestamptz, "recordedAt" timestamptz, "recordedBy" text)`,
      [JSON.stringify(entries), importId],
    );
    await this.settle(
      tx,
      entries.map(({ contactId }) => contactId),
    );
  }

  /** Makes what holds agree with the ledger for these contacts: of one moment the line recorded last. */
  async settle(tx: Transaction, contactIds: readonly string[]): Promise<void> {
    await tx.query('delete from consent where contact_id = any($1::uuid[])', [contactIds]);
    await tx.query(
      `insert into consent (contact_id, channel, purpose, state, happened_at, entry_id)
       select distinct on (contact_id, channel, purpose) contact_id, channel, purpose, state, happened_at, id
       from consent_entry where contact_id = any($1::uuid[])
       order by contact_id, channel, purpose, happened_at desc, recorded_at desc, id desc`,
      [contactIds],
    );
  }

  /** Takes back what an import said of the next contacts; whose lines went. */
  async takeBack(tx: Transaction, importId: string, limit: number): Promise<string[]> {
    const rows = await tx.query<{ id: string }[]>(
      'select distinct contact_id as id from consent_entry where import_id = $1 order by id limit $2',
      [importId, limit],
    );
    const contactIds = rows.map(({ id }) => id);
    await tx.query('delete from consent where contact_id = any($1::uuid[])', [contactIds]);
    await tx.query('delete from consent_entry where import_id = $1 and contact_id = any($2::uuid[])', [
      importId,
      contactIds,
    ]);
    await this.settle(tx, contactIds);
    return contactIds;
  }

  /** The golden contact that stands for this one; null when there is none. */
  async goldenId(tx: Transaction, contactId: string): Promise<string | null> {
    const [row] = await tx.query<{ id: string | null }[]>(
      'select k.id from contact k where k.id = golden_contact($1) and k.erased_at is null',
      [contactId],
    );
    return row?.id ?? null;
  }

  /** Whose number (E.164) or mail this is. */
  async contactsBy(tx: Transaction, address: string): Promise<string[]> {
    const rows = await tx.query<{ id: string }[]>(
      `select id from contact where merged_into is null and (phones @> array[$1] or ($1 like '%@%' and lower(emails::text)::text[] @> array[lower($1)]))
       order by id limit 2`,
      [address],
    );
    return rows.map(({ id }) => id);
  }

  async ofContact(
    tx: Transaction,
    contactId: string,
  ): Promise<{ channel: ConsentChannel; purpose: string; state: ConsentState; entryId: string; happenedAt: string }[]> {
    const rows = await tx.query<
      { channel: ConsentChannel; purpose: string; state: ConsentState; entryId: string; happenedAt: Date }[]
    >(
      `select channel, purpose, state, entry_id as "entryId", happened_at as "happenedAt" from consent where contact_id = $1`,
      [contactId],
    );
    return rows.map((row) => ({ ...row, happenedAt: row.happenedAt.toISOString() }));
  }

  /** Null: somebody has saved it since it was seen. */
  async savePurpose(
    tx: Transaction,
    { id, name, basis, wording, channels, active, version }: SaveConsentPurpose & { readonly id: string },
  ): Promise<ConsentPurpose | null> {
    const [row] = await tx.query<ConsentPurpose[]>(
      `insert into consent_purpose (id, name, basis, wording, channels, active) values ($1, $2, $3, $4, $5, $6)
       on conflict (id) do update set name = excluded.name, basis = excluded.basis, wording = excluded.wording,
         channels = excluded.channels, active = excluded.active, version = consent_purpose.version + 1
         where consent_purpose.version = $7
       returning ${PURPOSE}`,
      [id, name, basis, wording, channels, active, version ?? null],
    );
    return row ?? null;
  }

  async move(
    tx: Transaction,
    { from, to, only }: { from: string; to: string; only: readonly string[] | null },
  ): Promise<string[]> {
    const [rows] = await tx.query<[{ id: string }[], number]>(
      `update consent_entry set contact_id = $2 where contact_id = $1 and ($3::uuid[] is null or id = any($3)) returning id`,
      [from, to, only],
    );
    return rows.map(({ id }) => id);
  }

  /** The whole ledger of one contact, the newest first. */
  async history(tx: Transaction, contactId: string): Promise<ConsentEntry[]> {
    const rows = await tx.query<Row[]>(
      `select ${ENTRY} from consent_entry where contact_id = $1 order by happened_at desc, recorded_at desc, id desc`,
      [contactId],
    );
    return rows.map((row) => ({
      ...row,
      happenedAt: row.happenedAt.toISOString(),
      recordedAt: row.recordedAt.toISOString(),
    }));
  }
}
