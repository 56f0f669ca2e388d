import { Inject, Injectable } from '@nestjs/common';
import type { BiReport, SaveBiReport } from '#contracts';
import { IDS, type Ids } from '../../../../kernel/ids';
import type { DomainEvent, EventMeta } from '../../../../kernel/journal';
import { accepted, refused, type Outcome, type Refusal } from '../../../../kernel/outcome';
import { Database, sqlState } from '../../../../platform/database';
import { Journal } from '../../../../platform/journal';
import { BiReportStore } from '../data/bi-report.store';

export type BiReportSaved = DomainEvent<
  'BiReportSaved',
  { readonly biReportId: string } & Omit<BiReport, 'id' | 'version'>
>;
export type BiReportRemoved = DomainEvent<'BiReportRemoved', { readonly biReportId: string; readonly name: string }>;
export type BiReportRefusal = Refusal<'bi-report-not-found' | 'bi-report-name-taken' | 'changed-meanwhile'>;

const UNIQUE_VIOLATION = '23505';

/** Embedded reports: a table and journal entries. */
@Injectable()
export class BiReports {
  constructor(
    private readonly database: Database,
    private readonly journal: Journal,
    private readonly store: BiReportStore,
    @Inject(IDS) private readonly ids: Ids,
  ) {}

  /** `id` null: a new one. */
  async save(id: string | null, report: SaveBiReport, meta: EventMeta): Promise<Outcome<BiReport, BiReportRefusal>> {
    try {
      return await this.database.transaction(async (tx) => {
        if (id && !(await this.store.find(id, tx))) return refused({ code: 'bi-report-not-found' });
        const biReportId = id ?? this.ids.next();
        if (!id) await this.store.insert(tx, biReportId, report);
        else if (!(await this.store.update(tx, id, report))) return refused({ code: 'changed-meanwhile' });
        const { name, url, roles } = report;
        const saved: BiReportSaved = { type: 'BiReportSaved', data: { biReportId, name, url, roles } };
        await this.journal.append(tx, `bireport-${biReportId}`, [saved], meta);
        const after = await this.store.find(biReportId, tx);
        return after ? accepted(after) : refused({ code: 'bi-report-not-found' });
      });
    } catch (error) {
      if (sqlState(error) === UNIQUE_VIOLATION) return refused({ code: 'bi-report-name-taken' });
      throw error;
    }
  }

  remove(id: string, meta: EventMeta): Promise<Outcome<void, BiReportRefusal>> {
    return this.database.transaction(async (tx) => {
      const found = await this.store.find(id, tx);
      if (!found) return refused({ code: 'bi-report-not-found' });
      await this.store.remove(tx, id);
      const removed: BiReportRemoved = { type: 'BiReportRemoved', data: { biReportId: id, name: found.name } };
      await this.journal.append(tx, `bireport-${id}`, [removed], meta);
      return accepted(undefined);
    });
  }
}
