import { Controller, Delete, Get, HttpCode, Inject, Post } from '@nestjs/common';
import type { z } from 'zod';
import {
  addReportingUserSchema,
  pageSchema,
  reportingDatabaseSchema,
  reportingPasswordSchema,
  reportingUserListQuerySchema,
  reportingUserSchema,
  type AddReportingUser,
  type ReportingDatabase,
  type ReportingPassword,
  type ReportingUser,
} from '#contracts';
import { CLOCK, type Clock } from '../../../../kernel/clock';
import { config } from '../../../../platform/config';
import {
  byId,
  listResponse,
  ProblemException,
  RequestCause,
  RequirePermission,
  RequiresFeature,
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
import { PlatformSource } from '../data/platform-source';
import { ReportingUserStore } from '../data/reporting-user.store';
import { FEATURE } from '../domain/limits';
import { reportingDatabaseArea } from '../reporting-database.config';
import { Projector } from '../use-cases/projector';
import { ReportingUsers, type ReportingUserRefusal } from '../use-cases/reporting-users';

type UserQuery = z.infer<typeof reportingUserListQuerySchema>;

const CSV: readonly CsvColumn<ReportingUser>[] = [
  { heading: { pl: 'Użytkownik', en: 'User' }, value: ({ role }) => role },
  { heading: { pl: 'Cel', en: 'Purpose' }, value: ({ purpose }) => purpose },
  { heading: { pl: 'Hasło z', en: 'Password of' }, value: ({ passwordAt }) => passwordAt },
];

/** The database that customers query with SQL: its users, limits and state. */
@Controller('reporting-database')
export class ReportingDatabaseController {
  constructor(
    private readonly users: ReportingUsers,
    private readonly store: ReportingUserStore,
    private readonly source: PlatformSource,
    private readonly projector: Projector,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @Get()
  @RequiresFeature(FEATURE)
  @RequirePermission('reporting-database.manage')
  @RouteSummary('Limits, size, lag and the last error')
  @ZodResponse(reportingDatabaseSchema)
  async state(): Promise<ReportingDatabase> {
    const { port } = config(reportingDatabaseArea);
    const [limits, state] = [await this.projector.limits(), await this.source.said()];
    const lag = state?.position == null ? null : await this.source.lag(state.position, this.clock.now());
    return { limits, port, database: 'reporting', state, lagSeconds: lag?.seconds ?? null };
  }

  @Get('users')
  @RequiresFeature(FEATURE)
  @RequirePermission('reporting-database.manage')
  @RouteSummary('Who may ask it', ['text/csv'])
  @ZodResponse(pageSchema(reportingUserSchema))
  async list(@ZodQuery(reportingUserListQuerySchema) query: UserQuery, @WantsCsv() csv: CsvRequest | null) {
    const load = (page: UserQuery) => this.store.page(page);
    return listResponse(query, csv, { name: 'reporting-users', columns: CSV, load });
  }

  @Post('users')
  @RequiresFeature(FEATURE)
  @RequirePermission('reporting-database.manage')
  @RouteSummary('A further user; his password is shown this once')
  @ZodResponse(reportingPasswordSchema, 201)
  async add(
    @ZodBody(addReportingUserSchema) body: AddReportingUser,
    @RequestCause() cause: Cause,
  ): Promise<ReportingPassword> {
    return valueOr(await this.users.add(body, { ...cause, at: this.clock.now() }), problemOf);
  }

  @Post('users/:id/password')
  @HttpCode(200)
  @RequiresFeature(FEATURE)
  @RequirePermission('reporting-database.manage')
  @RouteSummary('A new password, shown this once; the one before is refused')
  @ZodResponse(reportingPasswordSchema)
  async rotate(@ZodParams(byId) { id }: ById, @RequestCause() cause: Cause): Promise<ReportingPassword> {
    return valueOr(await this.users.rotate(id, { ...cause, at: this.clock.now() }), problemOf);
  }

  @Delete('users/:id')
  @HttpCode(204)
  @RequiresFeature(FEATURE)
  @RequirePermission('reporting-database.manage')
  @RouteSummary('The user is refused and his sessions end')
  async remove(@ZodParams(byId) { id }: ById, @RequestCause() cause: Cause): Promise<void> {
    valueOr(await this.users.remove(id, { ...cause, at: this.clock.now() }), problemOf);
  }

  @Post('rebuild')
  @HttpCode(202)
  @RequiresFeature(FEATURE)
  @RequirePermission('reporting-database.manage')
  @RouteSummary('Fills the whole database anew')
  async rebuild(@RequestCause() cause: Cause): Promise<void> {
    await this.users.rebuild({ ...cause, at: this.clock.now() });
  }
}

function problemOf({ code }: ReportingUserRefusal): ProblemException {
  switch (code) {
    case 'reporting-user-not-found':
      return new ProblemException(404, code);
    case 'reporting-login-taken':
      return new ProblemException(409, code);
  }
}
