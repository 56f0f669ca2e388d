import { Controller, Get, Inject, Patch, Post } from '@nestjs/common';
import {
  changeRecontactSchema,
  pageSchema,
  planRecontactSchema,
  recontactListQuerySchema,
  recontactSchema,
  type ChangeRecontact,
  type PlanRecontact,
  type Recontact,
  type RecontactListQuery,
} from '#contracts';
import { CLOCK, type Clock } from '../../../../kernel/clock';
import { Database } from '../../../../platform/database';
import {
  byId,
  CurrentUser,
  foundOr404,
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
  type Principal,
} from '../../../../platform/http';
import { RecordCampaigns } from '../../records';
import { RecontactStore } from '../data/recontact.store';
import { Recontacts, type RecontactChangeRefusal, type RecontactPlanRefusal } from '../use-cases/recontacts';

const CSV: readonly CsvColumn<Recontact>[] = [
  { heading: { pl: 'Termin', en: 'Due' }, value: ({ dueAt }) => dueAt },
  { heading: { pl: 'Dla', en: 'For' }, value: (recontact) => recontact.for },
  { heading: { pl: 'Agent', en: 'Agent' }, value: ({ agent }) => agent?.name },
  {
    heading: { pl: 'Kontakt', en: 'Contact' },
    value: ({ contact }) => (contact ? `${contact.firstName} ${contact.lastName}`.trim() : ''),
  },
  { heading: { pl: 'Numer', en: 'Number' }, value: ({ number }) => number },
  { heading: { pl: 'Klasyfikator', en: 'Classifier' }, value: ({ classifier }) => classifier?.name },
  { heading: { pl: 'Stan', en: 'State' }, value: ({ state }) => state },
  { heading: { pl: 'Notatka', en: 'Note' }, value: ({ note }) => note },
];

/** Whose promises somebody sees: everybody's, those of the people he supervises, or his own. */
function onlyOf({ userId, permissions, supervised }: Principal): readonly string[] | null {
  if (!permissions.has('recontacts.manage')) return [userId];
  return supervised && [userId, ...supervised.userIds];
}

/** Who is to be called again. */
@Controller('recontacts')
export class RecontactsController {
  constructor(
    private readonly store: RecontactStore,
    private readonly recontacts: Recontacts,
    private readonly campaigns: RecordCampaigns,
    private readonly database: Database,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @Get()
  @RequirePermission('recontacts.view')
  @RouteSummary('Recontacts: all of them, or one’s own and those of the system', ['text/csv'])
  @ZodResponse(pageSchema(recontactSchema))
  async list(
    @CurrentUser() user: Principal,
    @ZodQuery(recontactListQuerySchema) query: RecontactListQuery,
    @WantsCsv() csv: CsvRequest | null,
  ): Promise<unknown> {
    return listResponse(query, csv, {
      name: 'recontacts',
      columns: CSV,
      load: (page) => this.store.page(page, onlyOf(user)),
    });
  }

  @Post()
  @RequirePermission('recontacts.view')
  @RouteSummary('Plans to call a contact again; with a record its campaign calls')
  @ZodResponse(recontactSchema, 201)
  async plan(
    @CurrentUser() user: Principal,
    @ZodBody(planRecontactSchema) body: PlanRecontact,
    @RequestCause() cause: Cause,
  ): Promise<Recontact> {
    const by = { agentId: user.userId, campaigns: await this.campaigns.seenBy(user) };
    const planned = await this.recontacts.plan(body, by, { ...cause, at: this.clock.now() });
    const id = valueOr(planned, recontactProblem);
    return foundOr404(await this.store.find(this.database.read, id), 'recontact-not-found');
  }

  @Patch(':id')
  @RequirePermission('recontacts.view')
  @RouteSummary('Moves a recontact, or says that it is done or not wanted any more')
  @ZodResponse(recontactSchema)
  async change(
    @CurrentUser() user: Principal,
    @ZodParams(byId) { id }: ById,
    @ZodBody(changeRecontactSchema) body: ChangeRecontact,
    @RequestCause() cause: Cause,
  ): Promise<Recontact> {
    return valueOr(
      await this.recontacts.change(id, body, onlyOf(user), { ...cause, at: this.clock.now() }),
      recontactProblem,
    );
  }
}

function recontactProblem({ code }: RecontactChangeRefusal | RecontactPlanRefusal): ProblemException {
  switch (code) {
    case 'contact-not-found':
    case 'record-not-found':
    case 'recontact-not-found':
      return new ProblemException(404, code);
    case 'recontact-closed':
    case 'changed-meanwhile':
      return new ProblemException(409, code);
    case 'recontact-in-past':
      return new ProblemException(400, 'validation-failed', {
        fields: [{ field: 'dueAt', rule: 'expires-in-past', message: 'This moment has passed' }],
      });
  }
}
