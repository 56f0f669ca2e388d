import { Controller, Get } from '@nestjs/common';
import { z } from 'zod';
import {
  pageSchema,
  surveyResultsQuerySchema,
  surveyResultsSchema,
  surveyRunListQuerySchema,
  surveyRunSchema,
  type SurveyQuestion,
  type SurveyResults,
  type SurveyResultsQuery,
  type SurveyRun,
  type SurveyRunListQuery,
} from '#contracts';
import {
  byId,
  CurrentUser,
  listResponse,
  oversees,
  RequirePermission,
  RequiresFeature,
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
import { SurveyResultsView } from '../data/survey-results.view';

const FIXED: readonly CsvColumn<SurveyRun>[] = [
  { heading: { pl: 'Kiedy', en: 'When' }, value: ({ at }) => at },
  { heading: { pl: 'Rozmowa', en: 'Call' }, value: ({ callId }) => callId },
  { heading: { pl: 'Numer', en: 'Number' }, value: ({ number }) => number },
  { heading: { pl: 'Kolejka', en: 'Queue' }, value: ({ queue }) => queue?.name },
  { heading: { pl: 'Agent', en: 'Agent' }, value: ({ agent }) => agent?.name },
  { heading: { pl: 'Sposób', en: 'Way' }, value: ({ via }) => via },
  { heading: { pl: 'Stan', en: 'State' }, value: ({ state }) => state },
  { heading: { pl: 'Powód', en: 'Reason' }, value: ({ reason }) => reason },
  { heading: { pl: 'Wersja', en: 'Version' }, value: ({ version }) => version },
];

const columnOf = ({ id, name }: SurveyQuestion): CsvColumn<SurveyRun> => ({
  heading: { pl: name, en: name },
  value: ({ answers }) => answers.find(({ questionId }) => questionId === id)?.label,
});

/** What callers answered. */
@Controller()
export class SurveyResultsController {
  constructor(private readonly view: SurveyResultsView) {}

  @Get('surveys/:id/results')
  @RequirePermission('surveys.view')
  @RequiresFeature('post-call-surveys')
  @RouteSummary('Figures of a period: each question, and by queue, agent and day')
  @ZodResponse(surveyResultsSchema)
  results(
    @CurrentUser() { supervised }: Principal,
    @ZodParams(byId) { id }: ById,
    @ZodQuery(surveyResultsQuerySchema) query: SurveyResultsQuery,
  ): Promise<SurveyResults> {
    return this.view.results(id, query, supervised);
  }

  @Get('surveys/:id/runs')
  @RequirePermission('surveys.view')
  @RequiresFeature('post-call-surveys')
  @RouteSummary('Single opinions, newest first, with those that were not asked and why', ['text/csv'])
  @ZodResponse(pageSchema(surveyRunSchema))
  async runs(
    @CurrentUser() { supervised }: Principal,
    @ZodParams(byId) { id }: ById,
    @ZodQuery(surveyRunListQuerySchema) query: SurveyRunListQuery,
    @WantsCsv() csv: CsvRequest | null,
  ): Promise<unknown> {
    const columns = csv ? [...FIXED, ...(await this.view.questions(id)).map(columnOf)] : FIXED;
    return listResponse(query, csv, { name: 'survey', columns, load: (page) => this.view.page(id, page, supervised) });
  }

  @Get('calls/:id/surveys')
  @RequirePermission('surveys.view')
  @RequiresFeature('post-call-surveys')
  @RouteSummary('What the caller answered about one conversation, or why he was not asked')
  @ZodResponse(z.array(surveyRunSchema))
  async ofCall(@CurrentUser() user: Principal, @ZodParams(byId) { id }: ById): Promise<SurveyRun[]> {
    const runs = await this.view.ofCall(id);
    return runs.filter(({ queue, agent }) =>
      oversees(user, { users: [agent?.id ?? null], queues: [queue?.id ?? null] }),
    );
  }
}
