import { Controller, Get, HttpCode, Inject, Post, Put } from '@nestjs/common';
import { z } from 'zod';
import {
  beginEvaluationSchema,
  calibrationSchema,
  decideAppealSchema,
  evaluationListItemSchema,
  evaluationListQuerySchema,
  evaluationSchema,
  pageSchema,
  qualityReportQuerySchema,
  qualityReportRowSchema,
  replyEvaluationSchema,
  saveEvaluationSchema,
  type BeginEvaluation,
  type Calibration,
  type DecideAppeal,
  type Evaluation,
  type EvaluationListItem,
  type EvaluationListQuery,
  type QualityReportQuery,
  type QualityReportRow,
  type ReplyEvaluation,
  type SaveEvaluation,
} from '#contracts';
import { CLOCK, type Clock } from '../../../../kernel/clock';
import {
  byId,
  csvResponse,
  CurrentUser,
  foundOr404,
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
  type Principal,
} from '../../../../platform/http';
import { EvaluationsView } from '../data/evaluations.view';
import { Evaluations } from '../use-cases/evaluations';
import { evaluationProblem } from './quality-problem';

const CSV: readonly CsvColumn<EvaluationListItem>[] = [
  { heading: { pl: 'Oceniono', en: 'Evaluated' }, value: ({ finishedAt, at }) => finishedAt ?? at },
  { heading: { pl: 'Rozmowa', en: 'Call' }, value: ({ callId }) => callId },
  { heading: { pl: 'Agent', en: 'Agent' }, value: ({ agent }) => agent.name },
  { heading: { pl: 'Oceniający', en: 'Scorer' }, value: ({ scorer }) => scorer.name },
  { heading: { pl: 'Karta oceny', en: 'Scorecard' }, value: ({ scorecard }) => scorecard.name },
  { heading: { pl: 'Wersja', en: 'Version' }, value: ({ version }) => version },
  { heading: { pl: 'Stan', en: 'State' }, value: ({ state }) => state },
  { heading: { pl: 'Wynik (%)', en: 'Result (%)' }, value: ({ percent }) => percent },
  { heading: { pl: 'Dyskwalifikacja', en: 'Knocked out' }, value: ({ knockedOut }) => knockedOut },
];
const REPORT_CSV: readonly CsvColumn<QualityReportRow>[] = [
  { heading: { pl: 'Grupa', en: 'Group' }, value: ({ name }) => name },
  { heading: { pl: 'Oceny', en: 'Evaluations' }, value: ({ evaluations }) => evaluations },
  { heading: { pl: 'Średnia (%)', en: 'Average (%)' }, value: ({ average }) => average },
  { heading: { pl: 'Dyskwalifikacje', en: 'Knocked out' }, value: ({ knockedOut }) => knockedOut },
];

