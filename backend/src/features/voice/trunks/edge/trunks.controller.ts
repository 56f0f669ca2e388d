import { Controller, Delete, Get, HttpCode, Inject, Post, Put } from '@nestjs/common';
import { z } from 'zod';
import { pageSchema, saveTrunkSchema, trunkListQuerySchema, trunkSchema, type SaveTrunk, type Trunk } from '#contracts';
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
import { TrunkStore } from '../data/trunk.store';
import { TrunkSettings } from '../use-cases/trunk-settings';
import { trunkProblem } from './trunk-problems';

const updateSchema = saveTrunkSchema.extend({ version: z.number().int() });
type Query = z.infer<typeof trunkListQuerySchema>;

const CSV: readonly CsvColumn<Trunk>[] = [
  { heading: { pl: 'Nazwa', en: 'Name' }, value: ({ name }) => name },
  { heading: { pl: 'Opis', en: 'Title' }, value: ({ title }) => title },
  { heading: { pl: 'Dostawca', en: 'Supplier' }, value: ({ supplier }) => supplier },
  { heading: { pl: 'Adres', en: 'Host' }, value: ({ host }) => host },
  { heading: { pl: 'Kanały', en: 'Channels' }, value: ({ channels }) => channels },
  { heading: { pl: 'Zajęte', en: 'In use' }, value: ({ health }) => health.channelsUsed },
  { heading: { pl: 'Stan', en: 'State' }, value: ({ health }) => health.state },
  { heading: { pl: 'Ostatni błąd', en: 'Last error' }, value: ({ health }) => health.lastError },
];

/** Lines to telephone networks, with their health. */
@Controller('trunks')
export class TrunksController {
  constructor(
    private readonly settings: TrunkSettings,
    private readonly store: TrunkStore,
    private readonly database: Database,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @Get()
  @RequirePermission('trunks.manage')
  @RouteSummary('Trunks with their health and channels in use', ['text/csv'])
  @ZodResponse(pageSchema(trunkSchema))
  async list(@ZodQuery(trunkListQuerySchema) query: Query, @WantsCsv() csv: CsvRequest | null): Promise<unknown> {
    return listResponse(query, csv, { name: 'trunks', columns: CSV, load: (page) => this.store.page(page) });
  }

  @Get(':id')
  @RequirePermission('trunks.manage')
  @RouteSummary('One trunk')
  @ZodResponse(trunkSchema)
  async one(@ZodParams(byId) { id }: ById): Promise<Trunk> {
    return foundOr404(await this.store.find(this.database.read, { id }), 'trunk-not-found');
  }

  @Post()
  @RequirePermission('trunks.manage')
  @RouteSummary('A further trunk; the switch takes it up without dropping calls')
  @ZodResponse(trunkSchema, 201)
  async create(@ZodBody(saveTrunkSchema) body: SaveTrunk, @RequestCause() cause: Cause): Promise<Trunk> {
    return valueOr(await this.settings.create(body, { ...cause, at: this.clock.now() }), trunkProblem);
  }

  @Put(':id')
  @RequirePermission('trunks.manage')
  @RouteSummary('Changes a trunk; version is the one last seen. A password left out stays')
  @ZodResponse(trunkSchema)
  async update(
    @ZodParams(byId) { id }: ById,
    @ZodBody(updateSchema) body: z.infer<typeof updateSchema>,
    @RequestCause() cause: Cause,
  ): Promise<Trunk> {
    return valueOr(await this.settings.update(id, body, { ...cause, at: this.clock.now() }), trunkProblem);
  }

  @Delete(':id')
  @HttpCode(204)
  @RequirePermission('trunks.manage')
  @RouteSummary('Gives a trunk up that no route names')
  async remove(@ZodParams(byId) { id }: ById, @RequestCause() cause: Cause): Promise<void> {
    valueOr(await this.settings.remove(id, { ...cause, at: this.clock.now() }), trunkProblem);
  }
}
