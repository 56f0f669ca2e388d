import { Controller, Get, type StreamableFile } from '@nestjs/common';
import type { z } from 'zod';
import { auditEntrySchema, auditQuerySchema, pageSchema, type AuditEntry, type Page } from '#contracts';
import {
  listResponse,
  RequirePermission,
  RouteSummary,
  WantsCsv,
  ZodQuery,
  ZodResponse,
  type CsvColumn,
  type CsvRequest,
} from '../../../../platform/http';
import { AuditView } from '../data/audit.view';

const columns: readonly CsvColumn<AuditEntry>[] = [
  { heading: { pl: 'Czas', en: 'Time' }, value: (entry) => entry.at },
  { heading: { pl: 'Kto', en: 'Who' }, value: (entry) => entry.actor.name ?? `${entry.actor.kind} ${entry.actor.id}` },
  { heading: { pl: 'Zdarzenie', en: 'Event' }, value: (entry) => entry.type },
  { heading: { pl: 'Czego dotyczy', en: 'Stream' }, value: (entry) => entry.stream },
  { heading: { pl: 'Powiązanie', en: 'Correlation' }, value: (entry) => entry.correlation },
  { heading: { pl: 'Dane', en: 'Data' }, value: (entry) => JSON.stringify(entry.data) },
];

/** The audit log: the journal, searched. */
@Controller('audit')
export class AuditController {
  constructor(private readonly view: AuditView) {}

  @Get()
  @RequirePermission('audit.view')
  @RouteSummary('Everything that happened, newest first, with filters and export', ['text/csv'])
  @ZodResponse(pageSchema(auditEntrySchema))
  async list(
    @ZodQuery(auditQuerySchema) query: z.infer<typeof auditQuerySchema>,
    @WantsCsv() csv: CsvRequest | null,
  ): Promise<Page<AuditEntry> | StreamableFile> {
    return listResponse(query, csv, { name: 'audit', columns, load: (page) => this.view.list(page) });
  }
}
