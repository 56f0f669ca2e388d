import { Inject, Injectable } from '@nestjs/common';
import { CLOCK, type Clock } from '../../../../kernel/clock';
import type { EventMeta } from '../../../../kernel/journal';
import { Database, type Transaction } from '../../../../platform/database';
import { Journal } from '../../../../platform/journal';
import { Consents } from '../../consents';
import { ContactRulesSource } from '../data/contact-rules';
import { ImportStore, type ImportRow } from '../data/import.store';
import { IntakeStore } from '../data/intake.store';
import { UndoStore } from '../data/undo.store';

const BATCH = 5_000;

/**
 * Takes an import out again, a batch a transaction: its records and consents leave, contacts that it made leave unless somebody has dealt with them
 * since, and those it changed become what they were unless somebody changed them since. Goes on where a broken run stopped.
 */
@Injectable()
export class UndoImport {
  constructor(
    private readonly database: Database,
    private readonly journal: Journal,
    private readonly imports: ImportStore,
    private readonly store: UndoStore,
    private readonly intake: IntakeStore,
    private readonly rules: ContactRulesSource,
    private readonly consents: Consents,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  async run(importId: string): Promise<void> {
    const found = await this.imports.find(this.database.read, importId);
    if (found?.state !== 'undoing') return;
    const meta: EventMeta = {
      at: this.clock.now(),
      actor: { kind: 'user', id: found.createdBy },
      correlation: importId,
      causation: null,
    };
    await this.untilDone((tx) => this.takeRecords(tx, found, meta));
    await this.untilDone((tx) => this.consents.takeBack(tx, importId, BATCH, meta));
    await this.untilDone((tx) => this.takeContacts(tx, found, meta));
    await this.untilDone((tx) => this.restoreContacts(tx, found, meta));
    await this.database.transaction(async (tx) => {
      await this.imports.move(tx, importId, 'undone', meta.at);
      await this.journal.append(tx, `contactimport-${importId}`, [{ type: 'ImportUndone', data: { importId } }], meta);
    });
  }

  private async untilDone(step: (tx: Transaction) => Promise<number>): Promise<void> {
    while ((await this.database.transaction(step)) === BATCH);
  }

  private async takeRecords(tx: Transaction, { id, campaignId }: ImportRow, meta: EventMeta): Promise<number> {
    const count = await this.store.removeRecords(tx, id, BATCH);
    if (count > 0 && campaignId !== null) {
      const event = { type: 'RecordsRemoved', data: { campaignId, sourceId: id, count } };
      await this.journal.append(tx, `record-source-${id}`, [event], meta);
    }
    return count;
  }

  private async takeContacts(tx: Transaction, { id }: ImportRow, meta: EventMeta): Promise<number> {
    const contactIds = await this.store.removeContacts(tx, id, BATCH);
    const data = { sourceId: id, count: contactIds.length, contactIds };
    if (contactIds.length > 0)
      await this.journal.append(tx, `contact-source-${id}`, [{ type: 'ContactsRemoved', data }], meta);
    return contactIds.length;
  }

  private async restoreContacts(tx: Transaction, { id }: ImportRow, meta: EventMeta): Promise<number> {
    const { restorable, seen } = await this.store.takeChanges(tx, id, BATCH);
    const rules = await this.rules.read(tx);
    const stored = restorable.map(({ contactId, before }) => ({
      id: contactId,
      values: before,
      ...rules.traits(before),
    }));
    await this.intake.update(tx, stored, meta.at);
    if (stored.length > 0) {
      const data = { sourceId: id, added: 0, changedIds: stored.map((contact) => contact.id) };
      await this.journal.append(tx, `contact-source-${id}`, [{ type: 'ContactsTaken', data }], meta);
    }
    return seen;
  }
}
