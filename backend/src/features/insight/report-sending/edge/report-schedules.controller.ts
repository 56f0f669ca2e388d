import { Controller, Delete, Get, HttpCode, Inject, Patch, Post } from '@nestjs/common';
import { z } from 'zod';
import {
  pageSchema,
  reportScheduleListQuerySchema,
  reportScheduleSchema,
  reportSendingSchema,
  saveReportScheduleSchema,
  type Page,
  type ReportSchedule,
  type ReportScheduleListQuery,
  type ReportSending,
  type SaveReportSchedule,
} from '#contracts';
import { CLOCK, type Clock } from '../../../../kernel/clock';
import { Database } from '../../../../platform/database';
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
import { ScheduleStore } from '../data/schedule.store';
import { ReportSchedules, type ScheduleRefusal } from '../use-cases/report-schedules';

/** Reports that are sent by mail at set times. */
@Controller('report-schedules')
export class ReportSchedulesController {
  constructor(
    private readonly schedules: ReportSchedules,
    private readonly store: ScheduleStore,
    private readonly database: Database,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @Get()
  @RequirePermission('reports.send')
  @RouteSummary('Reports that are sent by themselves: own ones; all to those who supervise everybody')
  @ZodResponse(pageSchema(reportScheduleSchema))
  list(
    @CurrentUser() user: Principal,
    @ZodQuery(reportScheduleListQuerySchema) query: ReportScheduleListQuery,
  ): Promise<Page<ReportSchedule>> {
    return this.store.page(query, user);
  }

  @Get(':id')
  @RequirePermission('reports.send')
  @RouteSummary('One of them')
  @ZodResponse(reportScheduleSchema)
  async one(@CurrentUser() user: Principal, @ZodParams(byId) { id }: ById): Promise<ReportSchedule> {
    return foundOr404(await this.store.find(this.database.read, id, user), 'report-schedule-not-found');
  }

  @Post()
  @RequirePermission('reports.send')
  @RouteSummary('A new one; it shows what its owner may see when it is sent')
  @ZodResponse(reportScheduleSchema, 201)
  async create(
    @CurrentUser() user: Principal,
    @ZodBody(saveReportScheduleSchema) body: SaveReportSchedule,
    @RequestCause() cause: Cause,
  ): Promise<ReportSchedule> {
    return valueOr(await this.schedules.save(null, body, user, this.meta(cause)), scheduleProblem);
  }

  @Patch(':id')
  @RequirePermission('reports.send')
  @RouteSummary('Another report, time or addresses, or a pause')
  @ZodResponse(reportScheduleSchema)
  async update(
    @CurrentUser() user: Principal,
    @ZodParams(byId) { id }: ById,
    @ZodBody(saveReportScheduleSchema) body: SaveReportSchedule,
    @RequestCause() cause: Cause,
  ): Promise<ReportSchedule> {
    return valueOr(await this.schedules.save(id, body, user, this.meta(cause)), scheduleProblem);
  }

  @Delete(':id')
  @HttpCode(204)
  @RequirePermission('reports.send')
  @RouteSummary('Is not sent any more')
  async remove(
    @CurrentUser() user: Principal,
    @ZodParams(byId) { id }: ById,
    @RequestCause() cause: Cause,
  ): Promise<void> {
    valueOr(await this.schedules.remove(id, user, this.meta(cause)), scheduleProblem);
  }

  @Post(':id/send')
  @HttpCode(202)
  @RequirePermission('reports.send')
  @RouteSummary('Sends it now, beside its times')
  async send(
    @CurrentUser() user: Principal,
    @ZodParams(byId) { id }: ById,
    @RequestCause() cause: Cause,
  ): Promise<void> {
    valueOr(await this.schedules.sendNow(id, user, this.meta(cause)), scheduleProblem);
  }

  @Get(':id/sendings')
  @RequirePermission('reports.send')
  @RouteSummary('The last letters and what became of them')
  @ZodResponse(z.array(reportSendingSchema))
  async sendings(@CurrentUser() user: Principal, @ZodParams(byId) { id }: ById): Promise<ReportSending[]> {
    foundOr404(await this.store.find(this.database.read, id, user), 'report-schedule-not-found');
    return this.store.sendings(id);
  }

  private meta(cause: Cause) {
    return { ...cause, at: this.clock.now() };
  }
}

export function scheduleProblem(refusal: ScheduleRefusal): ProblemException {
  const { code } = refusal;
  switch (code) {
    case 'report-schedule-not-found':
      return new ProblemException(404, code);
    case 'changed-meanwhile':
      return new ProblemException(409, code);
    case 'report-key-unknown':
      return new ProblemException(400, code, {
        fields: [{ field: 'by', rule: 'one-of', message: 'This report is not split by that' }],
      });
    case 'report-interval-unknown':
      return new ProblemException(400, code, {
        fields: [{ field: 'interval', rule: 'one-of', message: 'This report is not made so finely' }],
      });
    case 'address-not-allowed':
      return new ProblemException(400, code, {
        fields: [{ field: 'addresses', rule: 'allowed', message: `The platform may not write to ${refusal.address}` }],
      });
  }
}