/** Conversations scored, answered by their agents, compared and added up. `quality.own` opens what concerns oneself; the view narrows. */
@Controller()
export class EvaluationsController {
  constructor(
    private readonly evaluations: Evaluations,
    private readonly view: EvaluationsView,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @Get('evaluations')
  @RequirePermission('quality.own')
  @RequiresFeature('quality-assurance')
  @RouteSummary('Evaluations: of supervised people, scored by oneself, and finished ones of oneself', ['text/csv'])
  @ZodResponse(pageSchema(evaluationListItemSchema))
  async list(
    @CurrentUser() user: Principal,
    @ZodQuery(evaluationListQuerySchema) query: EvaluationListQuery,
    @WantsCsv() csv: CsvRequest | null,
  ): Promise<unknown> {
    return listResponse(query, csv, { name: 'evaluations', columns: CSV, load: (page) => this.view.page(page, user) });
  }

  @Get('evaluations/report')
  @RequirePermission('quality.view')
  @RequiresFeature('quality-assurance')
  @RouteSummary('Averages of finished evaluations by agent, criterion, scorer or week', ['text/csv'])
  @ZodResponse(z.array(qualityReportRowSchema))
  async report(
    @CurrentUser() user: Principal,
    @ZodQuery(qualityReportQuerySchema) query: QualityReportQuery,
    @WantsCsv() csv: CsvRequest | null,
  ): Promise<unknown> {
    const rows = await this.view.report(query, user);
    return csv ? csvResponse(csv, { name: 'quality', columns: REPORT_CSV, rows: allOf(rows) }) : rows;
  }

  @Get('evaluations/:id')
  @RequirePermission('quality.own')
  @RequiresFeature('quality-assurance')
  @RouteSummary('One evaluation with its scorecard, scores and recording')
  @ZodResponse(evaluationSchema)
  async one(@CurrentUser() user: Principal, @ZodParams(byId) { id }: ById): Promise<Evaluation> {
    return valueOr(await this.evaluations.one(id, user), evaluationProblem);
  }

  @Get('evaluations/:id/calibration')
  @RequirePermission('quality.view')
  @RequiresFeature('quality-assurance')
  @RouteSummary('What several scorers said of the same conversation, and how far they are apart')
  @ZodResponse(calibrationSchema)
  async calibration(@CurrentUser() user: Principal, @ZodParams(byId) { id }: ById): Promise<Calibration> {
    return foundOr404(await this.evaluations.calibration(id, user), 'evaluation-not-found');
  }

  @Post('evaluations')
  @HttpCode(200)
  @RequirePermission('quality.score')
  @RequiresFeature('quality-assurance')
  @RouteSummary('One’s own evaluation of a conversation, begun now if it was not')
  @ZodResponse(evaluationSchema)
  async begin(
    @CurrentUser() user: Principal,
    @ZodBody(beginEvaluationSchema) body: BeginEvaluation,
    @RequestCause() cause: Cause,
  ): Promise<Evaluation> {
    return valueOr(await this.evaluations.begin(body, user, this.meta(cause)), evaluationProblem);
  }

  @Put('evaluations/:id')
  @RequirePermission('quality.score')
  @RequiresFeature('quality-assurance')
  @RouteSummary('Keeps scores and comments; finished, the agent sees them')
  @ZodResponse(evaluationSchema)
  async save(
    @CurrentUser() user: Principal,
    @ZodParams(byId) { id }: ById,
    @ZodBody(saveEvaluationSchema) body: SaveEvaluation,
    @RequestCause() cause: Cause,
  ): Promise<Evaluation> {
    return valueOr(await this.evaluations.save(id, body, user, this.meta(cause)), evaluationProblem);
  }

  @Post('evaluations/:id/reply')
  @HttpCode(200)
  @RequirePermission('quality.own')
  @RequiresFeature('quality-assurance')
  @RouteSummary('The agent has read it, or appeals')
  @ZodResponse(evaluationSchema)
  async reply(
    @CurrentUser() user: Principal,
    @ZodParams(byId) { id }: ById,
    @ZodBody(replyEvaluationSchema) body: ReplyEvaluation,
    @RequestCause() cause: Cause,
  ): Promise<Evaluation> {
    return valueOr(await this.evaluations.reply(id, body, user, this.meta(cause)), evaluationProblem);
  }

  @Post('evaluations/:id/decide')
  @HttpCode(200)
  @RequirePermission('quality.score')
  @RequiresFeature('quality-assurance')
  @RouteSummary('Answers an appeal; with other scores the result changes')
  @ZodResponse(evaluationSchema)
  async decide(
    @CurrentUser() user: Principal,
    @ZodParams(byId) { id }: ById,
    @ZodBody(decideAppealSchema) body: DecideAppeal,
    @RequestCause() cause: Cause,
  ): Promise<Evaluation> {
    return valueOr(await this.evaluations.decide(id, body, user, this.meta(cause)), evaluationProblem);
  }

  private meta(cause: Cause) {
    return { ...cause, at: this.clock.now() };
  }
}

async function* allOf(rows: readonly QualityReportRow[]): AsyncIterable<QualityReportRow> {
  yield* rows;
}
