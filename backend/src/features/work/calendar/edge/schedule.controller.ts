import { Controller, Delete, Get, HttpCode, Inject, Post, Put } from '@nestjs/common';
import type { z } from 'zod';
import {
  dayOfAgentSchema,
  importScheduleSchema,
  saveDaySchema,
  scheduleImportSchema,
  weekQuerySchema,
  weekSchema,
  type SaveDay,
  type ScheduleImport,
  type Week,
  type WeekQuery,
} from '#contracts';
import { CLOCK, type Clock } from '../../../../kernel/clock';
import {
  CurrentUser,
  RequestCause,
  RequirePermission,
  RequiresFeature,
  RouteSummary,
  valueOr,
  ZodBody,
  ZodParams,
  ZodQuery,
  ZodResponse,
  type Cause,
  type Principal,
} from '../../../../platform/http';
import { ScheduleStore } from '../data/schedule.store';
import { Schedules } from '../use-cases/schedules';
import { WeekView } from '../use-cases/week-view';
import { scheduleProblem } from './schedule-problem';

type DayOfAgent = z.infer<typeof dayOfAgentSchema>;
type Import = z.infer<typeof importScheduleSchema>;

/** Weeks as planned and as they were; single days that differ. */
@Controller('schedule')
export class ScheduleController {
  constructor(
    private readonly weeks: WeekView,
    private readonly store: ScheduleStore,
    private readonly schedules: Schedules,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @Get()
  @RequirePermission('schedules.view')
  @RequiresFeature('work-schedules')
  @RouteSummary('The week of those whom one supervises, with adherence of the days that have passed')
  @ZodResponse(weekSchema)
  async week(@CurrentUser() user: Principal, @ZodQuery(weekQuerySchema) { day, groupId }: WeekQuery): Promise<Week> {
    const ids = user.supervised && [...user.supervised.userIds];
    return this.weeks.of(day, await this.store.agents({ ids, groupId: groupId ?? null }));
  }

  @Get('mine')
  @RequirePermission('status.own')
  @RequiresFeature('work-schedules')
  @RouteSummary("One's own week")
  @ZodResponse(weekSchema)
  async mine(@CurrentUser() user: Principal, @ZodQuery(weekQuerySchema) { day }: WeekQuery): Promise<Week> {
    return this.weeks.of(day, await this.store.agents({ ids: [user.userId], groupId: null }));
  }

  @Put(':id/:date')
  @HttpCode(204)
  @RequirePermission('schedules.manage')
  @RequiresFeature('work-schedules')
  @RouteSummary('One day of an agent differs from the pattern')
  async setDay(
    @CurrentUser() user: Principal,
    @ZodParams(dayOfAgentSchema) { id, date }: DayOfAgent,
    @ZodBody(saveDaySchema) day: SaveDay,
    @RequestCause() cause: Cause,
  ): Promise<void> {
    const meta = { ...cause, at: this.clock.now() };
    valueOr(await this.schedules.setDay({ agentId: id, date, day }, user, meta), scheduleProblem);
  }

  @Delete(':id/:date')
  @HttpCode(204)
  @RequirePermission('schedules.manage')
  @RequiresFeature('work-schedules')
  @RouteSummary('The day follows the pattern again')
  async clearDay(
    @CurrentUser() user: Principal,
    @ZodParams(dayOfAgentSchema) { id, date }: DayOfAgent,
    @RequestCause() cause: Cause,
  ): Promise<void> {
    const meta = { ...cause, at: this.clock.now() };
    valueOr(await this.schedules.clearDay(id, date, user, meta), scheduleProblem);
  }

  @Post('imports')
  @HttpCode(200)
  @RequirePermission('schedules.manage')
  @RequiresFeature('work-schedules')
  @RouteSummary('Days from a CSV file; rows that are refused come back with line, field and rule')
  @ZodResponse(scheduleImportSchema)
  async import(
    @CurrentUser() user: Principal,
    @ZodBody(importScheduleSchema) body: Import,
    @RequestCause() cause: Cause,
  ): Promise<ScheduleImport> {
    return valueOr(await this.schedules.import(body, user, { ...cause, at: this.clock.now() }), scheduleProblem);
  }
}
