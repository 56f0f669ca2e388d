import { Controller, Delete, Get, HttpCode, Patch, Post, Put, Req } from '@nestjs/common';
import type { Request } from 'express';
import { z } from 'zod';
import {
  createFlowSchema,
  flowListItemSchema,
  flowListQuerySchema,
  flowNameSchema,
  flowSchema,
  nodeKindSchema,
  pageSchema,
  renameFlowSchema,
  saveDraftSchema,
  savedDraftSchema,
  type CreateFlow,
  type Flow,
  type FlowListItem,
  type FlowName,
  type NodeKind,
  type RenameFlow,
  type SavedDraft,
  type SaveDraft,
} from '#contracts';
import {
  byId,
  CurrentUser,
  listResponse,
  RequirePermission,
  RequiresFeature,
  RouteSummary,
  WantsCsv,
  ZodBody,
  ZodParams,
  ZodQuery,
  ZodResponse,
  type ById,
  type CsvColumn,
  type CsvRequest,
  type Principal,
} from '../../../../platform/http';
import { FlowStore } from '../data/flow.store';
import { Flows } from '../use-cases/flows';
import { IvrTargets } from '../use-cases/ivr-targets';
import { FlowAccess } from './flow-access';

type Query = z.infer<typeof flowListQuerySchema>;

const CSV: readonly CsvColumn<FlowListItem>[] = [
  { heading: { pl: 'Nazwa', en: 'Name' }, value: ({ name }) => name },
  { heading: { pl: 'Wersja', en: 'Version' }, value: ({ liveVersion }) => liveVersion },
  { heading: { pl: 'Zmieniony', en: 'Changed' }, value: ({ changed }) => changed },
];

/** Flows and their drafts. */
@Controller('flows')
export class FlowsController {
  constructor(
    private readonly flows: Flows,
    private readonly store: FlowStore,
    private readonly targets: IvrTargets,
    private readonly access: FlowAccess,
  ) {}

  @Get()
  @RequirePermission('flows.view')
  @RequiresFeature('ivr')
  @RouteSummary('Flows', ['text/csv'])
  @ZodResponse(pageSchema(flowListItemSchema))
  async list(
    @CurrentUser() user: Principal,
    @ZodQuery(flowListQuerySchema) query: Query,
    @WantsCsv() csv: CsvRequest | null,
  ): Promise<unknown> {
    const supervised = this.access.supervised(user);
    return listResponse(query, csv, { name: 'flows', columns: CSV, load: (page) => this.store.page(page, supervised) });
  }

  @Get('names')
  @RequirePermission('flows.view')
  @RequiresFeature('ivr')
  @RouteSummary('Names of flows: what numbers, overflow rules and sub-flows choose from')
  @ZodResponse(z.array(flowNameSchema))
  names(): Promise<FlowName[]> {
    return this.store.names();
  }

  @Get('node-kinds')
  @RequirePermission('flows.view')
  @RequiresFeature('ivr')
  @RouteSummary('Kinds of nodes, and which of them lead somewhere')
  @ZodResponse(z.array(nodeKindSchema))
  kinds(): NodeKind[] {
    return this.targets.kinds();
  }

  @Get(':id')
  @RequirePermission('flows.view')
  @RequiresFeature('ivr')
  @RouteSummary('One flow with its draft and what is wrong with it')
  @ZodResponse(flowSchema)
  async one(@CurrentUser() user: Principal, @ZodParams(byId) { id }: ById): Promise<Flow> {
    return this.access.value(await this.flows.one(id, this.access.supervised(user)));
  }

  @Post()
  @RequirePermission('flows.manage')
  @RequiresFeature('ivr')
  @RouteSummary('A new flow; calls cannot take it before it is published')
  @ZodResponse(flowSchema, 201)
  async create(
    @CurrentUser() user: Principal,
    @ZodBody(createFlowSchema) body: CreateFlow,
    @Req() request: Request,
  ): Promise<Flow> {
    const supervised = this.access.supervised(user);
    return this.access.value(await this.flows.create(body, supervised, this.access.meta(user, request)));
  }

  @Patch(':id')
  @RequirePermission('flows.manage')
  @RequiresFeature('ivr')
  @RouteSummary('Renames a flow or gives it to other groups')
  @ZodResponse(flowSchema)
  async rename(
    @CurrentUser() user: Principal,
    @ZodParams(byId) { id }: ById,
    @ZodBody(renameFlowSchema) body: RenameFlow,
    @Req() request: Request,
  ): Promise<Flow> {
    const supervised = this.access.supervised(user);
    return this.access.value(await this.flows.rename(id, body, supervised, this.access.meta(user, request)));
  }

  @Put(':id/draft')
  @RequirePermission('flows.manage')
  @RequiresFeature('ivr')
  @RouteSummary('Keeps a draft, however incomplete; calls do not feel it')
  @ZodResponse(savedDraftSchema)
  async saveDraft(
    @CurrentUser() user: Principal,
    @ZodParams(byId) { id }: ById,
    @ZodBody(saveDraftSchema) body: SaveDraft,
    @Req() request: Request,
  ): Promise<SavedDraft> {
    const supervised = this.access.supervised(user);
    return this.access.value(await this.flows.saveDraft(id, body, supervised, this.access.meta(user, request)));
  }

  @Delete(':id')
  @HttpCode(204)
  @RequirePermission('flows.manage')
  @RequiresFeature('ivr')
  @RouteSummary('Removes a flow that no number and no other flow leads to')
  async remove(@CurrentUser() user: Principal, @ZodParams(byId) { id }: ById, @Req() request: Request): Promise<void> {
    const supervised = this.access.supervised(user);
    this.access.value(await this.flows.remove(id, supervised, this.access.meta(user, request)));
  }
}
