import { Controller, Delete, Get, HttpCode, Inject, Post, Req } from '@nestjs/common';
import type { Request } from 'express';
import { z } from 'zod';
import {
  contactImportSchema,
  importListQuerySchema,
  importPlanSchema,
  importPreviewSchema,
  importRowErrorSchema,
  pageSchema,
  savedMappingSchema,
  saveMappingSchema,
  type ContactImport,
  type ImportListQuery,
  type ImportPlan,
  type ImportPreview,
  type ImportRowError,
  type Page,
  type SavedMapping,
  type SaveMapping,
} from '#contracts';
import { CLOCK, type Clock } from '../../../../kernel/clock';
import { IDS, type Ids } from '../../../../kernel/ids';
import { Database } from '../../../../platform/database';
import {
  byId,
  CurrentUser,
  foundOr404,
  listResponse,
  RequestCause,
  RequirePermission,
  RouteSummary,
  valueOr,
  WantsCsv,
  ZodBody,
  ZodParams,
  ZodQuery,
  ZodResponse,
  type ById,
  type Cause,
  type CsvColumn,
  type CsvRequest,
  type Principal,
} from '../../../../platform/http';
import { LicensingService } from '../../../house/licensing';
import { ImportStore } from '../data/import.store';
import { ContactImports } from '../use-cases/contact-imports';
import { RecordCampaigns } from '../use-cases/record-campaigns';
import { importProblem } from './import-problem';

const uploadQuery = z.object({ fileName: z.string().trim().min(1).max(200) });

/** Files that bring contacts and records. */
@Controller('contact-imports')
export class ImportsController {
  constructor(
    private readonly imports: ContactImports,
    private readonly store: ImportStore,
    private readonly campaigns: RecordCampaigns,
    private readonly licensing: LicensingService,
    private readonly database: Database,
    @Inject(IDS) private readonly ids: Ids,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @Get()
  @RequirePermission('records.import')
  @RouteSummary('Imports, the newest first')
  @ZodResponse(pageSchema(contactImportSchema))
  async list(@ZodQuery(importListQuerySchema) query: ImportListQuery): Promise<Page<ContactImport>> {
    return this.store.page(query, await this.campaigns.names());
  }

  @Post()
  @RequirePermission('records.import')
  @RouteSummary('Uploads a file: the body is a CSV (UTF-8 or Windows-1250, 200 MB) or XLSX (50 MB)')
  @ZodResponse(contactImportSchema, 201)
  async upload(
    @ZodQuery(uploadQuery) { fileName }: z.infer<typeof uploadQuery>,
    @Req() request: Request,
    @RequestCause() cause: Cause,
  ): Promise<ContactImport> {
    const id = valueOr(await this.imports.upload(fileName, request, this.meta(cause)), importProblem);
    return this.show(id);
  }

  @Get('mappings')
  @RequirePermission('records.import')
  @RouteSummary('Saved mappings of columns')
  @ZodResponse(z.array(savedMappingSchema))
  mappings(): Promise<SavedMapping[]> {
    return this.store.mappings(this.database.read);
  }

  @Post('mappings')
  @HttpCode(204)
  @RequirePermission('records.import')
  @RouteSummary('Saves a mapping under a name; files with the same headings get it by themselves')
  async saveMapping(@ZodBody(saveMappingSchema) body: SaveMapping): Promise<void> {
    await this.database.transaction((tx) => this.store.saveMapping(tx, this.ids.next(), body, this.clock.now()));
  }

  @Delete('mappings/:id')
  @HttpCode(204)
  @RequirePermission('records.import')
  @RouteSummary('Forgets a saved mapping')
  async removeMapping(@ZodParams(byId) { id }: ById): Promise<void> {
    await this.database.transaction((tx) => this.store.removeMapping(tx, id));
  }

  @Get(':id')
  @RequirePermission('records.import')
  @RouteSummary('One import and how far it is')
  @ZodResponse(contactImportSchema)
  one(@ZodParams(byId) { id }: ById): Promise<ContactImport> {
    return this.show(id);
  }

  @Post(':id/preview')
  @HttpCode(200)
  @RequirePermission('records.import')
  @RouteSummary('The first rows as a plan would take them, with what is wrong')
  @ZodResponse(importPreviewSchema)
  async preview(@ZodParams(byId) { id }: ById, @ZodBody(importPlanSchema) plan: ImportPlan): Promise<ImportPreview> {
    return valueOr(await this.imports.preview(id, plan), importProblem);
  }

  @Post(':id/start')
  @HttpCode(200)
  @RequirePermission('records.import')
  @RouteSummary('Starts an import; it runs in the background')
  @ZodResponse(contactImportSchema)
  async start(
    @ZodParams(byId) { id }: ById,
    @ZodBody(importPlanSchema) plan: ImportPlan,
    @CurrentUser() { permissions }: Principal,
    @RequestCause() cause: Cause,
  ): Promise<ContactImport> {
    const mayPrioritise = permissions.has('contacts.prioritise') && (await this.licensing.has('prioritisation'));
    valueOr(await this.imports.start(id, plan, mayPrioritise, this.meta(cause)), importProblem);
    return this.show(id);
  }

  @Post(':id/cancel')
  @HttpCode(200)
  @RequirePermission('records.import')
  @RouteSummary('Stops an import; what is in stays in')
  @ZodResponse(contactImportSchema)
  async cancel(@ZodParams(byId) { id }: ById, @RequestCause() cause: Cause): Promise<ContactImport> {
    valueOr(await this.imports.cancel(id, this.meta(cause)), importProblem);
    return this.show(id);
  }

  @Post(':id/undo')
  @HttpCode(200)
  @RequirePermission('records.import')
  @RouteSummary('Takes out what an import brought; what was changed since stays')
  @ZodResponse(contactImportSchema)
  async undo(@ZodParams(byId) { id }: ById, @RequestCause() cause: Cause): Promise<ContactImport> {
    valueOr(await this.imports.undo(id, this.meta(cause)), importProblem);
    return this.show(id);
  }

  @Get(':id/errors')
  @RequirePermission('records.import')
  @RouteSummary('Rows that an import refused; as CSV with their cells, to be mended and imported again', ['text/csv'])
  @ZodResponse(pageSchema(importRowErrorSchema))
  async errors(
    @ZodParams(byId) { id }: ById,
    @ZodQuery(importListQuerySchema) query: ImportListQuery,
    @WantsCsv() csv: CsvRequest | null,
  ): Promise<unknown> {
    const found = foundOr404(await this.store.find(this.database.read, id), 'import-not-found');
    const load = (page: ImportListQuery) => this.store.errors(id, page);
    return listResponse(query, csv, { name: 'import-errors', columns: errorColumns(found.headings), load });
  }

  private async show(id: string): Promise<ContactImport> {
    const [found] = await this.store.show([id], await this.campaigns.names());
    return foundOr404(found, 'import-not-found');
  }

  private meta(cause: Cause) {
    return { ...cause, at: this.clock.now() };
  }
}

/** The file's own columns, so that mended rows can go in again, with what was wrong behind them. */
const errorColumns = (headings: readonly string[]): CsvColumn<ImportRowError>[] => [
  ...headings.map((heading, index): CsvColumn<ImportRowError> => ({
    heading: { pl: heading, en: heading },
    value: ({ cells }) => cells[index] ?? '',
  })),
  { heading: { pl: 'Wiersz', en: 'Row' }, value: ({ line }) => line },
  { heading: { pl: 'Błędne pole', en: 'Wrong field' }, value: ({ field }) => field },
  { heading: { pl: 'Reguła', en: 'Rule' }, value: ({ rule }) => rule },
];
