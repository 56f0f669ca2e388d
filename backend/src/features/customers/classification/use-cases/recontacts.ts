import { Inject, Injectable } from '@nestjs/common';
import type { ChangeRecontact, PlanRecontact, Recontact } from '#contracts';
import { IDS, type Ids } from '../../../../kernel/ids';
import type { EventMeta } from '../../../../kernel/journal';
import { accepted, refused, type Outcome, type Refusal } from '../../../../kernel/outcome';
import { Database, type Transaction } from '../../../../platform/database';
import { Journal } from '../../../../platform/journal';
import { ContactStore, Records } from '../../records';
import { RecontactStore } from '../data/recontact.store';
import type { RecontactChanged, RecontactSet } from '../domain/follow-up-events';

/** `recontact-closed`: it was done or cancelled before. */
export type RecontactChangeRefusal = Refusal<
  'recontact-not-found' | 'recontact-closed' | 'recontact-in-past' | 'changed-meanwhile'
>;
/** `record-not-found`: also one of another contact, and one of a campaign that the planner has nothing to do with. */
export type RecontactPlanRefusal = Refusal<'contact-not-found' | 'record-not-found' | 'recontact-in-past'>;

type Change = Pick<Recontact, 'dueAt' | 'state'>;

/** Recontacts by hand: planned, moved, done, cancelled; and done by whoever carries them out. */
@Injectable()
export class Recontacts {
  constructor(
    private readonly database: Database,
    private readonly journal: Journal,
    private readonly store: RecontactStore,
    private readonly contacts: ContactStore,
    private readonly records: Records,
    @Inject(IDS) private readonly ids: Ids,
  ) {}

  /** `campaigns`: those whose records the planner sees. */
  plan(
    { contactId, recordId, ...asked }: PlanRecontact,
    by: { readonly agentId: string; readonly campaigns: ReadonlyMap<string, string> },
    meta: EventMeta,
  ): Promise<Outcome<string, RecontactPlanRefusal>> {
    return this.database.transaction(async (tx) => {
      const contact = await this.contacts.find(tx, contactId);
      if (!contact) return refused({ code: 'contact-not-found' });
      const record = recordId === null ? null : await this.records.find(tx, recordId);
      if (recordId !== null && (record?.contactId !== contact.id || !by.campaigns.has(record.campaignId)))
        return refused({ code: 'record-not-found' });
      if (Date.parse(asked.dueAt) <= meta.at) return refused({ code: 'recontact-in-past' });
      const { note, ...told } = { ...asked, dueAt: new Date(asked.dueAt).toISOString() };
      const of = { callId: null, classifierId: null, agentId: by.agentId, contactId: contact.id };
      const given = { ...of, ...told, number: contact.phones[0] ?? null };
      const id = await this.store.put(tx, { ...given, id: this.ids.next(), note });
      const event: RecontactSet = { type: 'RecontactSet', data: { ...given, recontactId: id, recordId } };
      await this.journal.append(tx, `recontact-${id}`, [event], meta);
      return accepted(id);
    });
  }

  /** `onlyOf`: the promise of any other agent is not found. */
  change(
    id: string,
    change: ChangeRecontact,
    onlyOf: readonly string[] | null,
    meta: EventMeta,
  ): Promise<Outcome<Recontact, RecontactChangeRefusal>> {
    return this.database.transaction(async (tx) => {
      const current = await this.store.find(tx, id);
      const hidden = current?.for === 'agent' && onlyOf !== null && !onlyOf.includes(current.agent?.id ?? '');
      if (!current || hidden) return refused({ code: 'recontact-not-found' });
      if (current.state !== 'open') return refused({ code: 'recontact-closed' });
      if (change.dueAt !== undefined && Date.parse(change.dueAt) <= meta.at)
        return refused({ code: 'recontact-in-past' });
      const next = { dueAt: change.dueAt ?? current.dueAt, state: change.state ?? current.state };
      if (!(await this.save(tx, { id, version: change.version, ...next }, meta)))
        return refused({ code: 'changed-meanwhile' });
      return accepted({ ...current, ...next, version: change.version + 1 });
    });
  }

  /** It was carried out: nobody has to say so. */
  async fulfil(tx: Transaction, id: string, meta: EventMeta): Promise<void> {
    const current = await this.store.find(tx, id);
    if (current?.state === 'open') await this.save(tx, { ...current, state: 'done' }, meta);
  }

  private async save(
    tx: Transaction,
    { id, version, dueAt, state }: Change & { readonly id: string; readonly version: number },
    meta: EventMeta,
  ): Promise<boolean> {
    if (!(await this.store.update(tx, { id, version, dueAt, state }))) return false;
    const event: RecontactChanged = { type: 'RecontactChanged', data: { recontactId: id, dueAt, state } };
    await this.journal.append(tx, `recontact-${id}`, [event], meta);
    return true;
  }
}
