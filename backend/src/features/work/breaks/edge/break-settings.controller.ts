import { Controller, Delete, Get, HttpCode, Inject, Post, Put } from '@nestjs/common';
import { z } from 'zod';
import {
  breakKindListQuerySchema,
  breakKindSchema,
  breakLimitListQuerySchema,
  breakLimitSchema,
  pageSchema,
  saveBreakKindSchema,
  saveBreakLimitSchema,
  type BreakKind,
  type BreakLimit,
  type SaveBreakKind,
  type SaveBreakLimit,
} from '#contracts';
import { CLOCK, type Clock } from '../../../../kernel/clock';
import { Database } from '../../../../platform/database';
import {
  byId,
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
} from '../../../../platform/http';
import { BreakKindStore } from '../data/break-kind.store';
import { BreakSettings } from '../use-cases/break-settings';
import { breakProblem } from './break-problems';

type KindQuery = z.infer<typeof breakKindListQuerySchema>;
type LimitQuery = z.infer<typeof breakLimitListQuerySchema>;

const KIND_CSV: readonly CsvColumn<BreakKind>[] = [
  { heading: { pl: 'Nazwa', en: 'Name' }, value: ({ name }) => name },
  { heading: { pl: 'Płatna', en: 'Paid' }, value: ({ paid }) => String(paid) },
  { heading: { pl: 'Limit (s)', en: 'Limit (s)' }, value: ({ limitSeconds }) => limitSeconds },
];
const LIMIT_CSV: readonly CsvColumn<BreakLimit>[] = [
  { heading: { pl: 'Grupa', en: 'Group' }, value: ({ groupName }) => groupName },
  { heading: { pl: 'Od minuty', en: 'From minute' }, value: ({ fromMinute }) => fromMinute },
  { heading: { pl: 'Do minuty', en: 'To minute' }, value: ({ toMinute }) => toMinute },
  { heading: { pl: 'Najwyżej', en: 'At most' }, value: ({ maxAgents }) => maxAgents },
];

/** Kinds of breaks, and how many may be on one at once. */
@Controller()
export class BreakSettingsController {
  constructor(
    private readonly settings: BreakSettings,
    private readonly store: BreakKindStore,
    private readonly database: Database,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @Get('break-kinds')
  @RequirePermission('breaks.decide')
  @RequiresFeature('breaks')
  @RouteSummary('Kinds of breaks', ['text/csv'])
  @ZodResponse(pageSchema(breakKindSchema))
  async kinds(@ZodQuery(breakKindListQuerySchema) query: KindQuery, @WantsCsv() csv: CsvRequest | null) {
    const load = (page: KindQuery) => this.store.kinds(page);
    return listResponse(query, csv, { name: 'break-kinds', columns: KIND_CSV, load });
  }

  @Get('break-kinds/:id')
  @RequirePermission('breaks.decide')
  @RequiresFeature('breaks')
  @RouteSummary('One kind of break')
  @ZodResponse(breakKindSchema)
  async kind(@ZodParams(byId) { id }: ById): Promise<BreakKind> {
    return foundOr404(await this.store.kind(this.database.read, id), 'break-kind-not-found');
  }

  @Post('break-kinds')
  @RequirePermission('breaks.manage')
  @RequiresFeature('breaks')
  @RouteSummary('A new kind of break')
  @ZodResponse(breakKindSchema, 201)
  async createKind(
    @ZodBody(saveBreakKindSchema) body: SaveBreakKind,
    @RequestCause() cause: Cause,
  ): Promise<BreakKind> {
    return valueOr(await this.settings.createKind(body, this.meta(cause)), breakProblem);
  }

  @Put('break-kinds/:id')
  @RequirePermission('breaks.manage')
  @RequiresFeature('breaks')
  @RouteSummary('Changes a kind of break; those that are asked for or taken keep what they were')
  @ZodResponse(breakKindSchema)
  async updateKind(
    @ZodParams(byId) { id }: ById,
    @ZodBody(saveBreakKindSchema) body: SaveBreakKind,
    @RequestCause() cause: Cause,
  ): Promise<BreakKind> {
    return valueOr(await this.settings.updateKind(id, body, this.meta(cause)), breakProblem);
  }

  @Delete('break-kinds/:id')
  @HttpCode(204)
  @RequirePermission('breaks.manage')
  @RequiresFeature('breaks')
  @RouteSummary('Removes a kind of break')
  async removeKind(@ZodParams(byId) { id }: ById, @RequestCause() cause: Cause): Promise<void> {
    valueOr(await this.settings.removeKind(id, this.meta(cause)), breakProblem);
  }

  @Get('break-limits')
  @RequirePermission('breaks.decide')
  @RequiresFeature('breaks')
  @RouteSummary('How many may be on a break, by group and time of day', ['text/csv'])
  @ZodResponse(pageSchema(breakLimitSchema))
  async limits(@ZodQuery(breakLimitListQuerySchema) query: LimitQuery, @WantsCsv() csv: CsvRequest | null) {
    const load = (page: LimitQuery) => this.store.limits(page);
    return listResponse(query, csv, { name: 'break-limits', columns: LIMIT_CSV, load });
  }

  @Get('break-limits/:id')
  @RequirePermission('breaks.decide')
  @RequiresFeature('breaks')
  @RouteSummary('One limit of breaks')
  @ZodResponse(breakLimitSchema)
  async limit(@ZodParams(byId) { id }: ById): Promise<BreakLimit> {
    return foundOr404(await this.store.limit(this.database.read, id), 'break-limit-not-found');
  }

  @Post('break-limits')
  @RequirePermission('breaks.manage')
  @RequiresFeature('breaks')
  @RouteSummary('A new limit of breaks; who waits is looked at again')
  @ZodResponse(breakLimitSchema, 201)
  async createLimit(
    @ZodBody(saveBreakLimitSchema) body: SaveBreakLimit,
    @RequestCause() cause: Cause,
  ): Promise<BreakLimit> {
    return valueOr(await this.settings.createLimit(body, this.meta(cause)), breakProblem);
  }

  @Put('break-limits/:id')
  @RequirePermission('breaks.manage')
  @RequiresFeature('breaks')
  @RouteSummary('Changes a limit of breaks; who waits is looked at again')
  @ZodResponse(breakLimitSchema)
  async updateLimit(
    @ZodParams(byId) { id }: ById,
    @ZodBody(saveBreakLimitSchema) body: SaveBreakLimit,
    @RequestCause() cause: Cause,
  ): Promise<BreakLimit> {
    return valueOr(await this.settings.updateLimit(id, body, this.meta(cause)), breakProblem);
  }

  @Delete('break-limits/:id')
  @HttpCode(204)
  @RequirePermission('breaks.manage')
  @RequiresFeature('breaks')
  @RouteSummary('Removes a limit of breaks')
  async removeLimit(@ZodParams(byId) { id }: ById, @RequestCause() cause: Cause): Promise<void> {
    valueOr(await this.settings.removeLimit(id, this.meta(cause)), breakProblem);
  }

  private meta(cause: Cause) {
    return { ...cause, at: this.clock.now() };
  }
}
