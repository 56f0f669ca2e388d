import { Controller, Delete, Get, HttpCode, Patch, Post, type StreamableFile } from '@nestjs/common';
import { z } from 'zod';
import {
  groupSchema,
  listQuerySchema,
  pageSchema,
  saveGroupSchema,
  userListQuerySchema,
  userSchema,
  type Group,
  type Page,
  type SaveGroup,
  type User,
} from '#contracts';
import {
  byId,
  foundOr404,
  listResponse,
  RequestCause,
  RequirePermission,
  RouteSummary,
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
import { GroupStore } from '../data/group.store';
import { UserStore } from '../data/user.store';
import { Groups } from '../use-cases/groups';
import { presentUsers, userColumns } from './presenters';
import { valueOf } from './refusals';

export const namedListQuerySchema = listQuerySchema(['name'], {});
export type NamedListQuery = z.infer<typeof namedListQuerySchema>;

const columns: readonly CsvColumn<Group>[] = [
  { heading: { pl: 'Nazwa', en: 'Name' }, value: (group) => group.name },
  { heading: { pl: 'Opis', en: 'Description' }, value: (group) => group.description },
  { heading: { pl: 'Liczba osób', en: 'Members' }, value: (group) => group.memberCount },
];

/** Groups of users. */
@Controller('groups')
export class GroupsController {
  constructor(
    private readonly groups: Groups,
    private readonly store: GroupStore,
    private readonly users: UserStore,
  ) {}

  @Get()
  @RequirePermission('groups.view')
  @RouteSummary('Groups, with search and export', ['text/csv'])
  @ZodResponse(pageSchema(groupSchema))
  async list(
    @ZodQuery(namedListQuerySchema) query: NamedListQuery,
    @WantsCsv() csv: CsvRequest | null,
  ): Promise<Page<Group> | StreamableFile> {
    return listResponse(query, csv, { name: 'groups', columns, load: (page) => this.store.list(page) });
  }

  @Post()
  @RequirePermission('groups.manage')
  @ZodResponse(groupSchema, 201)
  async create(@ZodBody(saveGroupSchema) group: SaveGroup, @RequestCause() cause: Cause): Promise<Group> {
    return valueOf(await this.groups.create(group, cause));
  }

  @Get(':id')
  @RequirePermission('groups.view')
  @ZodResponse(groupSchema)
  async one(@ZodParams(byId) { id }: ById): Promise<Group> {
    return foundOr404(await this.store.byId(id), 'not-found');
  }

  @Get(':id/members')
  @RequirePermission('groups.view')
  @RouteSummary('Members of a group, as the list of users', ['text/csv'])
  @ZodResponse(pageSchema(userSchema))
  async members(
    @ZodParams(byId) { id }: ById,
    @ZodQuery(userListQuerySchema) query: z.infer<typeof userListQuerySchema>,
    @WantsCsv() csv: CsvRequest | null,
  ): Promise<Page<User> | StreamableFile> {
    return listResponse(query, csv, {
      name: 'members',
      columns: userColumns,
      load: async (page) => presentUsers(await this.users.list({ ...page, groupId: id })),
    });
  }

  @Patch(':id')
  @RequirePermission('groups.manage')
  @RouteSummary('Changes a group; version is the one last seen; without memberIds the members stay')
  @ZodResponse(groupSchema)
  async update(
    @ZodParams(byId) { id }: ById,
    @ZodBody(saveGroupSchema) group: SaveGroup,
    @RequestCause() cause: Cause,
  ): Promise<Group> {
    return valueOf(await this.groups.update(id, group, cause));
  }

  @Delete(':id')
  @HttpCode(204)
  @RequirePermission('groups.manage')
  async delete(@ZodParams(byId) { id }: ById, @RequestCause() cause: Cause): Promise<void> {
    valueOf(await this.groups.delete(id, cause));
  }
}
