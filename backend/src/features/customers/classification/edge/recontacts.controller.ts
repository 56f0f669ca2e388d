import { Controller, Get, Inject, Patch } from '@nestjs/common';
import {
  changeRecontactSchema,
  pageSchema,
  recontactListQuerySchema,
  recontactSchema,
  type ChangeRecontact,
  type Recontact,
  type RecontactListQuery,
} from '#contracts';
import { CLOCK, type Clock } from '../../../../kernel/clock';
import {
  byId,
  CurrentUser,
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
import { RecontactStore } from '../data/recontact.store';
import { Recontacts, type RecontactChangeRefusal } from '../use-cases/recontacts';

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

function recontactProblem({ code }: RecontactChangeRefusal): ProblemException {
  switch (code) {
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
