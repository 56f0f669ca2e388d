import { Controller, Get, type StreamableFile } from '@nestjs/common';
import { z } from 'zod';
import {
  pageSchema,
  reportDrillQuerySchema,
  reportInteractionSchema,
  reportQuerySchema,
  reportSchema,
  reportSubjectSchema,
  type Page,
  type Report,
  type ReportDrillQuery,
  type ReportInteraction,
  type ReportQuery,
} from '#contracts';
import {
  csvResponse,
  CurrentUser,
  ProblemException,
  RequirePermission,
  RouteSummary,
  valueOr,
  ZodParams,
  ZodQuery,
  ZodResponse,
  type Principal,
} from '../../../../platform/http';
import { InteractionsStore } from '../data/interactions.store';
import { METRICS } from '../domain/metrics';
import { Reports, type ReportRefusal } from '../use-cases/reports';
import { columnsOf } from './report-columns';
import { WantsFile, type FileRequest } from './wants-file';
import { WORKBOOK, workbookOf } from './report-workbook';

const ofSubject = z.object({ subject: reportSubjectSchema });
type OfSubject = z.infer<typeof ofSubject>;

/** Numbers of the past, as docs/metrics.md defines them. */
@Controller('reports')
export class ReportsController {
  constructor(
    private readonly reports: Reports,
    private readonly interactions: InteractionsStore,
  ) {}

  @Get(':subject')
  @RequirePermission('reports.view')
  @RouteSummary('A report over days, by interval and by queue, agent …; for those whom one supervises', [
    'text/csv',
    WORKBOOK,
  ])
  @ZodResponse(reportSchema)
  async report(
    @CurrentUser() user: Principal,
    @ZodParams(ofSubject) { subject }: OfSubject,
    @ZodQuery(reportQuerySchema) query: ReportQuery,
    @WantsFile() file: FileRequest | null,
  ): Promise<Report | StreamableFile> {
    const report = valueOr(await this.reports.make(subject, query, user), reportProblem);
    const name = `${subject}-${query.from}-${query.to}`;
    if (!file) return report;
    if (file.kind === 'xlsx') return workbookOf(report, name, file.language);
    return csvResponse(file, { name, columns: columnsOf(report), rows: each(report.rows) });
  }

  @Get(':subject/interactions')
  @RequirePermission('reports.view')
  @RouteSummary('The calls behind one number of a report')
  @ZodResponse(pageSchema(reportInteractionSchema))
  async behind(
    @CurrentUser() user: Principal,
    @ZodParams(ofSubject) { subject }: OfSubject,
    @ZodQuery(reportDrillQuerySchema) { metric, queueId, agentId, groupId, ...query }: ReportDrillQuery,
  ): Promise<Page<ReportInteraction>> {
    const drill = METRICS[subject].find(({ id }) => id === metric)?.drill;
    if (!drill) throw wrong('metric', 'exists', 'This report has no such number, or it opens nothing');
    const scope = await this.reports.scope({ queueId, agentId, groupId }, user);
    return this.interactions.page({ ...query, ...scope, drill });
  }
}

async function* each<T>(rows: readonly T[]): AsyncGenerator<T> {
  yield* rows;
}

const wrong = (field: string, rule: string, message: string): ProblemException =>
  new ProblemException(400, 'validation-failed', { fields: [{ field, rule, message }] });

function reportProblem(refusal: ReportRefusal): ProblemException {
  switch (refusal.code) {
    case 'period-backwards':
      return wrong('to', 'not-before-from', 'The period ends before it begins');
    case 'period-too-long':
      return wrong('to', 'max-days', `At most ${refusal.days} days with this interval`);
    case 'report-key-unknown':
      return wrong('by', 'one-of', `This report is split by ${refusal.keys.join(', ')}`);
    case 'report-too-large':
      return wrong('interval', 'max-rows', `More than ${refusal.most} rows: take a coarser interval or fewer queues`);
  }
}
