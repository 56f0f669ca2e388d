import { Controller, Delete, Get, HttpCode, Patch, Post, Req } from '@nestjs/common';
import type { Request } from 'express';
import { z } from 'zod';
import {
  flowTestCaseSchema,
  idSchema,
  pageSchema,
  patchTestCaseSchema,
  saveTestCaseSchema,
  testCaseListQuerySchema,
  testReportSchema,
  testRunSchema,
  type FlowTestCase,
  type Page,
  type SaveTestCase,
  type TestReport,
} from '#contracts';
import { Database } from '../../../../platform/database';
import {
  byId,
  CurrentUser,
  foundOr404,
  RequirePermission,
  RequiresFeature,
  RouteSummary,
  ZodBody,
  ZodParams,
  ZodQuery,
  ZodResponse,
  type ById,
  type Principal,
} from '../../../../platform/http';
import { FlowStore } from '../data/flow.store';
import { TestCaseStore } from '../data/test-case.store';
import { FlowTests } from '../use-cases/flow-tests';
import { FlowAccess } from './flow-access';

const ofCase = byId.extend({ testCaseId: idSchema });
type OfCase = z.infer<typeof ofCase>;

/** Test cases of a flow. */
@Controller('flows/:id')
export class FlowTestsController {
  constructor(
    private readonly tests: FlowTests,
    private readonly cases: TestCaseStore,
    private readonly flows: FlowStore,
    private readonly database: Database,
    private readonly access: FlowAccess,
  ) {}

  @Post('test-run')
  @HttpCode(200)
  @RequirePermission('flows.view')
  @RequiresFeature('ivr')
  @RouteSummary('Runs every test case without a phone, on the draft or on the document sent')
  @ZodResponse(testReportSchema)
  async run(
    @CurrentUser() user: Principal,
    @ZodParams(byId) { id }: ById,
    @ZodBody(testRunSchema) { document }: z.infer<typeof testRunSchema>,
  ): Promise<TestReport> {
    return this.access.value(await this.tests.runDraft(id, document, this.access.supervised(user)));
  }

  @Get('test-cases')
  @RequirePermission('flows.view')
  @RequiresFeature('ivr')
  @RouteSummary('Test cases of a flow')
  @ZodResponse(pageSchema(flowTestCaseSchema))
  async list(
    @CurrentUser() user: Principal,
    @ZodParams(byId) { id }: ById,
    @ZodQuery(testCaseListQuerySchema) query: z.infer<typeof testCaseListQuerySchema>,
  ): Promise<Page<FlowTestCase>> {
    foundOr404(await this.flows.find(this.database.read, id, this.access.supervised(user)), 'flow-not-found');
    return this.cases.page(id, query);
  }

  @Post('test-cases')
  @RequirePermission('flows.manage')
  @RequiresFeature('ivr')
  @RouteSummary('A further test case; publishing waits for it to pass')
  @ZodResponse(flowTestCaseSchema, 201)
  async create(
    @CurrentUser() user: Principal,
    @ZodParams(byId) { id }: ById,
    @ZodBody(saveTestCaseSchema) body: SaveTestCase,
    @Req() request: Request,
  ): Promise<FlowTestCase> {
    const supervised = this.access.supervised(user);
    return this.access.value(await this.tests.create(id, body, supervised, this.access.meta(user, request)));
  }

  @Patch('test-cases/:testCaseId')
  @RequirePermission('flows.manage')
  @RequiresFeature('ivr')
  @RouteSummary('Replaces a test case')
  @ZodResponse(flowTestCaseSchema)
  async update(
    @CurrentUser() user: Principal,
    @ZodParams(ofCase) { id, testCaseId }: OfCase,
    @ZodBody(patchTestCaseSchema) { version, ...value }: z.infer<typeof patchTestCaseSchema>,
    @Req() request: Request,
  ): Promise<FlowTestCase> {
    const supervised = this.access.supervised(user);
    const of = { flowId: id, id: testCaseId };
    return this.access.value(await this.tests.update(of, value, version, supervised, this.access.meta(user, request)));
  }

  @Delete('test-cases/:testCaseId')
  @HttpCode(204)
  @RequirePermission('flows.manage')
  @RequiresFeature('ivr')
  @RouteSummary('Removes a test case')
  async remove(
    @CurrentUser() user: Principal,
    @ZodParams(ofCase) { id, testCaseId }: OfCase,
    @Req() request: Request,
  ): Promise<void> {
    const supervised = this.access.supervised(user);
    const of = { flowId: id, id: testCaseId };
    this.access.value(await this.tests.remove(of, supervised, this.access.meta(user, request)));
  }
}
