import { Controller, Delete, Get, HttpCode, Inject, Post, Put } from '@nestjs/common';
import { z } from 'zod';
import {
  archiveCopyListQuerySchema,
  archiveCopySchema,
  archiveTargetListQuerySchema,
  archiveTargetSchema,
  pageSchema,
  saveArchiveTargetSchema,
  type ArchiveCopyListQuery,
  type ArchiveTarget,
  type ArchiveTargetListQuery,
  type SaveArchiveTarget,
} from '#contracts';
import { CLOCK, type Clock } from '../../../../kernel/clock';
import type { EventMeta } from '../../../../kernel/journal';
import { Database } from '../../../../platform/database';
import {
  byId,
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
} from '../../../../platform/http';
import { ArchiveStore } from '../data/archive.store';
import { ArchiveTargets, type TargetRefusal } from '../use-cases/archive-targets';

const updateSchema = saveArchiveTargetSchema.required({ version: true });

/** External resources that recordings are copied to. */
@Controller('recording-archives')
export class ArchiveController {
  constructor(
    private readonly store: ArchiveStore,
    private readonly targets: ArchiveTargets,
    private readonly database: Database,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @Get()
  @RequirePermission('recordings.manage')
  @RouteSummary('External resources, with their copies counted and their last error')
  @ZodResponse(pageSchema(archiveTargetSchema))
  list(@ZodQuery(archiveTargetListQuerySchema) query: ArchiveTargetListQuery): Promise<unknown> {
    return this.store.targets(query);
  }

  @Get(':id')
  @RequirePermission('recordings.manage')
  @RouteSummary('One external resource')
  @ZodResponse(archiveTargetSchema)
  async one(@ZodParams(byId) { id }: ById): Promise<ArchiveTarget> {
    return foundOr404(await this.store.find(this.database.read, id), 'target-not-found');
  }

  @Get(':id/copies')
  @RequirePermission('recordings.manage')
  @RouteSummary('What became of each copy, the newest first')
  @ZodResponse(pageSchema(archiveCopySchema))
  async copies(
    @ZodParams(byId) { id }: ById,
    @ZodQuery(archiveCopyListQuerySchema) query: ArchiveCopyListQuery,
  ): Promise<unknown> {
    await this.one({ id });
    return this.store.copies(id, query);
  }

  @Post()
  @RequirePermission('recordings.manage')
  @RouteSummary('A further external resource; recordings stored from now on are copied to it')
  @ZodResponse(archiveTargetSchema, 201)
  async create(
    @ZodBody(saveArchiveTargetSchema) body: SaveArchiveTarget,
    @RequestCause() cause: Cause,
  ): Promise<ArchiveTarget> {
    return valueOr(await this.targets.create(body, this.now(cause)), targetProblem);
  }

  @Put(':id')
  @RequirePermission('recordings.manage')
  @RouteSummary('Changes an external resource, which is tried at once; version is the one last seen')
  @ZodResponse(archiveTargetSchema)
  async update(
    @ZodParams(byId) { id }: ById,
    @ZodBody(updateSchema) body: z.infer<typeof updateSchema>,
    @RequestCause() cause: Cause,
  ): Promise<ArchiveTarget> {
    return valueOr(await this.targets.update(id, body, this.now(cause)), targetProblem);
  }

  @Post(':id/retry')
  @HttpCode(200)
  @RequirePermission('recordings.manage')
  @RouteSummary('Tries at once, also what was given up')
  @ZodResponse(archiveTargetSchema)
  async retry(@ZodParams(byId) { id }: ById, @RequestCause() cause: Cause): Promise<ArchiveTarget> {
    if (!(await this.targets.retry(id, this.now(cause)))) throw new ProblemException(404, 'target-not-found');
    return this.one({ id });
  }

  @Delete(':id')
  @HttpCode(204)
  @RequirePermission('recordings.manage')
  @RouteSummary('Removes an external resource; what was copied stays there')
  async remove(@ZodParams(byId) { id }: ById, @RequestCause() cause: Cause): Promise<void> {
    if (!(await this.targets.remove(id, this.now(cause)))) throw new ProblemException(404, 'target-not-found');
  }

  private now(cause: Cause): EventMeta {
    return { ...cause, at: this.clock.now() };
  }
}

const ofField = (field: string, rule: string, message: string) =>
  new ProblemException(400, 'validation-failed', { fields: [{ field, rule, message }] });

function targetProblem({ code }: TargetRefusal): ProblemException {
  switch (code) {
    case 'target-not-found':
      return new ProblemException(404, code);
    case 'changed-meanwhile':
    case 'secret-missing':
    case 'limit-reached':
      return new ProblemException(409, code);
    case 'target-name-taken':
      return ofField('name', 'unique', 'Another resource has this name');
    case 'path-not-absolute':
      return ofField('path', code, 'A path that begins with /');
    case 'host-missing':
      return ofField('host', 'required', 'The server’s name or address');
  }
}
