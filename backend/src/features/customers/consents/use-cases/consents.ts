import { Inject, Injectable } from '@nestjs/common';
import type { ConsentChannel, ConsentEntry, ConsentPurpose, RecordConsent, SaveConsentPurpose } from '#contracts';
import { IDS, type Ids } from '../../../../kernel/ids';
import type { EventMeta } from '../../../../kernel/journal';
import { accepted, refused, type Outcome, type Refusal } from '../../../../kernel/outcome';
import { Database, type Transaction } from '../../../../platform/database';
import { Journal } from '../../../../platform/journal';
import { ConsentStore } from '../data/consent.store';
import { checkConsent, type ConsentAllowed, type ConsentRefusal } from '../domain/check-consent';
import type { ConsentRecorded, ConsentsImported } from '../domain/consent-events';

/** Whom, how and for what: a contact, or everybody who has the number (E.164). */
export type ConsentQuestion = ({ readonly contactId: string } | { readonly number: string }) & {
  readonly channel: ConsentChannel;
  readonly purpose: string;
};

export type RecordConsentRefusal = Refusal<'consent-purpose-unknown' | 'consent-channel-unknown' | 'consent-in-future'>;

/** What a row of an import says of a contact. */
export type ImportedConsent = Pick<ConsentEntry, 'contactId' | 'channel' | 'purpose' | 'state' | 'proof'> & {
  readonly happenedAt: string | null;
};

/** The gate before every dial and every message, and the ledger behind it. */
@Injectable()
export class Consents {
  constructor(
    private readonly database: Database,
    private readonly journal: Journal,
    private readonly store: ConsentStore,
    @Inject(IDS) private readonly ids: Ids,
  ) {}

  /** Allowed, or why not. Asked in the transaction that dials or sends, so that a withdrawal before it is seen. */
  async check(tx: Transaction, question: ConsentQuestion): Promise<Outcome<ConsentAllowed, ConsentRefusal>> {
    const purpose = await this.store.purpose(tx, question.purpose);
    return checkConsent(purpose, question.channel, await this.store.holdings(tx, question, question));
  }

  async record(
    tx: Transaction,
    contactId: string,
    given: RecordConsent,
    meta: EventMeta,
  ): Promise<Outcome<ConsentEntry, RecordConsentRefusal>> {
    const asked = await this.store.purpose(tx, given.purpose);
    if (!asked?.active) return refused({ code: 'consent-purpose-unknown' });
    if (!asked.channels.includes(given.channel)) return refused({ code: 'consent-channel-unknown' });
    const now = new Date(meta.at).toISOString();
    const happenedAt = new Date(given.happenedAt ?? now).toISOString();
    if (happenedAt > now) return refused({ code: 'consent-in-future' });
    const by = { recordedAt: now, recordedBy: meta.actor.id };
    const entry: ConsentEntry = { id: this.ids.next(), contactId, ...given, happenedAt, ...by };
    await this.store.add(tx, [entry]);
    const { id: entryId, channel, purpose, state } = entry;
    const data = { entryId, contactId, channel, purpose, state, happenedAt };
    const event: ConsentRecorded = { type: 'ConsentRecorded', data };
    await this.journal.append(tx, `consent-${contactId}`, [event], meta);
    return accepted(entry);
  }

  /** What consents are given for, those that are used first. */
  purposes(tx: Transaction): Promise<ConsentPurpose[]> {
    return this.store.purposes(tx);
  }

  /** What the rows of a file say, in the transaction that takes them in; they have been checked. */
  async import(
    tx: Transaction,
    { id, source }: { readonly id: string; readonly source: string },
    given: readonly ImportedConsent[],
    meta: EventMeta,
  ): Promise<void> {
    if (given.length === 0) return;
    const now = new Date(meta.at).toISOString();
    const by = { source, recordedAt: now, recordedBy: meta.actor.id };
    const entries = given.map((each) => ({ ...each, ...by, id: this.ids.next(), happenedAt: each.happenedAt ?? now }));
    await this.store.add(tx, entries, id);
    const contactIds = [...new Set(given.map(({ contactId }) => contactId))];
    const event: ConsentsImported = { type: 'ConsentsImported', data: { importId: id, contactIds } };
    await this.journal.append(tx, `consentimport-${id}`, [event], meta);
  }

  /** What an import said of the next contacts is taken back; how many they were. */
  async takeBack(tx: Transaction, importId: string, limit: number, meta: EventMeta): Promise<number> {
    const contactIds = await this.store.takeBack(tx, importId, limit);
    const event: ConsentsImported = { type: 'ConsentsTakenBack', data: { importId, contactIds } };
    if (contactIds.length > 0) await this.journal.append(tx, `consentimport-${importId}`, [event], meta);
    return contactIds.length;
  }

  savePurpose(
    id: string,
    given: SaveConsentPurpose,
    meta: EventMeta,
  ): Promise<Outcome<ConsentPurpose, Refusal<'changed-meanwhile' | 'consent-purpose-exists'>>> {
    return this.database.transaction(async (tx) => {
      const saved = await this.store.savePurpose(tx, { id, ...given });
      if (!saved)
        return refused({ code: given.version === undefined ? 'consent-purpose-exists' : 'changed-meanwhile' });
      const event = { type: 'ConsentPurposeSaved', data: { purpose: id, ...given } };
      await this.journal.append(tx, `consentpurpose-${id}`, [event], meta);
      return accepted(saved);
    });
  }

  /** Gives lines of one contact to another, when contacts are merged or a merge is undone: all of them, or those named. Their ids. */
  async move(tx: Transaction, from: string, to: string, only: readonly string[] | null): Promise<string[]> {
    const moved = await this.store.move(tx, { from, to, only });
    if (moved.length > 0) await this.store.settle(tx, [from, to]);
    return moved;
  }
}
