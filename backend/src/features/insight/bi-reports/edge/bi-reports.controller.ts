import { Controller, Delete, Get, HttpCode, Inject, Patch, Post } from '@nestjs/common';
import type { z } from 'zod';
import {
  biReportListQuerySchema,
  biReportSchema,
  pageSchema,
  saveBiReportSchema,
  type BiReport,
  type Page,
  type SaveBiReport,
} from '#contracts';
import { CLOCK, type Clock } from '../../../../kernel/clock';
import {
  byId,
  CurrentUser,
  foundOr404,
  ProblemException,
  RequestCause,
  RequirePermission,
  RequiresFeature,
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
import { BiReportStore } from '../data/bi-report.store';
import { BiReports, type BiReportRefusal } from '../use-cases/bi-reports';

const FEATURE = 'bi-connector';

/** Reports that were made in Power BI, shown in the console. */
@Controller('bi-reports')
export class BiReportsController {
  constructor(
    private readonly reports: BiReports,
    private readonly store: BiReportStore,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @Get()
  @RequiresFeature(FEATURE)
  @RequirePermission('bi-reports.view')
  @RouteSummary("Embedded reports of one's role")
  @ZodResponse(pageSchema(biReportSchema))
  list(
    @CurrentUser() { role }: Principal,
    @ZodQuery(biReportListQuerySchema) query: z.infer<typeof biReportListQuerySchema>,
  ): Promise<Page<BiReport>> {
    return this.store.page(query, role);
  }

  @Get(':id')
  @RequiresFeature(FEATURE)
  @RequirePermission('bi-reports.view')
  @RouteSummary('One embedded report; not there for other roles')
  @ZodResponse(biReportSchema)
  async one(@CurrentUser() { role }: Principal, @ZodParams(byId) { id }: ById): Promise<BiReport> {
    const found = await this.store.find(id);
    const seen = found && (role === 'administrator' || (found.roles as readonly string[]).includes(role));
    return foundOr404(seen ? found : null, 'bi-report-not-found');
  }

  @Post()
  @RequiresFeature(FEATURE)
  @RequirePermission('bi-reports.manage')
  @RouteSummary('A further report')
  @ZodResponse(biReportSchema, 201)
  async create(@ZodBody(saveBiReportSchema) body: SaveBiReport, @RequestCause() cause: Cause): Promise<BiReport> {
    return valueOr(await this.reports.save(null, body, { ...cause, at: this.clock.now() }), problemOf);
  }

  @Patch(':id')
  @RequiresFeature(FEATURE)
  @RequirePermission('bi-reports.manage')
  @RouteSummary('Another name, address or audience')
  @ZodResponse(biReportSchema)
  async update(
    @ZodParams(byId) { id }: ById,
    @ZodBody(saveBiReportSchema) body: SaveBiReport,
    @RequestCause() cause: Cause,
  ): Promise<BiReport> {
    return valueOr(await this.reports.save(id, body, { ...cause, at: this.clock.now() }), problemOf);
  }

  @Delete(':id')
  @HttpCode(204)
  @RequiresFeature(FEATURE)
  @RequirePermission('bi-reports.manage')
  @RouteSummary('It is shown no more')
  async remove(@ZodParams(byId) { id }: ById, @RequestCause() cause: Cause): Promise<void> {
    valueOr(await this.reports.remove(id, { ...cause, at: this.clock.now() }), problemOf);
  }
}

function problemOf({ code }: BiReportRefusal): ProblemException {
  switch (code) {
    case 'bi-report-not-found':
      return new ProblemException(404, code);
    case 'bi-report-name-taken':
    case 'changed-meanwhile':
      return new ProblemException(409, code);
  }
}
