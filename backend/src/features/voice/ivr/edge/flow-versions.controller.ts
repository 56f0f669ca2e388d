import { Controller, Get, HttpCode, Post, Req } from '@nestjs/common';
import type { Request } from 'express';
import { z } from 'zod';
import {
  flowCountsQuerySchema,
  flowCountsSchema,
  flowFailureQuerySchema,
  flowFailureSchema,
  flowVersionDetailSchema,
  flowVersionListQuerySchema,
  flowVersionSchema,
  pageSchema,
  publishFlowSchema,
  type FlowCounts,
  type FlowFailure,
  type FlowVersion,
  type FlowVersionDetail,
  type Page,
  type PublishFlow as Publishing,
} from '#contracts';
import { Database } from '../../../../platform/database';
import { byVersion, type ByVersion } from '../../../../platform/documents';
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
import { NodeCountStore } from '../data/node-count.store';
import { PublishFlow } from '../use-cases/publish-flow';
import { FlowAccess } from './flow-access';

/** Published versions of a flow, and what calls did in them. */
@Controller('flows/:id')
export class FlowVersionsController {
  constructor(
    private readonly publishing: PublishFlow,
    private readonly flows: FlowStore,
    private readonly nodeCounts: NodeCountStore,
    private readonly database: Database,
    private readonly access: FlowAccess,
  ) {}

  @Post('publish')
  @RequirePermission('flows.manage')
  @RequiresFeature('ivr')
  @RouteSummary('Makes the draft the version that the next call takes, if it is valid and its test cases pass')
  @ZodResponse(flowVersionSchema, 201)
  async publish(
    @CurrentUser() user: Principal,
    @ZodParams(byId) { id }: ById,
    @ZodBody(publishFlowSchema) body: Publishing,
    @Req() request: Request,
  ): Promise<FlowVersion> {
    const supervised = this.access.supervised(user);
    return this.access.value(await this.publishing.publish(id, body, supervised, this.access.meta(user, request)));
  }

  @Get('versions')
  @RequirePermission('flows.view')
  @RequiresFeature('ivr')
  @RouteSummary('Versions of a flow, newest first')
  @ZodResponse(pageSchema(flowVersionSchema))
  async list(
    @CurrentUser() user: Principal,
    @ZodParams(byId) { id }: ById,
    @ZodQuery(flowVersionListQuerySchema) query: z.infer<typeof flowVersionListQuerySchema>,
  ): Promise<Page<FlowVersion>> {
    await this.visible(user, id);
    return this.flows.versions(id, query);
  }

  @Get('versions/:number')
  @RequirePermission('flows.view')
  @RequiresFeature('ivr')
  @RouteSummary('One version as it was published')
  @ZodResponse(flowVersionDetailSchema)
  async one(
    @CurrentUser() user: Principal,
    @ZodParams(byVersion) { id, number }: ByVersion,
  ): Promise<FlowVersionDetail> {
    await this.visible(user, id);
    const { read } = this.database;
    const version = foundOr404(await this.flows.version(read, id, number), 'version-not-found');
    return { ...version, document: foundOr404(await this.flows.document(read, id, number), 'version-not-found') };
  }

  @Post('versions/:number/activate')
  @HttpCode(200)
  @RequirePermission('flows.manage')
  @RequiresFeature('ivr')
  @RouteSummary('Back to an earlier version: the next call takes it')
  @ZodResponse(flowVersionSchema)
  async activate(
    @CurrentUser() user: Principal,
    @ZodParams(byVersion) { id, number }: ByVersion,
    @Req() request: Request,
  ): Promise<FlowVersion> {
    const supervised = this.access.supervised(user);
    return this.access.value(await this.publishing.activate(id, number, supervised, this.access.meta(user, request)));
  }

  @Get('counts')
  @RequirePermission('flows.view')
  @RequiresFeature('ivr')
  @RouteSummary('How many callers came to each node, where they went, and where they hung up')
  @ZodResponse(flowCountsSchema)
  async counts(
    @CurrentUser() user: Principal,
    @ZodParams(byId) { id }: ById,
    @ZodQuery(flowCountsQuerySchema) query: z.infer<typeof flowCountsQuerySchema>,
  ): Promise<FlowCounts> {
    await this.visible(user, id);
    return this.nodeCounts.counts(id, query);
  }

  @Get('failures')
  @RequirePermission('flows.view')
  @RequiresFeature('ivr')
  @RouteSummary('What went wrong in calls: data dips without an answer, prompts that could not be played')
  @ZodResponse(pageSchema(flowFailureSchema))
  async failures(
    @CurrentUser() user: Principal,
    @ZodParams(byId) { id }: ById,
    @ZodQuery(flowFailureQuerySchema) query: z.infer<typeof flowFailureQuerySchema>,
  ): Promise<Page<FlowFailure>> {
    await this.visible(user, id);
    return this.nodeCounts.failures(id, query);
  }

  private async visible(user: Principal, id: string): Promise<void> {
    foundOr404(await this.flows.find(this.database.read, id, this.access.supervised(user)), 'flow-not-found');
  }
}
