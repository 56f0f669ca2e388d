import { Controller, Delete, Get, HttpCode, Inject, Patch, Post, Put } from '@nestjs/common';
import { z } from 'zod';
import {
  changeScriptSchema,
  createScriptSchema,
  documentVersionListQuerySchema,
  pageSchema,
  publishScriptSchema,
  saveScriptDraftSchema,
  scriptDocumentSchema,
  scriptListItemSchema,
  scriptListQuerySchema,
  scriptNameSchema,
  scriptSchema,
  scriptVersionSchema,
  type ChangeScript,
  type CreateScript,
  type DocumentVersion,
  type Page,
  type PublishDocument,
  type SaveScriptDraft,
  type Script,
  type ScriptDocument,
  type ScriptListItem,
  type ScriptName,
} from '#contracts';
import { CLOCK, type Clock } from '../../../../kernel/clock';
import { Database } from '../../../../platform/database';
import { byVersion, type ByVersion } from '../../../../platform/documents';
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
} from '../../../../platform/http';
import { ScriptStore, type ScriptListQuery } from '../data/script.store';
import { Scripts } from '../use-cases/scripts';
import { ShowScript } from '../use-cases/show-script';
import { scriptProblem } from './script-problem';

const CSV: readonly CsvColumn<ScriptListItem>[] = [
  { heading: { pl: 'Nazwa', en: 'Name' }, value: ({ name }) => name },
  { heading: { pl: 'Wersja', en: 'Version' }, value: ({ liveVersion }) => liveVersion },
  { heading: { pl: 'Kolejki', en: 'Queues' }, value: ({ queueIds }) => queueIds.length },
  { heading: { pl: 'Kampanie', en: 'Campaigns' }, value: ({ campaignIds }) => campaignIds.length },
];

/** Scripts: steps, versions, and where they are shown. */
@Controller('scripts')
export class ScriptsController {
  constructor(
    private readonly scripts: Scripts,
    private readonly store: ScriptStore,
    private readonly shown: ShowScript,
    private readonly database: Database,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @Get()
  @RequirePermission('scripts.view')
  @RequiresFeature('scripter')
  @RouteSummary('Scripts', ['text/csv'])
  @ZodResponse(pageSchema(scriptListItemSchema))
  async list(
    @ZodQuery(scriptListQuerySchema) query: ScriptListQuery,
    @WantsCsv() csv: CsvRequest | null,
  ): Promise<unknown> {
    return listResponse(query, csv, { name: 'scripts', columns: CSV, load: (page) => this.store.page(page) });
  }

  @Get('names')
  @RequirePermission('scripts.view')
  @RequiresFeature('scripter')
  @RouteSummary('Published scripts, for choosing one')
  @ZodResponse(z.array(scriptNameSchema))
  names(): Promise<ScriptName[]> {
    return this.store.names();
  }

  @Get(':id')
  @RequirePermission('scripts.view')
  @RequiresFeature('scripter')
  @RouteSummary('One script with its draft, where it is shown and what is wrong with it')
  @ZodResponse(scriptSchema)
  async one(@ZodParams(byId) { id }: ById): Promise<Script> {
    return valueOr(await this.scripts.one(id), scriptProblem);
  }

  @Get(':id/preview')
  @RequirePermission('scripts.view')
  @RequiresFeature('scripter')
  @RouteSummary('The draft as a desk would show it, with values of a conversation that there is not')
  @ZodResponse(scriptDocumentSchema)
  async preview(@ZodParams(byId) { id }: ById): Promise<ScriptDocument> {
    const { draft } = valueOr(await this.scripts.one(id), scriptProblem);
    return this.shown.show(this.database.read, draft);
  }

  @Post()
  @RequirePermission('scripts.manage')
  @RequiresFeature('scripter')
  @RouteSummary('A new script; no desk shows it before it is published')
  @ZodResponse(scriptSchema, 201)
  async create(@ZodBody(createScriptSchema) body: CreateScript, @RequestCause() cause: Cause): Promise<Script> {
    return valueOr(await this.scripts.create(body, this.meta(cause)), scriptProblem);
  }

  @Patch(':id')
  @RequirePermission('scripts.manage')
  @RequiresFeature('scripter')
  @RouteSummary('Renames a script, or changes in which queues and campaigns it is shown')
  @ZodResponse(scriptSchema)
  async change(
    @CurrentUser() { supervised }: Principal,
    @ZodParams(byId) { id }: ById,
    @ZodBody(changeScriptSchema) body: ChangeScript,
    @RequestCause() cause: Cause,
  ): Promise<Script> {
    return valueOr(await this.scripts.change(id, body, supervised, this.meta(cause)), scriptProblem);
  }

  @Put(':id/draft')
  @RequirePermission('scripts.manage')
  @RequiresFeature('scripter')
  @RouteSummary('Keeps a draft, however incomplete; desks show what they showed')
  @ZodResponse(scriptSchema)
  async saveDraft(
    @ZodParams(byId) { id }: ById,
    @ZodBody(saveScriptDraftSchema) body: SaveScriptDraft,
    @RequestCause() cause: Cause,
  ): Promise<Script> {
    return valueOr(await this.scripts.saveDraft(id, body, this.meta(cause)), scriptProblem);
  }

  @Post(':id/publish')
  @RequirePermission('scripts.manage')
  @RequiresFeature('scripter')
  @RouteSummary('Makes the draft what the next call is shown, if nothing is wrong with it')
  @ZodResponse(scriptVersionSchema, 201)
  async publish(
    @ZodParams(byId) { id }: ById,
    @ZodBody(publishScriptSchema) body: PublishDocument,
    @RequestCause() cause: Cause,
  ): Promise<DocumentVersion> {
    return valueOr(await this.scripts.publish(id, body, this.meta(cause)), scriptProblem);
  }

  @Get(':id/versions')
  @RequirePermission('scripts.view')
  @RequiresFeature('scripter')
  @RouteSummary('Versions of a script, newest first')
  @ZodResponse(pageSchema(scriptVersionSchema))
  versions(
    @ZodParams(byId) { id }: ById,
    @ZodQuery(documentVersionListQuerySchema) query: z.infer<typeof documentVersionListQuerySchema>,
  ): Promise<Page<DocumentVersion>> {
    return this.store.versions(id, query);
  }

  @Post(':id/versions/:number/activate')
  @HttpCode(200)
  @RequirePermission('scripts.manage')
  @RequiresFeature('scripter')
  @RouteSummary('Makes an earlier version the live one again')
  @ZodResponse(scriptVersionSchema)
  async rollBack(
    @ZodParams(byVersion) { id, number }: ByVersion,
    @RequestCause() cause: Cause,
  ): Promise<DocumentVersion> {
    return valueOr(await this.scripts.rollBack(id, number, this.meta(cause)), scriptProblem);
  }

  @Delete(':id')
  @HttpCode(204)
  @RequirePermission('scripts.manage')
  @RequiresFeature('scripter')
  @RouteSummary('Removes a script that nothing leads to and that has no results')
  async remove(@ZodParams(byId) { id }: ById, @RequestCause() cause: Cause): Promise<void> {
    valueOr(await this.scripts.remove(id, this.meta(cause)), scriptProblem);
  }

  private meta(cause: Cause) {
    return { ...cause, at: this.clock.now() };
  }
}
