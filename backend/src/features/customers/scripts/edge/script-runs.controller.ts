import { Controller, Get, HttpCode, Inject, Post, Put } from '@nestjs/common';
import { z } from 'zod';
import {
  pageSchema,
  saveScriptRunSchema,
  scriptFieldNameSchema,
  scriptResultListQuerySchema,
  scriptResultSchema,
  scriptRunSchema,
  startScriptSchema,
  type SaveScriptRun,
  type ScriptFieldName,
  type ScriptResult,
  type ScriptResultListQuery,
  type ScriptRun,
  type StartScript,
} from '#contracts';
import { CLOCK, type Clock } from '../../../../kernel/clock';
import {
  byId,
  CurrentUser,
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
  type Supervised,
} from '../../../../platform/http';
import { ScriptResultsView } from '../data/script-results.view';
import { ScriptRuns } from '../use-cases/script-runs';
import { runProblem } from './script-problem';

const FIXED: readonly CsvColumn<ScriptResult>[] = [
  { heading: { pl: 'Kiedy', en: 'When' }, value: ({ at }) => at },
  { heading: { pl: 'Rozmowa', en: 'Call' }, value: ({ callId }) => callId },
  { heading: { pl: 'Numer', en: 'Number' }, value: ({ number }) => number },
  { heading: { pl: 'Kolejka', en: 'Queue' }, value: ({ queue }) => queue?.name },
  { heading: { pl: 'Kampania', en: 'Campaign' }, value: ({ campaign }) => campaign?.name },
  { heading: { pl: 'Agent', en: 'Agent' }, value: ({ agent }) => agent?.name },
  { heading: { pl: 'Wersja', en: 'Version' }, value: ({ version }) => version },
  { heading: { pl: 'Stan', en: 'State' }, value: ({ state }) => state },
  { heading: { pl: 'Podsumowanie', en: 'Summary' }, value: ({ outcome }) => outcome },
  { heading: { pl: 'Klasyfikator', en: 'Classifier' }, value: ({ classifier }) => classifier?.name },
];

const columnOf = ({ id, label }: ScriptFieldName): CsvColumn<ScriptResult> => ({
  heading: { pl: label, en: label },
  value: ({ answers }) => answers.find(({ fieldId }) => fieldId === id)?.value.join('; '),
});

const NOBODY: Supervised = { groupIds: new Set(), userIds: new Set(), queueIds: new Set() };

/** Scripts beside calls, and what was answered in them. */
@Controller()
export class ScriptRunsController {
  constructor(
    private readonly runs: ScriptRuns,
    private readonly view: ScriptResultsView,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @Post('calls/:id/script-runs')
  @HttpCode(200)
  @RequirePermission('calls.take')
  @RequiresFeature('scripter')
  @RouteSummary('The script beside one’s own call, begun now if it was not; null when the call has none')
  @ZodResponse(scriptRunSchema.nullable())
  async start(
    @CurrentUser() user: Principal,
    @ZodParams(byId) { id }: ById,
    @ZodBody(startScriptSchema) body: StartScript,
    @RequestCause() cause: Cause,
  ): Promise<ScriptRun | null> {
    return valueOr(await this.runs.start(id, body, user, this.meta(cause)), runProblem);
  }

  @Put('script-runs/:id')
  @RequirePermission('calls.take')
  @RequiresFeature('scripter')
  @RouteSummary('Keeps answers and the place in the script; may be sent again')
  @ZodResponse(scriptRunSchema)
  async save(
    @CurrentUser() user: Principal,
    @ZodParams(byId) { id }: ById,
    @ZodBody(saveScriptRunSchema) body: SaveScriptRun,
    @RequestCause() cause: Cause,
  ): Promise<ScriptRun> {
    return valueOr(await this.runs.save(id, body, user, this.meta(cause)), runProblem);
  }

  @Get('calls/:id/script-runs')
  @RequirePermission('calls.history.own')
  @RequiresFeature('scripter')
  @RouteSummary('What was answered in scripts beside one call')
  @ZodResponse(z.array(scriptResultSchema))
  async ofCall(@CurrentUser() user: Principal, @ZodParams(byId) { id }: ById): Promise<ScriptResult[]> {
    const supervised = user.permissions.has('scripts.view') ? user.supervised : NOBODY;
    return this.view.ofCall(id, { userId: user.userId, supervised });
  }

  @Get('scripts/:id/runs')
  @RequirePermission('scripts.view')
  @RequiresFeature('scripter')
  @RouteSummary('Answers of a period, newest first', ['text/csv'])
  @ZodResponse(pageSchema(scriptResultSchema))
  async results(
    @CurrentUser() { supervised }: Principal,
    @ZodParams(byId) { id }: ById,
    @ZodQuery(scriptResultListQuerySchema) query: ScriptResultListQuery,
    @WantsCsv() csv: CsvRequest | null,
  ): Promise<unknown> {
    const columns = csv ? [...FIXED, ...(await this.view.fields(id)).map(columnOf)] : FIXED;
    return listResponse(query, csv, { name: 'script', columns, load: (page) => this.view.page(id, page, supervised) });
  }

  @Get('scripts/:id/fields')
  @RequirePermission('scripts.view')
  @RequiresFeature('scripter')
  @RouteSummary('Fields of every version, as the newest calls them')
  @ZodResponse(z.array(scriptFieldNameSchema))
  fields(@ZodParams(byId) { id }: ById): Promise<ScriptFieldName[]> {
    return this.view.fields(id);
  }

  private meta(cause: Cause) {
    return { ...cause, at: this.clock.now() };
  }
}
