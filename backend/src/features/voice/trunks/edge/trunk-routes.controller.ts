import { Controller, Delete, Get, HttpCode, Inject, Post, Put } from '@nestjs/common';
import { z } from 'zod';
import {
  pageSchema,
  saveTrunkRouteSchema,
  trunkRouteListQuerySchema,
  trunkRouteSchema,
  type SaveTrunkRoute,
  type TrunkRoute,
} from '#contracts';
import { CLOCK, type Clock } from '../../../../kernel/clock';
import { Database } from '../../../../platform/database';
import {
  byId,
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
} from '../../../../platform/http';
import { TrunkRouteStore } from '../data/route.store';
import { RouteSettings } from '../use-cases/route-settings';
import { routeProblem } from './trunk-problems';

const updateSchema = saveTrunkRouteSchema.extend({ version: z.number().int() });
type Query = z.infer<typeof trunkRouteListQuerySchema>;

const CSV: readonly CsvColumn<TrunkRoute>[] = [
  { heading: { pl: 'Kolejność', en: 'Position' }, value: ({ position }) => position },
  { heading: { pl: 'Nazwa', en: 'Name' }, value: ({ name }) => name },
  { heading: { pl: 'Początki numerów', en: 'Prefixes' }, value: ({ prefixes }) => prefixes.join(' ') },
  { heading: { pl: 'Aktywna', en: 'Active' }, value: ({ active }) => active },
];

/** By which trunks calls go out. */
@Controller('trunk-routes')
export class TrunkRoutesController {
  constructor(
    private readonly settings: RouteSettings,
    private readonly store: TrunkRouteStore,
    private readonly database: Database,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @Get()
  @RequirePermission('trunks.manage')
  @RouteSummary('Routes of outbound calls', ['text/csv'])
  @ZodResponse(pageSchema(trunkRouteSchema))
  async list(@ZodQuery(trunkRouteListQuerySchema) query: Query, @WantsCsv() csv: CsvRequest | null): Promise<unknown> {
    return listResponse(query, csv, { name: 'trunk-routes', columns: CSV, load: (page) => this.store.page(page) });
  }

  @Get(':id')
  @RequirePermission('trunks.manage')
  @RouteSummary('One route')
  @ZodResponse(trunkRouteSchema)
  async one(@ZodParams(byId) { id }: ById): Promise<TrunkRoute> {
    return foundOr404(await this.store.find(this.database.read, id), 'trunk-route-not-found');
  }

  @Post()
  @RequirePermission('trunks.manage')
  @RouteSummary('A further route; the next call follows it')
  @ZodResponse(trunkRouteSchema, 201)
  async create(@ZodBody(saveTrunkRouteSchema) body: SaveTrunkRoute, @RequestCause() cause: Cause): Promise<TrunkRoute> {
    return valueOr(await this.settings.create(body, { ...cause, at: this.clock.now() }), routeProblem);
  }

  @Put(':id')
  @RequirePermission('trunks.manage')
  @RouteSummary('Changes a route; version is the one last seen')
  @ZodResponse(trunkRouteSchema)
  async update(
    @ZodParams(byId) { id }: ById,
    @ZodBody(updateSchema) body: z.infer<typeof updateSchema>,
    @RequestCause() cause: Cause,
  ): Promise<TrunkRoute> {
    return valueOr(await this.settings.update(id, body, { ...cause, at: this.clock.now() }), routeProblem);
  }

  @Delete(':id')
  @HttpCode(204)
  @RequirePermission('trunks.manage')
  @RouteSummary('Removes a route')
  async remove(@ZodParams(byId) { id }: ById, @RequestCause() cause: Cause): Promise<void> {
    valueOr(await this.settings.remove(id, { ...cause, at: this.clock.now() }), routeProblem);
  }
}
