import { Controller, Get, Inject, Res } from '@nestjs/common';
import type { Response } from 'express';
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
  type SurveySpeech,
} from '#contracts';
import { CLOCK, type Clock } from '../../../../kernel/clock';
import { Database } from '../../../../platform/database';
import { FileStore } from '../../../../platform/files';
import {
  byId,
  CurrentUser,
  foundOr404,
  listResponse,
  oversees,
  ProblemException,
  RequestCause,
  RequirePermission,
  RequiresFeature,
  RouteSummary,
  WantsCsv,
  ZodParams,
  ZodQuery,
  ZodResponse,
  type ById,
  type Cause,
  type CsvColumn,
  type CsvRequest,
  type Principal,
} from '../../../../platform/http';
import { plainSound, sendSound, startsAnew } from '../../recordings';
import { SpeechStore } from '../data/speech.store';
import { KeepSpeech } from '../use-cases/keep-speech';
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
  value: ({ answers }) => {
    const answer = answers.find(({ questionId }) => questionId === id);
    return answer?.speech ? spoken(answer.speech) : answer?.label;
  },
});

/** Of what was said a file has how many seconds it takes, or why it cannot be heard. */
const spoken = ({ state, durationMs }: SurveySpeech) => (state === 'kept' ? Math.round(durationMs / 1000) : state);

/** What callers answered. */
@Controller()
export class SurveyResultsController {
  constructor(
    private readonly view: SurveyResultsView,
    private readonly speeches: SpeechStore,
    private readonly keeping: KeepSpeech,
    private readonly files: FileStore,
    private readonly database: Database,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

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
    return (await this.view.ofCall(id)).filter((run) => mayHear(user, run));
  }

  @Get('surveys/speech/:id/audio')
  @RequirePermission('surveys.view')
  @RequiresFeature('post-call-surveys')
  @RouteSummary('The sound of a spoken answer; ranges let a player jump', ['audio/wav'])
  async audio(
    @CurrentUser() user: Principal,
    @ZodParams(byId) { id }: ById,
    @RequestCause() cause: Cause,
    @Res() response: Response,
  ): Promise<void> {
    const speech = foundOr404(await this.speeches.find(this.database.read, id), 'recording-not-found');
    const run = foundOr404(await this.view.one(speech.runId), 'recording-not-found');
    if (!mayHear(user, run)) throw new ProblemException(404, 'recording-not-found');
    if (speech.state !== 'kept') throw new ProblemException(409, 'recording-not-stored');
    if (startsAnew(response)) await this.keeping.heard(speech, { ...cause, at: this.clock.now() });
    await sendSound(plainSound(this.files, speech.key), response);
  }
}

const mayHear = (user: Principal, { queue, agent }: SurveyRun): boolean =>
  oversees(user, { users: [agent?.id ?? null], queues: [queue?.id ?? null] });
