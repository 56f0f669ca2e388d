import { Controller, Delete, Get, HttpCode, Inject, Patch, Post, Req } from '@nestjs/common';
import type { Request } from 'express';
import { z } from 'zod';
import {
  idSchema,
  numberSchema,
  pageQuerySchema,
  pageSchema,
  saveNumberSchema,
  type InboundNumber,
  type SaveNumber,
} from '#contracts';
import { CLOCK, type Clock } from '../../../../kernel/clock';
import { byUser } from '../../../../kernel/event-meta';
import {
  allPages,
  csvResponse,
  CurrentUser,
  ProblemException,
  requestIdOf,
  RequirePermission,
  RouteSummary,
  WantsCsv,
  ZodBody,
  ZodParams,
  ZodQuery,
  ZodResponse,
  type CsvColumn,
  type CsvRequest,
  type Principal,
} from '../../../../platform/http';
import { NumberStore } from '../data/number.store';
import { NumberSettings, type NumberRefusal } from '../use-cases/number-settings';

const byId = z.object({ id: idSchema });
type ById = z.infer<typeof byId>;
const listSchema = pageQuerySchema.extend({ sort: z.enum(['number', '-number', 'name', '-name']).optional() });
type Query = z.infer<typeof listSchema>;
const patchSchema = z.object({
  number: z.string().trim().min(3).max(32).optional(),
  name: z.string().trim().min(1).max(80).optional(),
  queueId: idSchema.optional(),
  greeting: z.string().max(120).nullable().optional(),
  active: z.boolean().optional(),
  version: z.number().int(),
});

const CSV: readonly CsvColumn<InboundNumber>[] = [
  { heading: { pl: 'Numer', en: 'Number' }, value: ({ number }) => number },
  { heading: { pl: 'Nazwa', en: 'Name' }, value: ({ name }) => name },
  { heading: { pl: 'Aktywny', en: 'Active' }, value: ({ active }) => active },
];

@Controller('numbers')
export class NumbersController {
  constructor(
    private readonly settings: NumberSettings,
    private readonly numbers: NumberStore,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @Get()
  @RequirePermission('numbers.manage')
  @RouteSummary('Our inbound numbers', ['text/csv'])
  @ZodResponse(pageSchema(numberSchema))
  async list(@ZodQuery(listSchema) query: Query, @WantsCsv() csv: CsvRequest | null): Promise<unknown> {
    if (!csv) return this.numbers.page(query);
    return csvResponse(csv, {
      name: 'numbers',
      columns: CSV,
      rows: allPages((after) => this.numbers.page({ ...query, limit: 200, after })),
    });
  }

  @Post()
  @RequirePermission('numbers.manage')
  @RouteSummary('A further inbound number')
  @ZodResponse(numberSchema, 201)
  async create(
    @CurrentUser() user: Principal,
    @ZodBody(saveNumberSchema) body: SaveNumber,
    @Req() request: Request,
  ): Promise<InboundNumber> {
    const outcome = await this.settings.create(body, byUser(user.userId, requestIdOf(request), this.clock.now()));
    if (!outcome.ok) throw numberProblem(outcome.refusal);
    return outcome.value;
  }

  @Patch(':id')
  @RequirePermission('numbers.manage')
  @RouteSummary('Changes a number')
  @ZodResponse(numberSchema)
  async update(
    @CurrentUser() user: Principal,
    @ZodParams(byId) { id }: ById,
    @ZodBody(patchSchema) body: z.infer<typeof patchSchema>,
    @Req() request: Request,
  ): Promise<InboundNumber> {
    const given = Object.fromEntries(Object.entries(body).filter(([, value]) => value !== undefined)) as typeof body;
    const outcome = await this.settings.update(id, given, byUser(user.userId, requestIdOf(request), this.clock.now()));
    if (!outcome.ok) throw numberProblem(outcome.refusal);
    return outcome.value;
  }

  @Delete(':id')
  @HttpCode(204)
  @RequirePermission('numbers.manage')
  @RouteSummary('Gives a number up; its calls stay in the history')
  async remove(@CurrentUser() user: Principal, @ZodParams(byId) { id }: ById, @Req() request: Request): Promise<void> {
    const outcome = await this.settings.remove(id, byUser(user.userId, requestIdOf(request), this.clock.now()));
    if (!outcome.ok) throw numberProblem(outcome.refusal);
  }
}

function numberProblem({ code }: NumberRefusal): ProblemException {
  switch (code) {
    case 'number-not-found':
      return new ProblemException(404, code);
    case 'number-taken':
    case 'changed-meanwhile':
      return new ProblemException(409, code);
    case 'number-not-valid':
      return new ProblemException(400, 'validation-failed', {
        fields: [{ field: 'number', rule: 'phone-number', message: 'Not a phone number' }],
      });
    case 'queue-not-found':
      return new ProblemException(400, 'validation-failed', {
        fields: [{ field: 'queueId', rule: 'exists', message: 'No such queue' }],
      });
  }
}
