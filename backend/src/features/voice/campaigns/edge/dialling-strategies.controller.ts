import { Controller, Delete, Get, HttpCode, Inject, Post, Put } from '@nestjs/common';
import { z } from 'zod';
import {
  diallingStrategyListQuerySchema,
  diallingStrategySchema,
  pageSchema,
  saveDiallingStrategySchema,
  type DiallingStrategy,
  type SaveDiallingStrategy,
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
import { StrategyStore } from '../data/strategy.store';
import { Strategies } from '../use-cases/strategies';
import { strategyProblem } from './campaign-problem';

const updateSchema = saveDiallingStrategySchema.extend({ version: z.number().int() });

const CSV: readonly CsvColumn<DiallingStrategy>[] = [
  { heading: { pl: 'Nazwa', en: 'Name' }, value: ({ name }) => name },
  { heading: { pl: 'Świeże, %', en: 'Fresh, %' }, value: ({ shares }) => shares.fresh },
  { heading: { pl: 'Ponowienia prywatne, %', en: 'Private recontacts, %' }, value: ({ shares }) => shares.private },
  { heading: { pl: 'Ponowienia systemowe, %', en: 'System recontacts, %' }, value: ({ shares }) => shares.system },
  { heading: { pl: 'Najpierw', en: 'First' }, value: ({ overdueFirst }) => overdueFirst },
];

/** In which order campaigns call their records. */
@Controller('dialling-strategies')
export class DiallingStrategiesController {
  constructor(
    private readonly strategies: Strategies,
    private readonly store: StrategyStore,
    private readonly database: Database,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @Get()
  @RequirePermission('campaigns.view')
  @RequiresFeature('dialing-order')
  @RouteSummary('Strategies of dialling order', ['text/csv'])
  @ZodResponse(pageSchema(diallingStrategySchema))
  async list(
    @ZodQuery(diallingStrategyListQuerySchema) query: z.infer<typeof diallingStrategyListQuerySchema>,
    @WantsCsv() csv: CsvRequest | null,
  ): Promise<unknown> {
    return listResponse(query, csv, { name: 'strategies', columns: CSV, load: (page) => this.store.page(page) });
  }

  @Get(':id')
  @RequirePermission('campaigns.view')
  @RequiresFeature('dialing-order')
  @RouteSummary('One strategy')
  @ZodResponse(diallingStrategySchema)
  async one(@ZodParams(byId) { id }: ById): Promise<DiallingStrategy> {
    return foundOr404(await this.store.find(this.database.read, id), 'strategy-not-found');
  }

  @Post()
  @RequirePermission('dialling-strategies.manage')
  @RequiresFeature('dialing-order')
  @RouteSummary('A new strategy')
  @ZodResponse(diallingStrategySchema, 201)
  async create(
    @ZodBody(saveDiallingStrategySchema) body: SaveDiallingStrategy,
    @RequestCause() cause: Cause,
  ): Promise<DiallingStrategy> {
    const meta = { ...cause, at: this.clock.now() };
    return valueOr(await this.strategies.save(null, { ...body, version: undefined }, meta), strategyProblem);
  }

  @Put(':id')
  @RequirePermission('dialling-strategies.manage')
  @RequiresFeature('dialing-order')
  @RouteSummary('Changes a strategy; campaigns follow with their next record')
  @ZodResponse(diallingStrategySchema)
  async update(
    @ZodParams(byId) { id }: ById,
    @ZodBody(updateSchema) body: z.infer<typeof updateSchema>,
    @RequestCause() cause: Cause,
  ): Promise<DiallingStrategy> {
    return valueOr(await this.strategies.save(id, body, { ...cause, at: this.clock.now() }), strategyProblem);
  }

  @Delete(':id')
  @HttpCode(204)
  @RequirePermission('dialling-strategies.manage')
  @RequiresFeature('dialing-order')
  @RouteSummary('Removes a strategy that no campaign refers to')
  async remove(@ZodParams(byId) { id }: ById, @RequestCause() cause: Cause): Promise<void> {
    valueOr(await this.strategies.remove(id, { ...cause, at: this.clock.now() }), strategyProblem);
  }
}
