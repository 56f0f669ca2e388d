import { Controller, Delete, Get, HttpCode, Inject, Post, Put } from '@nestjs/common';
import { z } from 'zod';
import {
  pageSchema,
  ringGroupListQuerySchema,
  ringGroupSchema,
  saveRingGroupSchema,
  type RingGroup,
  type SaveRingGroup,
} from '#contracts';
import { CLOCK, type Clock } from '../../../../kernel/clock';
import { Database } from '../../../../platform/database';
import {
  byId,
  foundOr404,
  listResponse,
  ProblemException,
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
import { RingGroupStore } from '../data/ring-group.store';
import { RingGroupSettings, type RingGroupRefusal } from '../use-cases/ring-group-settings';

const updateSchema = saveRingGroupSchema.extend({ version: z.number().int() });
type Query = z.infer<typeof ringGroupListQuerySchema>;

const CSV: readonly CsvColumn<RingGroup>[] = [
  { heading: { pl: 'Numer wewnętrzny', en: 'Extension' }, value: ({ extension }) => extension },
  { heading: { pl: 'Nazwa', en: 'Name' }, value: ({ name }) => name },
  { heading: { pl: 'Telefony', en: 'Phones' }, value: ({ memberIds }) => memberIds.length },
  { heading: { pl: 'Aktywna', en: 'Active' }, value: ({ active }) => active },
];

/** Phones that ring together. */
@Controller('ring-groups')
export class RingGroupsController {
  constructor(
    private readonly settings: RingGroupSettings,
    private readonly store: RingGroupStore,
    private readonly database: Database,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @Get()
  @RequirePermission('pbx.manage')
  @RouteSummary('Ring groups', ['text/csv'])
  @ZodResponse(pageSchema(ringGroupSchema))
  async list(@ZodQuery(ringGroupListQuerySchema) query: Query, @WantsCsv() csv: CsvRequest | null): Promise<unknown> {
    return listResponse(query, csv, { name: 'ring-groups', columns: CSV, load: (page) => this.store.page(page) });
  }

  @Get(':id')
  @RequirePermission('pbx.manage')
  @RouteSummary('One ring group')
  @ZodResponse(ringGroupSchema)
  async one(@ZodParams(byId) { id }: ById): Promise<RingGroup> {
    return foundOr404(await this.store.find(this.database.read, { id }), 'ring-group-not-found');
  }

  @Post()
  @RequirePermission('pbx.manage')
  @RouteSummary('A further ring group')
  @ZodResponse(ringGroupSchema, 201)
  async create(@ZodBody(saveRingGroupSchema) body: SaveRingGroup, @RequestCause() cause: Cause): Promise<RingGroup> {
    return valueOr(await this.settings.create(body, { ...cause, at: this.clock.now() }), ringGroupProblem);
  }

  @Put(':id')
  @RequirePermission('pbx.manage')
  @RouteSummary('Changes a ring group; version is the one last seen')
  @ZodResponse(ringGroupSchema)
  async update(
    @ZodParams(byId) { id }: ById,
    @ZodBody(updateSchema) body: z.infer<typeof updateSchema>,
    @RequestCause() cause: Cause,
  ): Promise<RingGroup> {
    return valueOr(await this.settings.update(id, body, { ...cause, at: this.clock.now() }), ringGroupProblem);
  }

  @Delete(':id')
  @HttpCode(204)
  @RequirePermission('pbx.manage')
  @RouteSummary('Removes a ring group')
  async remove(@ZodParams(byId) { id }: ById, @RequestCause() cause: Cause): Promise<void> {
    valueOr(await this.settings.remove(id, { ...cause, at: this.clock.now() }), ringGroupProblem);
  }
}

export function ringGroupProblem({ code }: RingGroupRefusal): ProblemException {
  switch (code) {
    case 'ring-group-not-found':
      return new ProblemException(404, code);
    case 'ring-group-in-use':
    case 'changed-meanwhile':
      return new ProblemException(409, code);
    case 'extension-taken':
      return new ProblemException(400, 'validation-failed', {
        fields: [{ field: 'extension', rule: 'thing-taken', message: 'A user or a group has this extension' }],
      });
    case 'target-unknown':
      return new ProblemException(400, 'validation-failed', {
        fields: [{ field: 'then', rule: 'exists', message: 'A queue or a voicemail box that exists' }],
      });
    case 'members-unknown':
      return new ProblemException(400, 'validation-failed', {
        fields: [{ field: 'memberIds', rule: 'exists', message: 'Users with an extension' }],
      });
  }
}
