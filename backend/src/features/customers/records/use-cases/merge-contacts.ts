import { Inject, Injectable } from '@nestjs/common';
import type { Contact, MergeContacts } from '#contracts';
import { IDS, type Ids } from '../../../../kernel/ids';
import type { EventMeta } from '../../../../kernel/journal';
import { accepted, refused, type Outcome, type Refusal } from '../../../../kernel/outcome';
import { Database, type Transaction } from '../../../../platform/database';
import { Journal } from '../../../../platform/journal';
import { Consents } from '../../consents';
import { ContactWriter } from '../data/contact-writer';
import { DuplicateStore } from '../data/duplicate.store';
import { MergeStore, valuesOfContact, type MergeRow } from '../data/merge.store';
import { planMerge, planUndo } from '../domain/plan-merge';
import { Records } from './records';

/** `contact-merged-already`: another one has taken it over. `merge-undone`: it was undone before. */
export type MergeRefusal = Refusal<
  'contact-not-found' | 'contact-merged-already' | 'merge-of-itself' | 'merge-not-found' | 'merge-undone'
>;

/** One contact takes another one over, with its records and consents; undo gives everything back. */
@Injectable()
export class MergeContactsUseCase {
  constructor(
    private readonly database: Database,
    private readonly journal: Journal,
    private readonly contacts: ContactWriter,
    private readonly merges: MergeStore,
    private readonly duplicates: DuplicateStore,
    private readonly consents: Consents,
    private readonly records: Records,
    @Inject(IDS) private readonly ids: Ids,
  ) {}

  merge(
    goldenId: string,
    { mergedId, take }: MergeContacts,
    meta: EventMeta,
  ): Promise<Outcome<{ mergeId: string; contact: Contact }, MergeRefusal>> {
    return this.database.transaction(async (tx) => {
      if (goldenId === mergedId) return refused({ code: 'merge-of-itself' });
      const pair = await this.lockBoth(tx, goldenId, mergedId);
      if (!pair.ok) return pair;
      const [golden, merged] = pair.value;
      const after = planMerge(golden, merged, take);
      const recordIds = await this.merges.moveRecords(tx, mergedId, goldenId, null);
      await this.records.tellMoved(tx, recordIds, meta);
      const consentIds = await this.consents.move(tx, mergedId, goldenId, null);
      await this.merges.hide(tx, mergedId, goldenId, []);
      await this.contacts.claim(tx, mergedId, {});
      await this.contacts.write(tx, golden, after, meta.at);
      const id = this.ids.next();
      const row = { id, goldenId, mergedId, before: valuesOfContact(golden), after, recordIds, consentIds };
      await this.merges.insert(tx, row, { id: meta.actor.id, at: meta.at });
      await this.duplicates.decide(tx, [goldenId, mergedId], { state: 'merged', by: meta.actor.id, at: meta.at });
      const data = { mergeId: id, contactId: goldenId, mergedId, take };
      await this.journal.append(tx, `contact-${goldenId}`, [{ type: 'ContactsMerged', data }], meta);
      return this.answer(tx, id, goldenId);
    });
  }

  undo(mergeId: string, meta: EventMeta): Promise<Outcome<{ mergeId: string; contact: Contact }, MergeRefusal>> {
    return this.database.transaction(async (tx) => {
      const merge = await this.merges.lock(tx, mergeId);
      if (!merge) return refused({ code: 'merge-not-found' });
      if (merge.undone) return refused({ code: 'merge-undone' });
      const golden = await this.contacts.lock(tx, merge.goldenId);
      if (!golden) return refused({ code: 'contact-not-found' });
      if (golden.mergedInto !== null) return refused({ code: 'contact-merged-already' });
      await this.contacts.write(tx, golden, planUndo(golden, merge.before, merge.after), meta.at);
      await this.bringBack(tx, merge, meta);
      await this.merges.undone(tx, mergeId, { id: meta.actor.id, at: meta.at });
      const { goldenId, mergedId } = merge;
      await this.duplicates.decide(tx, [goldenId, mergedId], { state: 'open', by: meta.actor.id, at: meta.at });
      const data = { mergeId, contactId: goldenId, mergedId };
      await this.journal.append(tx, `contact-${goldenId}`, [{ type: 'MergeUndone', data }], meta);
      return this.answer(tx, mergeId, goldenId);
    });
  }

  private async bringBack(tx: Transaction, merge: MergeRow, meta: EventMeta): Promise<void> {
    const { goldenId, mergedId, recordIds, consentIds } = merge;
    const merged = await this.contacts.lock(tx, mergedId);
    const { recognition } = await this.contacts.rules(tx);
    await this.merges.hide(tx, mergedId, null, merged ? recognition.keys(merged) : []);
    if (merged) await this.contacts.claim(tx, mergedId, merged.fields);
    await this.records.tellMoved(tx, await this.merges.moveRecords(tx, goldenId, mergedId, recordIds), meta);
    await this.consents.move(tx, goldenId, mergedId, consentIds);
  }

  /** In the order of their ids, so that two merges never wait for each other. */
  private async lockBoth(
    tx: Transaction,
    goldenId: string,
    mergedId: string,
  ): Promise<Outcome<[Contact, Contact], MergeRefusal>> {
    const found = new Map<string, Contact>();
    for (const id of [goldenId, mergedId].sort()) {
      const contact = await this.contacts.lock(tx, id);
      if (!contact) return refused({ code: 'contact-not-found' });
      if (contact.mergedInto !== null) return refused({ code: 'contact-merged-already' });
      found.set(id, contact);
    }
    const [golden, merged] = [found.get(goldenId), found.get(mergedId)];
    return golden && merged ? accepted([golden, merged]) : refused({ code: 'contact-not-found' });
  }

  private async answer(
    tx: Transaction,
    mergeId: string,
    id: string,
  ): Promise<Outcome<{ mergeId: string; contact: Contact }, MergeRefusal>> {
    const contact = await this.contacts.find(tx, id);
    return contact ? accepted({ mergeId, contact }) : refused({ code: 'contact-not-found' });
  }
}
