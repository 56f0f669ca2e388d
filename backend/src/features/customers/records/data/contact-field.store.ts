import { Injectable } from '@nestjs/common';
import type { ContactField, ContactMatching, SaveContactField } from '#contracts';
import { sqlState, type Transaction } from '../../../../platform/database';

const COLUMNS = `id, campaign_id as "campaignId", key, label, type, required, unique_value as "unique", searchable, choices,
  group_ids as "groupIds", position, active, version`;

/** Fields that administrators define, and what contacts are recognised by. */
@Injectable()
export class ContactFieldStore {
  /** Of contacts (null) or of one campaign's records, in their order. */
  ofScope(tx: Transaction, campaignId: string | null): Promise<ContactField[]> {
    return tx.query(
      `select ${COLUMNS} from contact_field where campaign_id is not distinct from $1 order by position, label, id`,
      [campaignId],
    );
  }

  all(tx: Transaction): Promise<ContactField[]> {
    return tx.query(`select ${COLUMNS} from contact_field order by campaign_id nulls first, position, label, id`);
  }

  async find(tx: Transaction, id: string): Promise<ContactField | null> {
    const [row] = await tx.query<ContactField[]>(`select ${COLUMNS} from contact_field where id = $1`, [id]);
    return row ?? null;
  }

  /** False: another field of the scope has the key. */
  async insert(tx: Transaction, id: string, field: SaveContactField): Promise<boolean> {
    try {
      await tx.query(
        `insert into contact_field (id, campaign_id, key, label, type, required, unique_value, searchable, choices, group_ids, position, active)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)`,
        [id, field.campaignId, field.key, field.label, field.type, ...changeable(field)],
      );
      return true;
    } catch (error) {
      if (sqlState(error) === '23505') return false;
      throw error;
    }
  }

  /** Key, type and scope stay: values are stored under them. */
  async update(tx: Transaction, id: string, field: SaveContactField, version: number): Promise<boolean> {
    const [rows] = await tx.query<[object[], number]>(
      `update contact_field set label = $3, required = $4, unique_value = $5, searchable = $6, choices = $7, group_ids = $8, position = $9,
         active = $10, version = version + 1
       where id = $1 and version = $2 returning id`,
      [id, version, field.label, ...changeable(field)],
    );
    return rows.length > 0;
  }

  async matching(tx: Transaction): Promise<ContactMatching> {
    const [row] = await tx.query<ContactMatching[]>(
      'select phone, email, name, pesel, nip, version from contact_matching',
    );
    if (!row) throw new Error('contact_matching has lost its row');
    return row;
  }

  async saveMatching(tx: Transaction, given: ContactMatching): Promise<boolean> {
    const { phone, email, name, pesel, nip, version } = given;
    const [rows] = await tx.query<[object[], number]>(
      `update contact_matching set phone = $1, email = $2, name = $3, pesel = $4, nip = $5, version = version + 1
       where version = $6 returning version`,
      [phone, email, name, pesel, nip, version],
    );
    return rows.length > 0;
  }

  /** Writes the unique values of a contact anew; the key of the first one that somebody else has, or null. */
  async keepUnique(
    tx: Transaction,
    contactId: string,
    values: readonly { readonly fieldId: string; readonly key: string; readonly value: string }[],
  ): Promise<string | null> {
    await tx.query('delete from contact_unique_value where contact_id = $1', [contactId]);
    for (const { fieldId, key, value } of values) {
      const rows = await tx.query<object[]>(
        `insert into contact_unique_value (field_id, value, contact_id) values ($1, $2, $3) on conflict do nothing returning field_id`,
        [fieldId, value, contactId],
      );
      if (rows.length === 0) return key;
    }
    return null;
  }
}

const changeable = (field: SaveContactField): unknown[] => [
  field.required,
  field.unique,
  field.searchable,
  field.choices,
  field.groupIds,
  field.position,
  field.active,
];
