import { Inject, Injectable } from '@nestjs/common';
import type { SaveRecord } from '#contracts';
import { IDS, type Ids } from '../../../../kernel/ids';
import type { EventMeta } from '../../../../kernel/journal';
import { accepted, refused, type Outcome, type Refusal } from '../../../../kernel/outcome';
import { constraintOf, sqlState, type Transaction } from '../../../../platform/database';
import { Journal } from '../../../../platform/journal';
import { RecordStore, type RecordRow, type RecordSource } from '../data/record.store';
import type { RecordAdded, RecordChanged, RecordRemoved, RecordsAdded } from '../domain/record-events';

/** `record-key-taken`: another record of the campaign has this external key. `record-window`: it ends before it begins. */
export type RecordRefusal = Refusal<
  | 'record-not-found'
  | 'record-key-taken'
  | 'record-window'
  | 'record-contact-not-found'
  | 'campaign-not-found'
  | 'changed-meanwhile'
>;

export type NewRecord = Partial<SaveRecord> & { readonly contactId: string };

/** Records of campaigns, in the caller's transaction. What becomes of a record when it is dialled belongs to its campaign. */
@Injectable()
export class Records {
  constructor(
    private readonly journal: Journal,
    private readonly store: RecordStore,
    @Inject(IDS) private readonly ids: Ids,
  ) {}

  /** Where records come from; one source for an import, a form, a key of the API. Naming it again changes nothing. */
  addSource(tx: Transaction, source: RecordSource, meta: EventMeta): Promise<void> {
    return this.store.addSource(tx, source, meta.at);
  }

  async add(
    tx: Transaction,
    of: { campaignId: string; sourceId: string },
    given: NewRecord,
    meta: EventMeta,
  ): Promise<Outcome<RecordRow, RecordRefusal>> {
    const record = this.row(of, given);
    if (!windowHolds(record)) return refused({ code: 'record-window' });
    const written = await writing(tx, () => this.store.insert(tx, [record], meta.at));
    if (!written.ok) return written;
    const event: RecordAdded = { type: 'RecordAdded', data: told(record) };
    await this.journal.append(tx, `record-${record.id}`, [event], meta);
    return accepted(record);
  }

  /** Many of one source under one event; their keys and contacts were checked before, what breaks a constraint throws. */
  async addMany(
    tx: Transaction,
    of: { campaignId: string; sourceId: string },
    given: readonly NewRecord[],
    meta: EventMeta,
  ): Promise<RecordRow[]> {
    const records = given.map((each) => this.row(of, each));
    if (records.length === 0) return [];
    await this.store.insert(tx, records, meta.at);
    const ids = records.map(({ id }) => id).sort();
    const data = { ...of, count: ids.length, firstId: ids[0] ?? '', lastId: ids.at(-1) ?? '' };
    const event: RecordsAdded = { type: 'RecordsAdded', data };
    await this.journal.append(tx, `record-source-${of.sourceId}`, [event], meta);
    return records;
  }

  async change(
    tx: Transaction,
    id: string,
    change: Partial<SaveRecord> & { version: number },
    meta: EventMeta,
  ): Promise<Outcome<RecordRow, RecordRefusal>> {
    const current = await this.store.find(tx, id);
    if (!current) return refused({ code: 'record-not-found' });
    const { version, ...given } = change;
    const { version: _version, ...before } = current;
    const next: RecordRow = { ...before, ...given, fields: { ...before.fields, ...given.fields } };
    if (!windowHolds(next)) return refused({ code: 'record-window' });
    const written = await writing(tx, () => this.store.update(tx, next, version, meta.at));
    if (!written.ok) return written;
    if (!written.value) return refused({ code: 'changed-meanwhile' });
    const event: RecordChanged = { type: 'RecordChanged', data: told(next) };
    await this.journal.append(tx, `record-${id}`, [event], meta);
    return accepted(next);
  }

  async remove(tx: Transaction, id: string, meta: EventMeta): Promise<Outcome<void, RecordRefusal>> {
    const record = await this.store.find(tx, id);
    if (!record) return refused({ code: 'record-not-found' });
    await this.store.remove(tx, id);
    const { contactId, campaignId } = record;
    const event: RecordRemoved = { type: 'RecordRemoved', data: { recordId: id, contactId, campaignId } };
    await this.journal.append(tx, `record-${id}`, [event], meta);
    return accepted(undefined);
  }

  /** Tells that records have another contact now, which a merge gave them. */
  async tellMoved(tx: Transaction, ids: readonly string[], meta: EventMeta): Promise<void> {
    for (const id of [...ids].sort()) {
      const record = await this.store.find(tx, id);
      if (!record) continue;
      const { version: _version, ...row } = record;
      await this.journal.append(tx, `record-${id}`, [{ type: 'RecordChanged', data: told(row) }], meta);
    }
  }

  /** The record as it is now, locked until the transaction ends. */
  find(tx: Transaction, id: string): Promise<(RecordRow & { version: number }) | null> {
    return this.store.find(tx, id);
  }

  private row(of: { campaignId: string; sourceId: string }, given: NewRecord): RecordRow {
    return {
      id: this.ids.next(),
      externalKey: null,
      priority: 0,
      privateTo: null,
      notBefore: null,
      notAfter: null,
      fields: {},
      ...given,
      ...of,
    };
  }
}

const windowHolds = ({ notBefore, notAfter }: RecordRow): boolean =>
  notBefore === null || notAfter === null || Date.parse(notBefore) < Date.parse(notAfter);

const told = ({ id, ...record }: RecordRow): RecordAdded['data'] => ({ recordId: id, ...record });

/** A key that is taken, and a contact or campaign that is not there, are refused by the database; the transaction goes on. */
async function writing<T>(tx: Transaction, write: () => Promise<T>): Promise<Outcome<T, RecordRefusal>> {
  await tx.query('savepoint record_write');
  try {
    const value = await write();
    await tx.query('release savepoint record_write');
    return accepted(value);
  } catch (error) {
    const state = sqlState(error);
    if (state !== '23505' && state !== '23503') throw error;
    await tx.query('rollback to savepoint record_write');
    if (state === '23505') return refused({ code: 'record-key-taken' });
    const campaign = constraintOf(error) === 'record_campaign_id_fkey';
    return refused({ code: campaign ? 'campaign-not-found' : 'record-contact-not-found' });
  }
}
