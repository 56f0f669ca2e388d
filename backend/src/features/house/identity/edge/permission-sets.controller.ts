import { Controller, Delete, Get, HttpCode, Patch, Post, type StreamableFile } from '@nestjs/common';
import { z } from 'zod';
import {
  defaultPermissions,
  pageSchema,
  permissionSchema,
  permissionSetSchema,
  PERMISSION_NAMES,
  PERMISSIONS,
  ROLES,
  roleSchema,
  savePermissionSetSchema,
  type Page,
  type PermissionSet,
  type SavePermissionSet,
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
import { PermissionSetStore } from '../data/permission-set.store';
import { PermissionSets } from '../use-cases/permission-sets';
import { namedListQuerySchema, type NamedListQuery } from './groups.controller';
import { valueOf } from './refusals';

const permissionRowSchema = z.object({
  name: permissionSchema,
  en: z.string(),
  pl: z.string(),
  roles: z.array(roleSchema),
});

const columns: readonly CsvColumn<PermissionSet>[] = [
  { heading: { pl: 'Nazwa', en: 'Name' }, value: (set) => set.name },
  { heading: { pl: 'Opis', en: 'Description' }, value: (set) => set.description },
  { heading: { pl: 'Nadaje', en: 'Grants' }, value: (set) => set.grants.join(' ') },
  { heading: { pl: 'Odbiera', en: 'Denies' }, value: (set) => set.denies.join(' ') },
  { heading: { pl: 'Liczba osób', en: 'Users' }, value: (set) => set.userCount },
];

/** The permission table and the sets built from it. */
@Controller()
export class PermissionSetsController {
  constructor(
    private readonly sets: PermissionSets,
    private readonly store: PermissionSetStore,
  ) {}

  @Get('permissions')
  @RequirePermission('permissions.manage')
  @RouteSummary('Every permission, and the roles that hold it by default')
  @ZodResponse(z.array(permissionRowSchema))
  table(): z.infer<typeof permissionRowSchema>[] {
    return PERMISSION_NAMES.map((name) => ({
      name,
      en: PERMISSIONS[name].en,
      pl: PERMISSIONS[name].pl,
      roles: ROLES.filter((role) => defaultPermissions(role).includes(name)),
    }));
  }

  @Get('permission-sets')
  @RequirePermission('users.view')
  @RouteSummary('Permission sets, with search and export', ['text/csv'])
  @ZodResponse(pageSchema(permissionSetSchema))
  async list(
    @ZodQuery(namedListQuerySchema) query: NamedListQuery,
    @WantsCsv() csv: CsvRequest | null,
  ): Promise<Page<PermissionSet> | StreamableFile> {
    return listResponse(query, csv, { name: 'permission-sets', columns, load: (page) => this.store.list(page) });
  }

  @Get('permission-sets/:id')
  @RequirePermission('users.view')
  @RouteSummary('One permission set')
  @ZodResponse(permissionSetSchema)
  async one(@ZodParams(byId) { id }: ById): Promise<PermissionSet> {
    return foundOr404(await this.store.byId(id), 'not-found');
  }

  @Post('permission-sets')
  @RequirePermission('permissions.manage')
  @ZodResponse(permissionSetSchema, 201)
  async create(
    @ZodBody(savePermissionSetSchema) set: SavePermissionSet,
    @RequestCause() cause: Cause,
  ): Promise<PermissionSet> {
    return valueOf(await this.sets.create(set, cause));
  }

  @Patch('permission-sets/:id')
  @RequirePermission('permissions.manage')
  @RouteSummary('Changes a set; version is the one last seen')
  @ZodResponse(permissionSetSchema)
  async update(
    @ZodParams(byId) { id }: ById,
    @ZodBody(savePermissionSetSchema) set: SavePermissionSet,
    @RequestCause() cause: Cause,
  ): Promise<PermissionSet> {
    return valueOf(await this.sets.update(id, set, cause));
  }

  @Delete('permission-sets/:id')
  @HttpCode(204)
  @RequirePermission('permissions.manage')
  async delete(@ZodParams(byId) { id }: ById, @RequestCause() cause: Cause): Promise<void> {
    valueOf(await this.sets.delete(id, cause));
  }
}
