import { Controller, Get, Inject, Post, StreamableFile } from '@nestjs/common';
import {
  contactExportSchema,
  exportRequestSchema,
  importListQuerySchema,
  pageSchema,
  type ContactExport,
  type ExportRequest,
  type ImportListQuery,
  type Page,
} from '#contracts';
import { CLOCK, type Clock } from '../../../../kernel/clock';
import { FileStore } from '../../../../platform/files';
import {
  byId,
  CurrentUser,
  foundOr404,
  ProblemException,
  RequestCause,
  RequirePermission,
  RouteSummary,
  ZodBody,
  ZodParams,
  ZodQuery,
  ZodResponse,
  type ById,
  type Cause,
  type Principal,
} from '../../../../platform/http';
import { ContactExportStore, exportKey } from '../data/export.store';
import { ExportContacts } from '../use-cases/export-contacts';
import { RecordCampaigns } from '../use-cases/record-campaigns';

/** Files of contacts; everybody sees those that he asked for. */
@Controller('contact-exports')
export class ContactExportsController {
  constructor(
    private readonly store: ContactExportStore,
    private readonly exporting: ExportContacts,
    private readonly campaigns: RecordCampaigns,
    private readonly files: FileStore,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @Get()
  @RequirePermission('records.export')
  @RouteSummary('One’s own exports, the newest first')
  @ZodResponse(pageSchema(contactExportSchema))
  async list(
    @CurrentUser() { userId }: Principal,
    @ZodQuery(importListQuerySchema) query: ImportListQuery,
  ): Promise<Page<ContactExport>> {
    return this.store.page(userId, query, await this.campaigns.names());
  }

  @Post()
  @RequirePermission('records.export')
  @RouteSummary('Writes contacts, or those of a campaign with its fields, into a file in the background')
  @ZodResponse(contactExportSchema, 201)
  async ask(
    @CurrentUser() user: Principal,
    @ZodBody(exportRequestSchema) body: ExportRequest,
    @RequestCause() cause: Cause,
  ): Promise<ContactExport> {
    if (body.campaignId !== null && !(await this.campaigns.seenBy(user)).has(body.campaignId))
      throw new ProblemException(404, 'campaign-not-found');
    return this.own(user, await this.exporting.ask(body, user, { ...cause, at: this.clock.now() }));
  }

  @Get(':id')
  @RequirePermission('records.export')
  @RouteSummary('One export: how far it is')
  @ZodResponse(contactExportSchema)
  one(@CurrentUser() user: Principal, @ZodParams(byId) { id }: ById): Promise<ContactExport> {
    return this.own(user, id);
  }

  @Get(':id/file')
  @RequirePermission('records.export')
  @RouteSummary('The file', ['text/csv'])
  async file(@CurrentUser() user: Principal, @ZodParams(byId) { id }: ById): Promise<StreamableFile> {
    const { createdAt, state } = await this.own(user, id);
    const found = foundOr404(state === 'done' ? await this.files.get(exportKey(id)) : null, 'export-not-found');
    return new StreamableFile(found.content, {
      type: 'text/csv; charset=utf-8',
      length: found.file.bytes,
      disposition: `attachment; filename="contacts-${createdAt.slice(0, 10)}.csv"`,
    });
  }

  private async own({ userId }: Principal, id: string): Promise<ContactExport> {
    return foundOr404(await this.store.find(userId, id, await this.campaigns.names()), 'export-not-found');
  }
}
