import { Controller, Delete, Get, HttpCode, Inject, Patch, Post } from '@nestjs/common';
import { z } from 'zod';
import {
  NUMBER_EXTENTS,
  idSchema,
  numberSchema,
  pageQuerySchema,
  pageSchema,
  saveNumberSchema,
  type InboundNumber,
  type SaveNumber,
} from '#contracts';
import { CLOCK, type Clock } from '../../../../kernel/clock';
import { Database } from '../../../../platform/database';
import {
  byId,
  foundOr404,
  givenFields,
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
import { NumberStore } from '../data/number.store';
import { NumberSettings, type NumberRefusal } from '../use-cases/number-settings';

const listSchema = pageQuerySchema.extend({ sort: z.enum(['number', '-number', 'name', '-name']).optional() });
type Query = z.infer<typeof listSchema>;
const patchSchema = z.object({
  number: z.string().trim().min(3).max(32).optional(),
  extent: z.enum(NUMBER_EXTENTS).optional(),
  lastNumber: z.string().trim().min(3).max(32).nullable().optional(),
  name: z.string().trim().min(1).max(80).optional(),
  queueId: idSchema.nullable().optional(),
  flowId: idSchema.nullable().optional(),
  ringGroupId: idSchema.nullable().optional(),
  userId: idSchema.nullable().optional(),
  greeting: z.string().max(120).nullable().optional(),
  active: z.boolean().optional(),
  version: z.number().int(),
});

const CSV: readonly CsvColumn<InboundNumber>[] = [
  { heading: { pl: 'Numer', en: 'Number' }, value: ({ number }) => number },
  { heading: { pl: 'Nazwa', en: 'Name' }, value: ({ name }) => name },
  { heading: { pl: 'Aktywny', en: 'Active' }, value: ({ active }) => active },
  { heading: { pl: 'Do numeru', en: 'To number' }, value: ({ lastNumber }) => lastNumber },
];

@Controller('numbers')
export class NumbersController {
  constructor(
    private readonly settings: NumberSettings,
    private readonly numbers: NumberStore,
    private readonly database: Database,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @Get()
  @RequirePermission('numbers.manage')
  @RouteSummary('Our inbound numbers', ['text/csv'])
  @ZodResponse(pageSchema(numberSchema))
  async list(@ZodQuery(listSchema) query: Query, @WantsCsv() csv: CsvRequest | null): Promise<unknown> {
    return listResponse(query, csv, { name: 'numbers', columns: CSV, load: (page) => this.numbers.page(page) });
  }

  @Get(':id')
  @RequirePermission('numbers.manage')
  @RouteSummary('One inbound number')
  @ZodResponse(numberSchema)
  async one(@ZodParams(byId) { id }: ById): Promise<InboundNumber> {
    return foundOr404(await this.numbers.find(this.database.read, id), 'number-not-found');
  }

  @Post()
  @RequirePermission('numbers.manage')
  @RouteSummary('A further inbound number')
  @ZodResponse(numberSchema, 201)
  async create(@ZodBody(saveNumberSchema) body: SaveNumber, @RequestCause() cause: Cause): Promise<InboundNumber> {
    return valueOr(await this.settings.create(body, { ...cause, at: this.clock.now() }), numberProblem);
  }

  @Patch(':id')
  @RequirePermission('numbers.manage')
  @RouteSummary('Changes a number')
  @ZodResponse(numberSchema)
  async update(
    @ZodParams(byId) { id }: ById,
    @ZodBody(patchSchema) body: z.infer<typeof patchSchema>,
    @RequestCause() cause: Cause,
  ): Promise<InboundNumber> {
    return valueOr(
      await this.settings.update(id, givenFields(body), { ...cause, at: this.clock.now() }),
      numberProblem,
    );
  }

  @Delete(':id')
  @HttpCode(204)
  @RequirePermission('numbers.manage')
  @RouteSummary('Gives a number up; its calls stay in the history')
  async remove(@ZodParams(byId) { id }: ById, @RequestCause() cause: Cause): Promise<void> {
    valueOr(await this.settings.remove(id, { ...cause, at: this.clock.now() }), numberProblem);
  }
}

export function numberProblem({ code }: NumberRefusal): ProblemException {
  switch (code) {
    case 'number-not-found':
      return new ProblemException(404, code);
    case 'number-taken':
    case 'changed-meanwhile':
      return new ProblemException(409, code);
    case 'number-not-valid':
      return ofField('number', 'phone-number', 'Not a phone number');
    case 'prefix-not-valid':
      return ofField('number', 'phone-prefix', 'A beginning with country code');
    case 'range-not-valid':
      return ofField('lastNumber', 'number-range', 'A greater number of the same length');
    case 'one-target':
      return ofField('queueId', 'one-target', 'A queue, a flow, a ring group or a user, exactly one');
    case 'target-not-found':
      return ofField('ringGroupId', 'exists', 'No such ring group or user');
    case 'flow-not-published':
      return ofField('flowId', 'flow-not-published', 'No published flow');
    case 'queue-not-found':
      return ofField('queueId', 'exists', 'No such queue');
  }
}

const ofField = (field: string, rule: string, message: string): ProblemException =>
  new ProblemException(400, 'validation-failed', { fields: [{ field, rule, message }] });
