import { Inject, Injectable } from '@nestjs/common';
import type { Readable } from 'node:stream';
import type { ImportPlan, ImportPreview, ImportTarget } from '#contracts';
import { IDS, type Ids } from '../../../../kernel/ids';
import type { EventMeta } from '../../../../kernel/journal';
import { accepted, refused, type Outcome, type Refusal } from '../../../../kernel/outcome';
import { Database, type Transaction } from '../../../../platform/database';
import { FileStore, type FileTooLarge, type StorageFull } from '../../../../platform/files';
import { Journal } from '../../../../platform/journal';
import { ImportStore, type ImportRow } from '../data/import.store';
import { TableFiles, type TableRefusal } from '../data/table-file';
import { uploadKind } from '../data/upload-kind';
import { mapRow } from '../domain/map-row';
import { isRoutingTarget } from '../domain/routing-cells';
import { mappingProblems, suggestMapping } from '../domain/suggest-mapping';
import { ImportRules } from './import-rules';
import { RecordCampaigns } from './record-campaigns';

export type ImportRefusal =
  | Refusal<'import-not-found' | 'import-not-possible' | 'campaign-not-found' | 'file-type-not-allowed'>
  | (Refusal<'mapping-not-valid'> & { readonly problems: readonly string[] })
  | TableRefusal
  | StorageFull
  | FileTooLarge;

const LARGEST = { csv: 200_000_000, xlsx: 50_000_000 } as const;
const SHOWN = 50;

/** Files that bring contacts: uploaded, looked at, planned, and started; a job does the rest. */
@Injectable()
export class ContactImports {
  constructor(
    private readonly database: Database,
    private readonly journal: Journal,
    private readonly store: ImportStore,
    private readonly rules: ImportRules,
    private readonly tables: TableFiles,
    private readonly files: FileStore,
    private readonly campaigns: RecordCampaigns,
    @Inject(IDS) private readonly ids: Ids,
  ) {}

  /** Stores the file as it comes and looks at it; what is no table is not kept. */
  async upload(fileName: string, content: Readable, meta: EventMeta): Promise<Outcome<string, ImportRefusal>> {
    const sniffed = await uploadKind(content);
    if (!sniffed) return refused({ code: 'file-type-not-allowed' });
    const { kind, content: whole } = sniffed;
    const id = this.ids.next();
    const fileKey = `imports/${id}.${kind}`;
    const mediaType = kind === 'csv' ? 'text/csv' : 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
    const stored = await this.files.put({ key: fileKey, mediaType, content: whole, limit: LARGEST[kind] });
    if (!stored.ok) return refused(stored.refusal);
    const facts = await this.tables.look(fileKey, kind);
    if (!facts.ok) {
      await this.files.delete(fileKey);
      return refused(facts.refusal);
    }
    await this.database.transaction(async (tx) => {
      const mapping = await this.suggest(tx, facts.value.headings, facts.value.samples);
      const plan: ImportPlan = { mapping, campaignId: null, onKnown: 'fill' };
      await this.store.insert(
        tx,
        { id, fileKey, fileName, facts: facts.value, plan },
        { id: meta.actor.id, at: meta.at },
      );
      const data = { importId: id, fileName, rows: facts.value.rows };
      await this.journal.append(tx, `contactimport-${id}`, [{ type: 'ImportUploaded', data }], meta);
    });
    return accepted(id);
  }

  /** The saved mapping of the very same headings, else what headings and cells suggest. */
  private async suggest(
    tx: Transaction,
    headings: readonly string[],
    samples: readonly (readonly string[])[],
  ): Promise<ImportTarget[]> {
    const saved = (await this.store.mappings(tx)).find((each) => each.headings.join('\n') === headings.join('\n'));
    return saved ? [...saved.mapping] : suggestMapping(headings, samples, (await this.rules.of(tx, null)).ofContacts);
  }

  /** The first rows as this plan would take them. */
  async preview(id: string, plan: ImportPlan): Promise<Outcome<ImportPreview, ImportRefusal>> {
    const tx = this.database.read;
    const found = await this.store.find(tx, id);
    if (!found) return refused({ code: 'import-not-found' });
    const rules = await this.rules.of(tx, plan.campaignId);
    const rows = found.samples.slice(0, SHOWN).map((cells, index) => {
      const mapped = mapRow(cells, plan.mapping, rules);
      return { line: index + 2, cells, errors: mapped.ok ? [] : mapped.errors };
    });
    return accepted({ rows, problems: mappingProblems(plan.mapping, rules, plan.campaignId !== null) });
  }

  start(id: string, plan: ImportPlan, mayPrioritise: boolean, meta: EventMeta): Promise<Outcome<void, ImportRefusal>> {
    return this.moving(id, ['uploaded'], async (tx, found) => {
      if (plan.campaignId !== null && !(await this.campaigns.names()).has(plan.campaignId))
        return refused({ code: 'campaign-not-found' });
      const rules = await this.rules.of(tx, plan.campaignId);
      const problems = mappingProblems(plan.mapping, rules, plan.campaignId !== null);
      if (plan.mapping.length !== found.headings.length) problems.push('mapping-length');
      if (!mayPrioritise && plan.mapping.some(isRoutingTarget)) problems.push('mapping-may-not-prioritise');
      if (problems.length > 0) return refused({ code: 'mapping-not-valid', problems });
      await this.store.plan(tx, id, plan);
      await this.store.move(tx, id, 'running', meta.at);
      await this.tell(tx, id, 'ImportStarted', meta);
      return accepted(undefined);
    });
  }

  /** What is in stays in (undo takes it out again); the rest is not begun. */
  cancel(id: string, meta: EventMeta): Promise<Outcome<void, ImportRefusal>> {
    return this.callOff(id, ['running', 'uploaded'], meta);
  }

  /** Nobody started it. */
  leave(id: string, meta: EventMeta): Promise<Outcome<void, ImportRefusal>> {
    return this.callOff(id, ['uploaded'], meta);
  }

  private callOff(
    id: string,
    from: readonly ImportRow['state'][],
    meta: EventMeta,
  ): Promise<Outcome<void, ImportRefusal>> {
    return this.moving(id, from, async (tx, { state }) => {
      await this.store.move(tx, id, state === 'running' ? 'cancelling' : 'cancelled', meta.at);
      await this.tell(tx, id, 'ImportCancelled', meta);
      return accepted(undefined);
    });
  }

  undo(id: string, meta: EventMeta): Promise<Outcome<void, ImportRefusal>> {
    return this.moving(id, ['done', 'cancelled', 'failed'], async (tx) => {
      await this.store.move(tx, id, 'undoing', meta.at);
      await this.tell(tx, id, 'ImportUndoAsked', meta);
      return accepted(undefined);
    });
  }

  private async tell(tx: Transaction, importId: string, type: string, meta: EventMeta): Promise<void> {
    await this.journal.append(tx, `contactimport-${importId}`, [{ type, data: { importId } }], meta);
  }

  private moving(
    id: string,
    from: readonly ImportRow['state'][],
    work: (tx: Transaction, found: ImportRow) => Promise<Outcome<void, ImportRefusal>>,
  ): Promise<Outcome<void, ImportRefusal>> {
    return this.database.transaction(async (tx) => {
      const found = await this.store.lock(tx, id);
      if (!found) return refused({ code: 'import-not-found' });
      if (!from.includes(found.state)) return refused({ code: 'import-not-possible' });
      return work(tx, found);
    });
  }
}
