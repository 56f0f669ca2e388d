import { Controller, Delete, Get, HttpCode, Patch, Post } from '@nestjs/common';
import { z } from 'zod';
import { ipListSchema, saveIpListSchema, type IpList, type SaveIpList } from '#contracts';
import {
  byId,
  foundOr404,
  RequestCause,
  RequirePermission,
  RequiresFeature,
  RouteSummary,
  ZodBody,
  ZodParams,
  ZodResponse,
  type ById,
  type Cause,
} from '../../../../platform/http';
import { IpListStore } from '../data/ip-list.store';
import { IpLists } from '../use-cases/ip-lists';
import { valueOf } from './refusals';

/** From where users may come. */
@Controller('ip-lists')
export class IpListsController {
  constructor(
    private readonly lists: IpLists,
    private readonly store: IpListStore,
  ) {}

  @Get()
  @RequirePermission('access.manage')
  @RouteSummary('Every list: at most one for the platform, each role and each user')
  @ZodResponse(z.object({ items: z.array(ipListSchema), next: z.null() }))
  async list(): Promise<{ items: IpList[]; next: null }> {
    return { items: await this.store.list(), next: null };
  }

  @Get(':id')
  @RequirePermission('access.manage')
  @RouteSummary('One address list')
  @ZodResponse(ipListSchema)
  async one(@ZodParams(byId) { id }: ById): Promise<IpList> {
    return foundOr404(await this.store.byId(id), 'not-found');
  }

  @Post()
  @RequirePermission('access.manage')
  @RequiresFeature('ip-address-limiting')
  @ZodResponse(ipListSchema, 201)
  async create(@ZodBody(saveIpListSchema) list: SaveIpList, @RequestCause() cause: Cause): Promise<IpList> {
    return valueOf(await this.lists.create(list, cause));
  }

  @Patch(':id')
  @RequirePermission('access.manage')
  @RequiresFeature('ip-address-limiting')
  @RouteSummary('Changes a list; version is the one last seen')
  @ZodResponse(ipListSchema)
  async update(
    @ZodParams(byId) { id }: ById,
    @ZodBody(saveIpListSchema) list: SaveIpList,
    @RequestCause() cause: Cause,
  ): Promise<IpList> {
    return valueOf(await this.lists.update(id, list, cause));
  }

  @Delete(':id')
  @HttpCode(204)
  @RequirePermission('access.manage')
  async delete(@ZodParams(byId) { id }: ById, @RequestCause() cause: Cause): Promise<void> {
    valueOf(await this.lists.delete(id, cause));
  }
}
