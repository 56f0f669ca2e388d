import { Controller, Get } from '@nestjs/common';
import {
  campaignAnswersSchema,
  pageSchema,
  recordAnswersQuerySchema,
  recordAnswersSchema,
  type CampaignAnswers,
  type RecordAnswers,
  type RecordAnswersQuery,
} from '#contracts';
import {
  byId,
  CurrentUser,
  listResponse,
  RequirePermission,
  RouteSummary,
  WantsCsv,
  ZodParams,
  ZodQuery,
  ZodResponse,
  type ById,
  type CsvColumn,
  type CsvRequest,
  type Principal,
} from '../../../../platform/http';
import { AnswerStore } from '../data/answer.store';
import { CampaignAccess } from './campaign-access';

const CSV: readonly CsvColumn<RecordAnswers>[] = [
  { heading: { pl: 'Kontakt', en: 'Contact' }, value: ({ contact }) => contact.name },
  { heading: { pl: 'Numer', en: 'Number' }, value: ({ number }) => number },
  { heading: { pl: 'Początek', en: 'Started' }, value: ({ startedAt }) => startedAt },
  { heading: { pl: 'Wynik', en: 'Outcome' }, value: ({ outcome }) => outcome },
  {
    heading: { pl: 'Odpowiedzi', en: 'Answers' },
    value: ({ answers }) => answers.map(({ question, answer }) => `${question}: ${answer}`).join('; '),
  },
  {
    heading: { pl: 'Zmienne', en: 'Variables' },
    value: ({ variables }) =>
      Object.entries(variables)
        .map(([name, value]) => `${name}=${value}`)
        .join('; '),
  },
];

/** What people answered to an automatic campaign. */
@Controller('campaigns')
export class AnswersController {
  constructor(
    private readonly store: AnswerStore,
    private readonly access: CampaignAccess,
  ) {}

  @Get(':id/answers')
  @RequirePermission('campaigns.view')
  @RouteSummary('What people answered to each question of a campaign')
  @ZodResponse(campaignAnswersSchema)
  async report(@CurrentUser() user: Principal, @ZodParams(byId) { id }: ById): Promise<CampaignAnswers> {
    await this.access.of(user, id);
    return this.store.report(id);
  }

  @Get(':id/answers/records')
  @RequirePermission('campaigns.view')
  @RouteSummary('What each person answered', ['text/csv'])
  @ZodResponse(pageSchema(recordAnswersSchema))
  async records(
    @CurrentUser() user: Principal,
    @ZodParams(byId) { id }: ById,
    @ZodQuery(recordAnswersQuerySchema) query: RecordAnswersQuery,
    @WantsCsv() csv: CsvRequest | null,
  ): Promise<unknown> {
    await this.access.of(user, id);
    const load = (page: RecordAnswersQuery) => this.store.records(id, page);
    return listResponse(query, csv, { name: 'answers', columns: CSV, load });
  }
}
