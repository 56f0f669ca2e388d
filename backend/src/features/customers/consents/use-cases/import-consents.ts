import { Injectable } from '@nestjs/common';
import type { ImportConsents, ImportedConsents } from '#contracts';
import type { EventMeta } from '../../../../kernel/journal';
import { parsePhoneNumber } from '../../../../kernel/phone-number';
import { Database, type Transaction } from '../../../../platform/database';
import { ConsentStore } from '../data/consent.store';
import { Consents } from './consents';

/** A list of consents, as another system exports it. Rows of nobody we know, or of several people, are refused by name. */
@Injectable()
export class ImportConsentsUseCase {
  constructor(
    private readonly database: Database,
    private readonly store: ConsentStore,
    private readonly consents: Consents,
  ) {}

  import({ source, rows }: ImportConsents, meta: EventMeta): Promise<ImportedConsents> {
    return this.database.transaction(async (tx) => {
      const refused: ImportedConsents['refused'] = [];
      let recorded = 0;
      for (const [index, { contact, ...row }] of rows.entries()) {
        const rule = await this.take(tx, contact, { ...row, source }, meta);
        if (rule === null) recorded += 1;
        else refused.push({ row: index + 1, rule });
      }
      return { recorded, refused };
    });
  }

  /** Which rule the row breaks; null: it is in the ledger. */
  private async take(
    tx: Transaction,
    contact: string,
    row: Parameters<Consents['record']>[2],
    meta: EventMeta,
  ): Promise<string | null> {
    const parsed = parsePhoneNumber(contact);
    const found = await this.store.contactsBy(tx, parsed.ok ? parsed.value.e164 : contact);
    const [only, another] = found;
    if (only === undefined) return 'contact-not-found';
    if (another !== undefined) return 'several-contacts';
    const done = await this.consents.record(tx, only, row, meta);
    return done.ok ? null : done.refusal.code;
  }
}
