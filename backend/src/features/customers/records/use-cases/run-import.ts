import { Inject, Injectable } from '@nestjs/common';
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { ImportRowError } from '#contracts';
import { CLOCK, type Clock } from '../../../../kernel/clock';
import type { EventMeta } from '../../../../kernel/journal';
import { Database, type Transaction } from '../../../../platform/database';
import { Journal } from '../../../../platform/journal';
import { ImportStore, type ImportRow } from '../data/import.store';
import { TableFiles } from '../data/table-file';
import { mapRow, type MappingRules } from '../domain/map-row';
import { ALL_MATCH_KEYS } from '../domain/matching/match-keys';
import { Recognition } from '../domain/recognise';
import type { PreparedIntake } from './contact-intake';
import { ImportRules } from './import-rules';
import { TakeRows, type CheckedRows, type GoodRow, type Line } from './take-rows';

/** Rows of one transaction. Larger ones spare nothing any more and hold others up for longer. */
const BATCH = 5_000;
/** Rows checked in one go; then calls and requests of this process have their turn. */
const SLICE = 500;

/**
 * Runs an import from where it stands: rows of the file, the count of rows done and everything they brought are one transaction, so a
 * run that died goes on with the first row that is not in.
 */
@Injectable()
export class RunImport {
  constructor(
    private readonly database: Database,
    private readonly journal: Journal,
    private readonly store: ImportStore,
    private readonly tables: TableFiles,
    private readonly rules: ImportRules,
    private readonly rows: TakeRows,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  async run(importId: string): Promise<void> {
    const found = await this.store.find(this.database.read, importId);
    if (!found || (found.state !== 'running' && found.state !== 'cancelling')) return;
    const rules = await this.rules.of(this.database.read, found.campaignId);
    let taken = Promise.resolve(true);
    let before: PreparedIntake | null = null;
    for await (const batch of this.batches(found)) {
      // while the database takes the batch before
      const checked = await check(batch, found, rules);
      const prepared = await this.rows.prepare(checked, found, before);
      if (!(await taken)) return;
      taken = this.take(found, batch, { ...checked, prepared });
      taken.catch(() => undefined); // it is heard when the next one is ready
      before = prepared;
    }
    if (await taken) await this.end(found, 'done');
  }

  /** Rows that are not in yet, a batch at a time. */
  private async *batches(found: ImportRow): AsyncGenerator<Line[]> {
    let batch: Line[] = [];
    let line = 0;
    for await (const cells of this.tables.rows(found.fileKey, found)) {
      line += 1;
      if (line <= found.done + 1) continue;
      batch.push({ line, cells });
      if (batch.length < BATCH) continue;
      yield batch;
      batch = [];
    }
    if (batch.length > 0) yield batch;
  }

  /** False: it was cancelled, or somebody else is at it. */
  private take(
    found: ImportRow,
    batch: readonly Line[],
    rows: CheckedRows & { readonly prepared: PreparedIntake },
  ): Promise<boolean> {
    return this.database.transaction(async (tx) => {
      const now = await this.store.lock(tx, found.id);
      if (now?.state === 'cancelling') {
        await this.ended(tx, found, 'cancelled');
        return false;
      }
      const first = batch[0]?.line ?? 0;
      if (now?.state !== 'running' || now.done !== first - 2) return false;
      await this.rows.take(tx, found, { done: batch.length, ...rows }, this.meta(found));
      return true;
    });
  }

  private async end(found: ImportRow, state: 'done'): Promise<void> {
    await this.database.transaction(async (tx) => {
      const now = await this.store.lock(tx, found.id);
      if (now?.state === 'running') await this.ended(tx, found, state);
      else if (now?.state === 'cancelling') await this.ended(tx, found, 'cancelled');
    });
  }

  /** An import that is over needs its file no more; what it brought is in the tables. */
  async forget(importId: string): Promise<void> {
    const found = await this.store.find(this.database.read, importId);
    if (!found || ['uploaded', 'running', 'cancelling'].includes(found.state)) return;
    await this.tables.forget(found.fileKey);
    await this.store.dropSamples(importId);
  }

  /** The job gave up: what is in stays, and can be undone. */
  async failed(importId: string, error: string): Promise<void> {
    await this.database.transaction(async (tx) => {
      const found = await this.store.lock(tx, importId);
      if (found?.state === 'running' || found?.state === 'cancelling') await this.ended(tx, found, 'failed', error);
    });
  }

  private async ended(
    tx: Transaction,
    found: ImportRow,
    state: 'done' | 'cancelled' | 'failed',
    error: string | null = null,
  ): Promise<void> {
    await this.store.move(tx, found.id, state, this.clock.now(), error);
    const event = { type: 'ImportEnded', data: { importId: found.id, state } };
    await this.journal.append(tx, `contactimport-${found.id}`, [event], this.meta(found));
  }

  /** Whoever started the import did what it does. */
  private meta({ id, createdBy }: ImportRow): EventMeta {
    return { at: this.clock.now(), actor: { kind: 'user', id: createdBy }, correlation: id, causation: null };
  }
}

async function check(batch: readonly Line[], { mapping }: ImportRow, rules: MappingRules): Promise<CheckedRows> {
  const good: GoodRow[] = [];
  const errors: ImportRowError[] = [];
  const recognition = new Recognition(rules.ofContacts, ALL_MATCH_KEYS);
  for (const [index, line] of batch.entries()) {
    if (index % SLICE === SLICE - 1) await nextTurn();
    const mapped = mapRow(line.cells, mapping, rules);
    if (mapped.ok) {
      recognition.keys(mapped.value.contact);
      good.push({ ...line, value: mapped.value });
    } else errors.push(...mapped.errors.map((error) => ({ ...error, ...line })));
  }
  return { good, errors };
}
