import { Controller, Delete, Get, HttpCode, Inject, Post, Put } from '@nestjs/common';
import type { z } from 'zod';
import {
  pageSchema,
  saveShiftPatternSchema,
  saveShiftSchema,
  shiftListQuerySchema,
  shiftPatternListQuerySchema,
  shiftPatternSchema,
  shiftSchema,
  type SaveShift,
  type SaveShiftPattern,
  type Shift,
  type ShiftPattern,
} from '#contracts';
import { CLOCK, type Clock } from '../../../../kernel/clock';
import { Database } from '../../../../platform/database';
import {
  byId,
  CurrentUser,
  foundOr404,
  listResponse,
  RequestCause,
  RequirePermission,
  RequiresFeature,
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
import { ScheduleStore } from '../data/schedule.store';
import { Schedules } from '../use-cases/schedules';
import { scheduleProblem } from './schedule-problem';

type ShiftQuery = z.infer<typeof shiftListQuerySchema>;
type PatternQuery = z.infer<typeof shiftPatternListQuerySchema>;

const SHIFT_CSV: readonly CsvColumn<Shift>[] = [
  { heading: { pl: 'Nazwa', en: 'Name' }, value: ({ name }) => name },
  { heading: { pl: 'Od minuty', en: 'From minute' }, value: ({ startMinute }) => startMinute },
  { heading: { pl: 'Do minuty', en: 'To minute' }, value: ({ endMinute }) => endMinute },
];
const PATTERN_CSV: readonly CsvColumn<ShiftPattern>[] = [
  { heading: { pl: 'Nazwa', en: 'Name' }, value: ({ name }) => name },
  { heading: { pl: 'Od', en: 'From' }, value: ({ fromDate }) => fromDate },
  { heading: { pl: 'Do', en: 'To' }, value: ({ toDate }) => toDate },
  { heading: { pl: 'Osób', en: 'People' }, value: ({ agentIds }) => agentIds.length },
];

/** Shifts and the patterns in which agents work them. */
@Controller()
export class ShiftsController {
  constructor(
    private readonly schedules: Schedules,
    private readonly store: ScheduleStore,
    private readonly database: Database,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @Get('shifts')
  @RequirePermission('schedules.view')
  @RequiresFeature('work-schedules')
  @RouteSummary('Shifts', ['text/csv'])
  @ZodResponse(pageSchema(shiftSchema))
  shifts(@ZodQuery(shiftListQuerySchema) query: ShiftQuery, @WantsCsv() csv: CsvRequest | null): Promise<unknown> {
    const load = (page: ShiftQuery) => this.store.shifts(page);
    return listResponse(query, csv, { name: 'shifts', columns: SHIFT_CSV, load });
  }

  @Get('shifts/:id')
  @RequirePermission('schedules.view')
  @RequiresFeature('work-schedules')
  @RouteSummary('One shift')
  @ZodResponse(shiftSchema)
  async shift(@ZodParams(byId) { id }: ById): Promise<Shift> {
    return foundOr404(await this.store.shift(this.database.read, id), 'shift-not-found');
  }

  @Post('shifts')
  @RequirePermission('schedules.manage')
  @RequiresFeature('work-schedules')
  @RouteSummary('A new shift')
  @ZodResponse(shiftSchema, 201)
  async createShift(@ZodBody(saveShiftSchema) body: SaveShift, @RequestCause() cause: Cause): Promise<Shift> {
    return valueOr(await this.schedules.saveShift(null, body, this.meta(cause)), scheduleProblem);
  }

  @Put('shifts/:id')
  @RequirePermission('schedules.manage')
  @RequiresFeature('work-schedules')
  @RouteSummary('Changes a shift, in every pattern that has it')
  @ZodResponse(shiftSchema)
  async updateShift(
    @ZodParams(byId) { id }: ById,
    @ZodBody(saveShiftSchema) body: SaveShift,
    @RequestCause() cause: Cause,
  ): Promise<Shift> {
    return valueOr(await this.schedules.saveShift(id, body, this.meta(cause)), scheduleProblem);
  }

  @Delete('shifts/:id')
  @HttpCode(204)
  @RequirePermission('schedules.manage')
  @RequiresFeature('work-schedules')
  @RouteSummary('Removes a shift that no pattern has')
  async removeShift(@ZodParams(byId) { id }: ById, @RequestCause() cause: Cause): Promise<void> {
    valueOr(await this.schedules.removeShift(id, this.meta(cause)), scheduleProblem);
  }

  @Get('shift-patterns')
  @RequirePermission('schedules.view')
  @RequiresFeature('work-schedules')
  @RouteSummary('Patterns of shifts', ['text/csv'])
  @ZodResponse(pageSchema(shiftPatternSchema))
  patterns(
    @ZodQuery(shiftPatternListQuerySchema) query: PatternQuery,
    @WantsCsv() csv: CsvRequest | null,
  ): Promise<unknown> {
    const load = (page: PatternQuery) => this.store.patterns(page);
    return listResponse(query, csv, { name: 'shift-patterns', columns: PATTERN_CSV, load });
  }

  @Get('shift-patterns/:id')
  @RequirePermission('schedules.view')
  @RequiresFeature('work-schedules')
  @RouteSummary('One pattern')
  @ZodResponse(shiftPatternSchema)
  async pattern(@ZodParams(byId) { id }: ById): Promise<ShiftPattern> {
    return foundOr404(await this.store.pattern(this.database.read, id), 'pattern-not-found');
  }

  @Post('shift-patterns')
  @RequirePermission('schedules.manage')
  @RequiresFeature('work-schedules')
  @RouteSummary('A new pattern for agents whom one supervises')
  @ZodResponse(shiftPatternSchema, 201)
  async createPattern(
    @CurrentUser() user: Principal,
    @ZodBody(saveShiftPatternSchema) body: SaveShiftPattern,
    @RequestCause() cause: Cause,
  ): Promise<ShiftPattern> {
    return valueOr(await this.schedules.savePattern(null, body, user, this.meta(cause)), scheduleProblem);
  }

  @Put('shift-patterns/:id')
  @RequirePermission('schedules.manage')
  @RequiresFeature('work-schedules')
  @RouteSummary('Changes a pattern')
  @ZodResponse(shiftPatternSchema)
  async updatePattern(
    @CurrentUser() user: Principal,
    @ZodParams(byId) { id }: ById,
    @ZodBody(saveShiftPatternSchema) body: SaveShiftPattern,
    @RequestCause() cause: Cause,
  ): Promise<ShiftPattern> {
    return valueOr(await this.schedules.savePattern(id, body, user, this.meta(cause)), scheduleProblem);
  }

  @Delete('shift-patterns/:id')
  @HttpCode(204)
  @RequirePermission('schedules.manage')
  @RequiresFeature('work-schedules')
  @RouteSummary('Removes a pattern')
  async removePattern(
    @CurrentUser() user: Principal,
    @ZodParams(byId) { id }: ById,
    @RequestCause() cause: Cause,
  ): Promise<void> {
    valueOr(await this.schedules.removePattern(id, user, this.meta(cause)), scheduleProblem);
  }

  private meta(cause: Cause) {
    return { ...cause, at: this.clock.now() };
  }
}
