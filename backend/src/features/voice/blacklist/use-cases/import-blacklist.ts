import { Inject, Injectable } from '@nestjs/common';
import type { BlacklistImport, BlacklistImportError, ImportBlacklist } from '#contracts';
import { IDS, type Ids } from '../../../../kernel/ids';
import type { EventMeta } from '../../../../kernel/journal';
import { accepted, refused, type Outcome, type Refusal } from '../../../../kernel/outcome';
import { Database, type Transaction } from '../../../../platform/database';
import { Journal } from '../../../../platform/journal';
import { Schedule } from '../../../../platform/schedule';
import { BlacklistStore, type EntryFields } from '../data/blacklist.store';
import { BlacklistImportStore } from '../data/import.store';
import { readImport, type ImportRow } from '../domain/read-import';
import { expiryTimer, told as toldEntry } from './blacklist-entries';
import { CampaignScopes } from './campaign-scopes';

/** Timer that forgets an import and its refused rows. */
export const IMPORT_FORGETTING = 'blacklist.forget-import';
const KEPT_MS = 30 * 24 * 3_600_000;

/** Takes a file's rows: right ones are added, known ones left as they are, wrong ones listed with line and rule. All or nothing on a failure. */
@Injectable()
export class ImportBlacklistFile {
  constructor(
    private readonly database: Database,
    private readonly journal: Journal,
    private readonly schedule: Schedule,
    private readonly store: BlacklistStore,
    private readonly imports: BlacklistImportStore,
    private readonly campaigns: CampaignScopes,
    @Inject(IDS) private readonly ids: Ids,
  ) {}

  async import(
    { fileName, csv }: ImportBlacklist,
    meta: EventMeta,
  ): Promise<Outcome<BlacklistImport, Refusal<'pattern-column-missing'>>> {
    const read = readImport(csv);
    if (!read.ok) return refused(read.refusal);
    return this.database.transaction(async (tx) => {
      const id = this.ids.next();
      const named = read.value.rows.flatMap(({ campaignIds }) => campaignIds);
      const gone = await this.campaigns.missing(tx, named);
      const wrong = read.value.rows.flatMap((row) => wrongNow(row, gone, meta.at));
      const wrongLines = new Set(wrong.map(({ line }) => line));
      const rows = read.value.rows.filter(({ line }) => !wrongLines.has(line));
      const errors = [...read.value.errors, ...wrong].sort((one, other) => one.line - other.line);
      const added = await this.add(tx, rows, id, meta);
      const counts = { added, known: rows.length - added, refused: errors.length };
      const done: BlacklistImport = { id, fileName, rows: rows.length + errors.length, ...counts };
      await this.imports.insert(tx, done, errors, meta.at);
      await this.schedule.at(tx, {
        key: `${IMPORT_FORGETTING}:${id}`,
        due: meta.at + KEPT_MS,
        command: IMPORT_FORGETTING,
        payload: { importId: id },
      });
      const { id: importId, ...told } = done;
      const event = { type: 'BlacklistImported', data: { importId, ...told } };
      await this.journal.append(tx, `blacklist-import-${id}`, [event], meta);
      return accepted(done);
    });
  }

  private async add(tx: Transaction, rows: readonly ImportRow[], importId: string, meta: EventMeta): Promise<number> {
    const entries = rows.map((row): EntryFields & { id: string } => {
      const { kind, value, direction, campaignIds, reason, expiresAt } = row;
      return { id: this.ids.next(), kind, value, direction, campaignIds, reason, expiresAt };
    });
    const made = await this.store.insert(tx, entries, { by: meta.actor.id, at: meta.at });
    for (const entry of entries.filter(({ id }) => made.has(id))) {
      if (entry.expiresAt !== null) await this.schedule.at(tx, expiryTimer(entry.id, entry.expiresAt));
      const event = { type: 'BlacklistEntryAdded', data: { ...toldEntry(entry), importId } };
      await this.journal.append(tx, `blacklist-${entry.id}`, [event], meta);
    }
    return made.size;
  }

  async forget(importId: string): Promise<void> {
    await this.database.transaction((tx) => this.imports.forget(tx, importId));
  }
}

/** What only the present can say of a row. */
function wrongNow(
  { line, value: pattern, expiresAt, campaignIds }: ImportRow,
  gone: ReadonlySet<string>,
  at: number,
): BlacklistImportError[] {
  if (campaignIds.some((id) => gone.has(id))) return [{ line, pattern, field: 'campaign', rule: 'exists' }];
  if (expiresAt !== null && Date.parse(expiresAt) <= at)
    return [{ line, pattern, field: 'expires', rule: 'expires-in-past' }];
  return [];
}
