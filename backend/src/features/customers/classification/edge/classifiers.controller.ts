import { Controller, Delete, Get, HttpCode, Inject, Patch, Post, Req } from '@nestjs/common';
import type { Request } from 'express';
import { z } from 'zod';
import {
  classifierSchema,
  followUpsSchema,
  idSchema,
  listQuerySchema,
  pageSchema,
  processSchema,
  saveClassifierSchema,
  type Classifier,
  type Process,
  type SaveClassifier,
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
import { ClassifierStore } from '../data/classifier.store';
import { Classifiers, type ClassifierRefusal } from '../use-cases/classifiers';
import { Processes } from '../use-cases/processes';

const byId = z.object({ id: idSchema });
type ById = z.infer<typeof byId>;
const listSchema = listQuerySchema(['name'], { active: z.stringbool().optional() });
type Query = z.infer<typeof listSchema>;
const patchSchema = z.object({
  name: z.string().trim().min(1).max(80).optional(),
  success: z.boolean().optional(),
  successValue: saveClassifierSchema.shape.successValue.unwrap().optional(),
  followUps: followUpsSchema.optional(),
  active: z.boolean().optional(),
  version: z.number().int(),
});

const CSV: readonly CsvColumn<Classifier>[] = [
  { heading: { pl: 'Nazwa', en: 'Name' }, value: ({ name }) => name },
  { heading: { pl: 'Sukces', en: 'Success' }, value: ({ success }) => success },
  { heading: { pl: 'Wartość', en: 'Value' }, value: ({ successValue }) => successValue },
  { heading: { pl: 'Aktywny', en: 'Active' }, value: ({ active }) => active },
];

@Controller('classifiers')
export class ClassifiersController {
  constructor(
    private readonly classifiers: Classifiers,
    private readonly store: ClassifierStore,
    private readonly processes: Processes,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @Get()
  @RequirePermission('classifiers.view')
  @RouteSummary('Classifiers', ['text/csv'])
  @ZodResponse(pageSchema(classifierSchema))
  async list(@ZodQuery(listSchema) query: Query, @WantsCsv() csv: CsvRequest | null): Promise<unknown> {
    if (!csv) return this.store.page(query);
    return csvResponse(csv, {
      name: 'classifiers',
      columns: CSV,
      rows: allPages((after) => this.store.page({ ...query, limit: 200, after })),
    });
  }

  @Get('processes')
  @RequirePermission('classifiers.manage')
  @RouteSummary('Where a classifier can pass a contact on to')
  @ZodResponse(z.array(processSchema))
  passable(): Promise<Process[]> {
    return this.processes.all();
  }

  @Post()
  @RequirePermission('classifiers.manage')
  @RouteSummary('A new classifier')
  @ZodResponse(classifierSchema, 201)
  async create(
    @CurrentUser() user: Principal,
    @ZodBody(saveClassifierSchema) body: SaveClassifier,
    @Req() request: Request,
  ): Promise<Classifier> {
    const outcome = await this.classifiers.create(body, byUser(user.userId, requestIdOf(request), this.clock.now()));
    if (!outcome.ok) throw classifierProblem(outcome.refusal);
    return outcome.value;
  }

  @Patch(':id')
  @RequirePermission('classifiers.manage')
  @RouteSummary('Changes a classifier')
  @ZodResponse(classifierSchema)
  async update(
    @CurrentUser() user: Principal,
    @ZodParams(byId) { id }: ById,
    @ZodBody(patchSchema) body: z.infer<typeof patchSchema>,
    @Req() request: Request,
  ): Promise<Classifier> {
    const given = Object.fromEntries(Object.entries(body).filter(([, value]) => value !== undefined)) as typeof body;
    const outcome = await this.classifiers.update(
      id,
      given,
      byUser(user.userId, requestIdOf(request), this.clock.now()),
    );
    if (!outcome.ok) throw classifierProblem(outcome.refusal);
    return outcome.value;
  }

  @Delete(':id')
  @HttpCode(204)
  @RequirePermission('classifiers.manage')
  @RouteSummary('Removes a classifier that no call carries')
  async remove(@CurrentUser() user: Principal, @ZodParams(byId) { id }: ById, @Req() request: Request): Promise<void> {
    const outcome = await this.classifiers.remove(id, byUser(user.userId, requestIdOf(request), this.clock.now()));
    if (!outcome.ok) throw classifierProblem(outcome.refusal);
  }
}

function classifierProblem(refusal: ClassifierRefusal): ProblemException {
  const { code } = refusal;
  switch (refusal.code) {
    case 'follow-up-not-possible': {
      const { field, rule } = refusal;
      return new ProblemException(400, 'validation-failed', {
        fields: [{ field: `followUps.${field}`, rule, message: 'This follow-up is not possible' }],
      });
    }
    case 'classifier-not-found':
      return new ProblemException(404, code);
    case 'classifier-name-taken':
      return new ProblemException(409, code, {
        fields: [{ field: 'name', rule: 'unique', message: 'Another classifier has this name' }],
      });
    case 'classifier-in-use':
    case 'changed-meanwhile':
      return new ProblemException(409, code);
  }
}
