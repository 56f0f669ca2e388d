import { Controller, Get, HttpCode, Patch, Post, type StreamableFile } from '@nestjs/common';
import { z } from 'zod';
import {
  createUserSchema,
  issuedLinkSchema,
  pageSchema,
  updateUserSchema,
  userListQuerySchema,
  userSchema,
  type CreateUser,
  type IssuedLink,
  type Page,
  type UpdateUser,
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
  type CsvRequest,
} from '../../../../platform/http';
import { UserStore } from '../data/user.store';
import { AccountLinks } from '../use-cases/account-links';
import { Users } from '../use-cases/users';
import { presentUser, presentUsers, userColumns } from './presenters';
import { valueOf } from './refusals';

type ListQuery = z.infer<typeof userListQuerySchema>;

/** People who work on the platform. */
@Controller('users')
export class UsersController {
  constructor(
    private readonly users: Users,
    private readonly links: AccountLinks,
    private readonly store: UserStore,
  ) {}

  @Get()
  @RequirePermission('users.view')
  @RouteSummary('Users, with search, filters and export', ['text/csv'])
  @ZodResponse(pageSchema(userSchema))
  async list(
    @ZodQuery(userListQuerySchema) query: ListQuery,
    @WantsCsv() csv: CsvRequest | null,
  ): Promise<Page<User> | StreamableFile> {
    return listResponse(query, csv, {
      name: 'users',
      columns: userColumns,
      load: async (page) => presentUsers(await this.store.list(page)),
    });
  }

  @Post()
  @RequirePermission('users.manage')
  @RouteSummary('A new user, invited until a password is set')
  @ZodResponse(userSchema, 201)
  async create(@ZodBody(createUserSchema) given: CreateUser, @RequestCause() cause: Cause): Promise<User> {
    return presentUser(valueOf(await this.users.create(given, cause)));
  }

  @Get(':id')
  @RequirePermission('users.view')
  @ZodResponse(userSchema)
  async one(@ZodParams(byId) { id }: ById): Promise<User> {
    return presentUser(foundOr404(await this.store.byId(id), 'not-found'));
  }

  @Patch(':id')
  @RequirePermission('users.manage')
  @RouteSummary('Changes the given fields; version is the one last seen')
  @ZodResponse(userSchema)
  async update(
    @ZodParams(byId) { id }: ById,
    @ZodBody(updateUserSchema) change: UpdateUser,
    @RequestCause() cause: Cause,
  ): Promise<User> {
    return presentUser(valueOf(await this.users.update(id, change, cause)));
  }

  @Post(':id/deactivate')
  @HttpCode(200)
  @RequirePermission('users.manage')
  @RouteSummary('Ends the session and refuses every further sign-in')
  @ZodResponse(userSchema)
  async deactivate(@ZodParams(byId) { id }: ById, @RequestCause() cause: Cause): Promise<User> {
    return presentUser(valueOf(await this.users.deactivate(id, cause)));
  }

  @Post(':id/activate')
  @HttpCode(200)
  @RequirePermission('users.manage')
  @RouteSummary('Lets a deactivated user in again')
  @ZodResponse(userSchema)
  async activate(@ZodParams(byId) { id }: ById, @RequestCause() cause: Cause): Promise<User> {
    return presentUser(valueOf(await this.users.activate(id, cause)));
  }

  @Post(':id/activation-link')
  @HttpCode(200)
  @RequirePermission('users.manage')
  @RouteSummary('Mails an activation link (72 h, one use) and shows it for copying')
  @ZodResponse(issuedLinkSchema)
  async activationLink(@ZodParams(byId) { id }: ById, @RequestCause() cause: Cause): Promise<IssuedLink> {
    return valueOf(await this.links.issue(id, 'activation', cause));
  }

  @Post(':id/password-reset')
  @HttpCode(200)
  @RequirePermission('users.manage')
  @RouteSummary('Mails a password reset link (1 h, one use) and shows it for copying')
  @ZodResponse(issuedLinkSchema)
  async passwordReset(@ZodParams(byId) { id }: ById, @RequestCause() cause: Cause): Promise<IssuedLink> {
    return valueOf(await this.links.issue(id, 'password-reset', cause));
  }
}
