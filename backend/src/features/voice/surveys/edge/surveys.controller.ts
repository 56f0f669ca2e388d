import { Controller, Delete, Get, HttpCode, Inject, Patch, Post, Put } from '@nestjs/common';
import { z } from 'zod';
import {
  changeSurveySchema,
  createSurveySchema,
  pageSchema,
  publishSurveySchema,
  saveSurveyDraftSchema,
  surveyListItemSchema,
  surveyListQuerySchema,
  surveyNameSchema,
  surveySchema,
  surveyVersionListQuerySchema,
  surveyVersionSchema,
  type ChangeSurvey,
  type CreateSurvey,
  type Page,
  type PublishSurvey,
  type SaveSurveyDraft,
  type Survey,
  type SurveyListItem,
  type SurveyName,
  type SurveyVersion,
} from '#contracts';
import { CLOCK, type Clock } from '../../../../kernel/clock';
import {
  byId,
  listResponse,
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
import { SurveyStore, type SurveyListQuery } from '../data/survey.store';
import { Surveys } from '../use-cases/surveys';
import { surveyProblem } from './survey-problem';

const CSV: readonly CsvColumn<SurveyListItem>[] = [
  { heading: { pl: 'Nazwa', en: 'Name' }, value: ({ name }) => name },
  { heading: { pl: 'Wersja', en: 'Version' }, value: ({ liveVersion }) => liveVersion },
  { heading: { pl: 'Kolejki', en: 'Queues' }, value: ({ queueIds }) => queueIds.length },
];

/** Surveys: questions, versions, and whom they are for. */
@Controller('surveys')
export class SurveysController {
  constructor(
    private readonly surveys: Surveys,
    private readonly store: SurveyStore,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @Get()
  @RequirePermission('surveys.view')
  @RequiresFeature('post-call-surveys')
  @RouteSummary('Surveys', ['text/csv'])
  @ZodResponse(pageSchema(surveyListItemSchema))
  async list(
    @ZodQuery(surveyListQuerySchema) query: SurveyListQuery,
    @WantsCsv() csv: CsvRequest | null,
  ): Promise<unknown> {
    return listResponse(query, csv, { name: 'surveys', columns: CSV, load: (page) => this.store.page(page) });
  }

  @Get('names')
  @RequirePermission('surveys.view')
  @RequiresFeature('post-call-surveys')
  @RouteSummary('Names of surveys: what IVR nodes choose from')
  @ZodResponse(z.array(surveyNameSchema))
  names(): Promise<SurveyName[]> {
    return this.store.names();
  }

  @Get(':id')
  @RequirePermission('surveys.view')
  @RequiresFeature('post-call-surveys')
  @RouteSummary('One survey with its draft, its rules and what is wrong with it')
  @ZodResponse(surveySchema)
  async one(@ZodParams(byId) { id }: ById): Promise<Survey> {
    return valueOr(await this.surveys.one(id), surveyProblem);
  }

  @Post()
  @RequirePermission('surveys.manage')
  @RequiresFeature('post-call-surveys')
  @RouteSummary('A new survey; nobody is asked before it is published')
  @ZodResponse(surveySchema, 201)
  async create(@ZodBody(createSurveySchema) body: CreateSurvey, @RequestCause() cause: Cause): Promise<Survey> {
    return valueOr(await this.surveys.create(body, this.meta(cause)), surveyProblem);
  }

  @Patch(':id')
  @RequirePermission('surveys.manage')
  @RequiresFeature('post-call-surveys')
  @RouteSummary('Renames a survey, or changes in which queues it is asked and of whom')
  @ZodResponse(surveySchema)
  async change(
    @ZodParams(byId) { id }: ById,
    @ZodBody(changeSurveySchema) body: ChangeSurvey,
    @RequestCause() cause: Cause,
  ): Promise<Survey> {
    return valueOr(await this.surveys.change(id, body, this.meta(cause)), surveyProblem);
  }

  @Put(':id/draft')
  @RequirePermission('surveys.manage')
  @RequiresFeature('post-call-surveys')
  @RouteSummary('Keeps a draft, however incomplete; callers are asked as before')
  @ZodResponse(surveySchema)
  async saveDraft(
    @ZodParams(byId) { id }: ById,
    @ZodBody(saveSurveyDraftSchema) body: SaveSurveyDraft,
    @RequestCause() cause: Cause,
  ): Promise<Survey> {
    return valueOr(await this.surveys.saveDraft(id, body, this.meta(cause)), surveyProblem);
  }

  @Post(':id/publish')
  @RequirePermission('surveys.manage')
  @RequiresFeature('post-call-surveys')
  @RouteSummary('Makes the draft what the next caller is asked, if nothing is wrong with it')
  @ZodResponse(surveyVersionSchema, 201)
  async publish(
    @ZodParams(byId) { id }: ById,
    @ZodBody(publishSurveySchema) body: PublishSurvey,
    @RequestCause() cause: Cause,
  ): Promise<SurveyVersion> {
    return valueOr(await this.surveys.publish(id, body, this.meta(cause)), surveyProblem);
  }

  @Get(':id/versions')
  @RequirePermission('surveys.view')
  @RequiresFeature('post-call-surveys')
  @RouteSummary('Versions of a survey, newest first')
  @ZodResponse(pageSchema(surveyVersionSchema))
  versions(
    @ZodParams(byId) { id }: ById,
    @ZodQuery(surveyVersionListQuerySchema) query: z.infer<typeof surveyVersionListQuerySchema>,
  ): Promise<Page<SurveyVersion>> {
    return this.store.versions(id, query);
  }

  @Delete(':id')
  @HttpCode(204)
  @RequirePermission('surveys.manage')
  @RequiresFeature('post-call-surveys')
  @RouteSummary('Removes a survey that no queue and no flow leads to')
  async remove(@ZodParams(byId) { id }: ById, @RequestCause() cause: Cause): Promise<void> {
    valueOr(await this.surveys.remove(id, this.meta(cause)), surveyProblem);
  }

  private meta(cause: Cause) {
    return { ...cause, at: this.clock.now() };
  }
}
