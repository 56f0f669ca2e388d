import { Injectable } from '@nestjs/common';
import type { ImportRowError } from '#contracts';
import type { EventMeta } from '../../../../kernel/journal';
import { Database, type Transaction } from '../../../../platform/database';
import { Journal } from '../../../../platform/journal';
import { Consents, type ImportedConsent } from '../../consents';
import { ImportStore, type ImportRow } from '../data/import.store';
import type { MappedRow } from '../domain/map-row';
import { ContactIntake, type IntakeResult, type PreparedIntake } from './contact-intake';
import { ContactRoutingSettings } from './contact-routing-settings';
import { Records, type NewRecord } from './records';

export interface Line {
  readonly line: number;
  readonly cells: string[];
}
export type GoodRow = Line & { readonly value: MappedRow };

export interface CheckedRows {
  readonly good: readonly GoodRow[];
  readonly errors: readonly ImportRowError[];
}

/** What a batch of checked rows brings: contacts, records, consents, routing and counts, in the transaction of the batch. */
@Injectable()
export class TakeRows {
  constructor(
    private readonly database: Database,
    private readonly journal: Journal,
    private readonly store: ImportStore,
    private readonly intake: ContactIntake,
    private readonly records: Records,
    private readonly consents: Consents,
    private readonly routing: ContactRoutingSettings,
  ) {}

  /** `before`: the rows that are being taken meanwhile. */
  prepare({ good }: CheckedRows, { onKnown }: ImportRow, before: PreparedIntake | null): Promise<PreparedIntake> {
    const contacts = good.map(({ value }) => value.contact);
    return this.intake.prepare(this.database.read, contacts, onKnown, before);
  }

  async take(
    tx: Transaction,
    found: ImportRow,
    { done, good, errors, prepared }: CheckedRows & { readonly done: number; readonly prepared: PreparedIntake },
    meta: EventMeta,
  ): Promise<void> {
    const sourceId = found.id;
    const kind = { id: sourceId, campaignId: found.campaignId, kind: 'import', name: found.fileName } as const;
    await this.records.addSource(tx, kind, meta);
    const taken = await this.intake.take(tx, prepared, sourceId, meta);
    const doubled = good.flatMap(({ line, cells, value }, index): ImportRowError[] => {
      const result = taken.results[index];
      if (result?.outcome !== 'taken') return [];
      const held = String(value.contact.fields[result.key] ?? '');
      return [{ line, field: `fields.${result.key}`, rule: 'unique', value: held, cells }];
    });
    const added = await this.addRecords(tx, found, { good, results: taken.results, errors: doubled }, meta);
    await this.consents.import(tx, { id: found.id, source: found.fileName }, consentsOf(good, taken.results), meta);
    const routings = routingsOf(good, taken.results, found.onKnown);
    await this.routing.import(tx, found.id, routings, { replace: found.onKnown === 'overwrite', meta });
    const wrong = [...errors, ...doubled];
    await this.store.addErrors(tx, found.id, wrong);
    const outcomes = (outcome: string) => taken.results.filter((result) => result.outcome === outcome).length;
    await this.store.count(tx, found.id, {
      done,
      added: taken.added,
      joined: outcomes('joined'),
      review: outcomes('review'),
      skipped: outcomes('skipped'),
      refused: new Set(wrong.map(({ line }) => line)).size,
      records: added,
    });
    await this.journal.append(
      tx,
      `contactimport-${found.id}`,
      [{ type: 'ImportProgressed', data: { importId: found.id } }],
      meta,
    );
  }

  /** A client is in a campaign once, and so is a key; a row that would double either adds no record. */
  private async addRecords(
    tx: Transaction,
    { campaignId, id }: ImportRow,
    rows: { good: readonly GoodRow[]; results: IntakeResult[]; errors: ImportRowError[] },
    meta: EventMeta,
  ): Promise<number> {
    if (campaignId === null) return 0;
    const wanted = rows.good.flatMap(({ value, line, cells }, index) => {
      const result = rows.results[index];
      if (!result || result.outcome === 'taken' || result.outcome === 'skipped') return [];
      return [{ line, cells, contactId: result.contactId, ...value.record }];
    });
    const there = await this.store.inCampaign(tx, campaignId, {
      contactIds: wanted.map(({ contactId }) => contactId),
      keys: wanted.flatMap(({ externalKey }) => externalKey ?? []),
    });
    const fresh: NewRecord[] = [];
    for (const { line, cells, ...record } of wanted) {
      const { externalKey, contactId } = record;
      if (there.contacts.has(contactId)) continue;
      if (externalKey !== null && there.keys.has(externalKey)) {
        rows.errors.push({ line, field: 'externalKey', rule: 'unique', value: externalKey, cells });
        continue;
      }
      there.contacts.add(contactId);
      if (externalKey !== null) there.keys.add(externalKey);
      fresh.push(record);
    }
    await this.records.addMany(tx, { campaignId, sourceId: id }, fresh, meta);
    return fresh.length;
  }
}

/** What the rows say their contacts agreed to, those that are left out of the contacts included. */
const consentsOf = (good: readonly GoodRow[], results: readonly IntakeResult[]): ImportedConsent[] =>
  good.flatMap(({ value: { consents } }, index) => {
    const result = results[index];
    if (!result || result.outcome === 'taken') return [];
    const { said, happenedAt, proof } = consents;
    return said.map((each) => ({ ...each, happenedAt, proof, contactId: result.contactId }));
  });

/** How the work of the rows' contacts is routed; a known one is left as it is when the import keeps it. */
const routingsOf = (good: readonly GoodRow[], results: readonly IntakeResult[], onKnown: ImportRow['onKnown']) =>
  good.flatMap(({ value: { routing } }, index) => {
    const result = results[index];
    if (!result || result.outcome === 'taken' || result.outcome === 'skipped') return [];
    if (result.outcome === 'joined' && onKnown === 'keep') return [];
    return routing.priority === null && routing.skills.length === 0
      ? []
      : [{ ...routing, contactId: result.contactId }];
  });
