import { Controller, Get, HttpCode, Inject, Post, StreamableFile } from '@nestjs/common';
import {
  askRecordingExportSchema,
  pageSchema,
  recordingExportListQuerySchema,
  recordingExportSchema,
  recordingListQuerySchema,
  type AskRecordingExport,
  type RecordingExport,
  type RecordingExportListQuery,
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
  valueOr,
  ZodBody,
  ZodParams,
  ZodQuery,
  ZodResponse,
  type ById,
  type Cause,
  type Principal,
} from '../../../../platform/http';
import { exportKey, ExportStore } from '../data/export.store';
import { ExportRecordings } from '../use-cases/export-recordings';
import { scopeOf } from './seen-recording';

/** Archives of recordings; everybody sees those that he asked for. */
@Controller('recording-exports')
export class ExportsController {
  constructor(
    private readonly store: ExportStore,
    private readonly exporting: ExportRecordings,
    private readonly files: FileStore,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @Get()
  @RequirePermission('recordings.export')
  @RouteSummary('One’s own archives of recordings, the newest first')
  @ZodResponse(pageSchema(recordingExportSchema))
  list(
    @CurrentUser() { userId }: Principal,
    @ZodQuery(recordingExportListQuerySchema) query: RecordingExportListQuery,
  ): Promise<unknown> {
    return this.store.page(userId, query);
  }

  @Post()
  @RequirePermission('recordings.export')
  @RouteSummary('Packs what a search finds, or these recordings, in the background')
  @ZodResponse(recordingExportSchema, 201)
  async ask(
    @CurrentUser() user: Principal,
    @ZodBody(askRecordingExportSchema) body: AskRecordingExport,
    @RequestCause() cause: Cause,
  ): Promise<RecordingExport> {
    const wanted = { ids: body.ids, search: recordingListQuerySchema.parse(body.search ?? {}) };
    const nothing = () => new ProblemException(409, 'nothing-to-export');
    const id = valueOr(await this.exporting.ask(wanted, scopeOf(user), { ...cause, at: this.clock.now() }), nothing);
    return this.own(user, id);
  }

  @Get(':id')
  @RequirePermission('recordings.export')
  @RouteSummary('One archive: how far it is')
  @ZodResponse(recordingExportSchema)
  one(@CurrentUser() user: Principal, @ZodParams(byId) { id }: ById): Promise<RecordingExport> {
    return this.own(user, id);
  }

  @Get(':id/file')
  @RequirePermission('recordings.export')
  @RouteSummary('The archive: sounds and manifest.csv', ['application/zip'])
  async file(@CurrentUser() user: Principal, @ZodParams(byId) { id }: ById): Promise<StreamableFile> {
    const { askedAt } = await this.own(user, id);
    const found = foundOr404(await this.files.get(exportKey(id)), 'export-not-found');
    return new StreamableFile(found.content, {
      type: 'application/zip',
      length: found.file.bytes,
      disposition: `attachment; filename="recordings-${askedAt.slice(0, 10)}.zip"`,
    });
  }

  @Post(':id/cancel')
  @HttpCode(200)
  @RequirePermission('recordings.export')
  @RouteSummary('Stops packing it')
  @ZodResponse(recordingExportSchema)
  async cancel(
    @CurrentUser() user: Principal,
    @ZodParams(byId) { id }: ById,
    @RequestCause() cause: Cause,
  ): Promise<RecordingExport> {
    await this.own(user, id);
    if (!(await this.exporting.cancel(id, { ...cause, at: this.clock.now() })))
      throw new ProblemException(409, 'changed-meanwhile');
    return this.own(user, id);
  }

  private async own({ userId }: Principal, id: string): Promise<RecordingExport> {
    return foundOr404(await this.store.find(userId, id), 'export-not-found');
  }
}
