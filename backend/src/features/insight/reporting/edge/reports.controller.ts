import { Controller, Get, Inject, StreamableFile } from '@nestjs/common';
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
import { CLOCK, type Clock } from '../../../../kernel/clock';
import {
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
import { fileOf } from '../use-cases/report-file';
import { FILES, WantsFile, type FileRequest } from './wants-file';

const ofSubject = z.object({ subject: reportSubjectSchema });
type OfSubject = z.infer<typeof ofSubject>;

/** Numbers of the past, as docs/metrics.md defines them. */
@Controller('reports')
export class ReportsController {
  constructor(
    private readonly reports: Reports,
    private readonly interactions: InteractionsStore,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @Get(':subject')
  @RequirePermission('reports.view')
  @RouteSummary('A report over days, by interval and by queue, agent …; for those whom one supervises', FILES)
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
    const made = await fileOf(report, { ...file, name });
    return new StreamableFile(made.content, { type: made.type, disposition: `attachment; filename="${made.name}"` });
  }

  @Get(':subject/interactions')
  @RequirePermission('reports.view')
  @RouteSummary('The calls, or stretches of status, behind one number of a report')
  @ZodResponse(pageSchema(reportInteractionSchema))
  async behind(
    @CurrentUser() user: Principal,
    @ZodParams(ofSubject) { subject }: OfSubject,
    @ZodQuery(reportDrillQuerySchema) { metric, queueId, agentId, groupId, ...query }: ReportDrillQuery,
  ): Promise<Page<ReportInteraction>> {
    const drill = METRICS[subject].find(({ id }) => id === metric)?.drill;
    if (!drill)
      throw wrong('validation-failed', {
        field: 'metric',
        rule: 'exists',
        message: 'This report has no such number, or it opens nothing',
      });
    const scope = await this.reports.scope({ queueId, agentId, groupId }, user);
    return this.interactions.page({ ...query, ...scope, drill, now: this.clock.now() });
  }
}

/** Text and place of what is wrong: people read the code's words, programs the field and the rule. */
const wrong = (
  code: string,
  { field, rule, message }: { field: string; rule: string; message: string },
): ProblemException => new ProblemException(400, code, { fields: [{ field, rule, message }] });

function reportProblem(refusal: ReportRefusal): ProblemException {
  const { code } = refusal;
  switch (code) {
    case 'period-backwards':
      return wrong(code, { field: 'to', rule: 'not-before-from', message: 'The period ends before it begins' });
    case 'period-too-long':
      return wrong(code, {
        field: 'to',
        rule: 'max-days',
        message: `At most ${refusal.days} days with this interval`,
      });
    case 'report-key-unknown':
      return wrong(code, {
        field: 'by',
        rule: 'one-of',
        message: `This report is split by ${refusal.keys.join(', ')}`,
      });
    case 'report-interval-unknown':
      return wrong(code, {
        field: 'interval',
        rule: 'one-of',
        message: `This report is made by ${refusal.intervals.join(', ')}`,
      });
    case 'report-too-large':
      return wrong(code, { field: 'interval', rule: 'max-rows', message: `More than ${refusal.most} rows` });
  }
}
