import { Controller, Delete, Get, HttpCode, Inject, Patch, Post } from '@nestjs/common';
import { z } from 'zod';
import {
  classifierSchema,
  followUpsSchema,
  listQuerySchema,
  pageSchema,
  processSchema,
  saveClassifierSchema,
  type Classifier,
  type Process,
  type SaveClassifier,
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
import { ClassifierStore } from '../data/classifier.store';
import { Classifiers, type ClassifierRefusal } from '../use-cases/classifiers';
import { Processes } from '../use-cases/processes';

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
    private readonly database: Database,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @Get()
  @RequirePermission('classifiers.view')
  @RouteSummary('Classifiers', ['text/csv'])
  @ZodResponse(pageSchema(classifierSchema))
  async list(@ZodQuery(listSchema) query: Query, @WantsCsv() csv: CsvRequest | null): Promise<unknown> {
    return listResponse(query, csv, { name: 'classifiers', columns: CSV, load: (page) => this.store.page(page) });
  }

  @Get('processes')
  @RequirePermission('classifiers.manage')
  @RouteSummary('Where a classifier can pass a contact on to')
  @ZodResponse(z.array(processSchema))
  passable(): Promise<Process[]> {
    return this.processes.all();
  }

  @Get(':id')
  @RequirePermission('classifiers.view')
  @RouteSummary('One classifier')
  @ZodResponse(classifierSchema)
  async one(@ZodParams(byId) { id }: ById): Promise<Classifier> {
    return foundOr404(await this.store.find(this.database.read, id), 'classifier-not-found');
  }

  @Post()
  @RequirePermission('classifiers.manage')
  @RouteSummary('A new classifier')
  @ZodResponse(classifierSchema, 201)
  async create(@ZodBody(saveClassifierSchema) body: SaveClassifier, @RequestCause() cause: Cause): Promise<Classifier> {
    return valueOr(await this.classifiers.create(body, { ...cause, at: this.clock.now() }), classifierProblem);
  }

  @Patch(':id')
  @RequirePermission('classifiers.manage')
  @RouteSummary('Changes a classifier')
  @ZodResponse(classifierSchema)
  async update(
    @ZodParams(byId) { id }: ById,
    @ZodBody(patchSchema) body: z.infer<typeof patchSchema>,
    @RequestCause() cause: Cause,
  ): Promise<Classifier> {
    return valueOr(
      await this.classifiers.update(id, givenFields(body), { ...cause, at: this.clock.now() }),
      classifierProblem,
    );
  }

  @Delete(':id')
  @HttpCode(204)
  @RequirePermission('classifiers.manage')
  @RouteSummary('Removes a classifier that no call carries')
  async remove(@ZodParams(byId) { id }: ById, @RequestCause() cause: Cause): Promise<void> {
    valueOr(await this.classifiers.remove(id, { ...cause, at: this.clock.now() }), classifierProblem);
  }
}

export function classifierProblem(refusal: ClassifierRefusal): ProblemException {
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
