import { Controller, Delete, Get, HttpCode, Inject, Post, Put } from '@nestjs/common';
import { z } from 'zod';
import {
  idSchema,
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
  allPages,
  csvResponse,
  ProblemException,
  RequestCause,
  RequirePermission,
  RouteSummary,
  WantsCsv,
  ZodBody,
  ZodParams,
  ZodQuery,
  ZodResponse,
  type Cause,
  type CsvColumn,
  type CsvRequest,
} from '../../../../platform/http';
import { TrunkRouteStore } from '../data/route.store';
import { RouteSettings } from '../use-cases/route-settings';
import { routeProblem } from './trunk-problems';

const byId = z.object({ id: idSchema });
type ById = z.infer<typeof byId>;
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
    if (!csv) return this.store.page(query);
    const rows = allPages((after) => this.store.page({ ...query, limit: 200, after }));
    return csvResponse(csv, { name: 'trunk-routes', columns: CSV, rows });
  }

  @Get(':id')
  @RequirePermission('trunks.manage')
  @RouteSummary('One route')
  @ZodResponse(trunkRouteSchema)
  async one(@ZodParams(byId) { id }: ById): Promise<TrunkRoute> {
    const found = await this.store.find(this.database.read, id);
    if (!found) throw new ProblemException(404, 'trunk-route-not-found');
    return found;
  }

  @Post()
  @RequirePermission('trunks.manage')
  @RouteSummary('A further route; the next call follows it')
  @ZodResponse(trunkRouteSchema, 201)
  async create(@ZodBody(saveTrunkRouteSchema) body: SaveTrunkRoute, @RequestCause() cause: Cause): Promise<TrunkRoute> {
    const outcome = await this.settings.create(body, { ...cause, at: this.clock.now() });
    if (!outcome.ok) throw routeProblem(outcome.refusal);
    return outcome.value;
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
    const outcome = await this.settings.update(id, body, { ...cause, at: this.clock.now() });
    if (!outcome.ok) throw routeProblem(outcome.refusal);
    return outcome.value;
  }

  @Delete(':id')
  @HttpCode(204)
  @RequirePermission('trunks.manage')
  @RouteSummary('Removes a route')
  async remove(@ZodParams(byId) { id }: ById, @RequestCause() cause: Cause): Promise<void> {
    const outcome = await this.settings.remove(id, { ...cause, at: this.clock.now() });
    if (!outcome.ok) throw routeProblem(outcome.refusal);
  }
}
