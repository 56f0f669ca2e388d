import { Controller, Delete, Get, HttpCode, Inject, Patch, Post, Put } from '@nestjs/common';
import { z } from 'zod';
import {
  createScorecardSchema,
  documentVersionListQuerySchema,
  pageSchema,
  publishScorecardSchema,
  renameScorecardSchema,
  saveScorecardDraftSchema,
  scorecardListItemSchema,
  scorecardListQuerySchema,
  scorecardNameSchema,
  scorecardSchema,
  scorecardVersionSchema,
  type RenameScorecard,
  type CreateScorecard,
  type DocumentVersion,
  type Page,
  type PublishDocument,
  type SaveScorecardDraft,
  type Scorecard,
  type ScorecardListItem,
  type ScorecardName,
} from '#contracts';
import { CLOCK, type Clock } from '../../../../kernel/clock';
import { byVersion, type ByVersion } from '../../../../platform/documents';
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
import { ScorecardStore, type ScorecardListQuery } from '../data/scorecard.store';
import { Scorecards } from '../use-cases/scorecards';
import { scorecardProblem } from './quality-problem';

const CSV: readonly CsvColumn<ScorecardListItem>[] = [
  { heading: { pl: 'Nazwa', en: 'Name' }, value: ({ name }) => name },
  { heading: { pl: 'Wersja', en: 'Version' }, value: ({ liveVersion }) => liveVersion },
];

/** Scorecards: criteria and versions. */
@Controller('scorecards')
export class ScorecardsController {
  constructor(
    private readonly scorecards: Scorecards,
    private readonly store: ScorecardStore,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @Get()
  @RequirePermission('quality.view')
  @RequiresFeature('quality-assurance')
  @RouteSummary('Scorecards', ['text/csv'])
  @ZodResponse(pageSchema(scorecardListItemSchema))
  async list(
    @ZodQuery(scorecardListQuerySchema) query: ScorecardListQuery,
    @WantsCsv() csv: CsvRequest | null,
  ): Promise<unknown> {
    return listResponse(query, csv, { name: 'scorecards', columns: CSV, load: (page) => this.store.page(page) });
  }

  @Get('names')
  @RequirePermission('quality.view')
  @RequiresFeature('quality-assurance')
  @RouteSummary('Published scorecards, for choosing one')
  @ZodResponse(z.array(scorecardNameSchema))
  names(): Promise<ScorecardName[]> {
    return this.store.names();
  }

  @Get(':id')
  @RequirePermission('quality.view')
  @RequiresFeature('quality-assurance')
  @RouteSummary('One scorecard with its draft and what is wrong with it')
  @ZodResponse(scorecardSchema)
  async one(@ZodParams(byId) { id }: ById): Promise<Scorecard> {
    return valueOr(await this.scorecards.one(id), scorecardProblem);
  }

  @Post()
  @RequirePermission('quality.manage')
  @RequiresFeature('quality-assurance')
  @RouteSummary('A new scorecard; nobody scores by it before it is published')
  @ZodResponse(scorecardSchema, 201)
  async create(
    @ZodBody(createScorecardSchema) body: CreateScorecard,
    @RequestCause() cause: Cause,
  ): Promise<Scorecard> {
    return valueOr(await this.scorecards.create(body, this.meta(cause)), scorecardProblem);
  }

  @Patch(':id')
  @RequirePermission('quality.manage')
  @RequiresFeature('quality-assurance')
  @RouteSummary('Renames a scorecard')
  @ZodResponse(scorecardSchema)
  async rename(
    @ZodParams(byId) { id }: ById,
    @ZodBody(renameScorecardSchema) body: RenameScorecard,
    @RequestCause() cause: Cause,
  ): Promise<Scorecard> {
    return valueOr(await this.scorecards.rename(id, body, this.meta(cause)), scorecardProblem);
  }

  @Put(':id/draft')
  @RequirePermission('quality.manage')
  @RequiresFeature('quality-assurance')
  @RouteSummary('Keeps a draft, however incomplete; evaluations go by what they went by')
  @ZodResponse(scorecardSchema)
  async saveDraft(
    @ZodParams(byId) { id }: ById,
    @ZodBody(saveScorecardDraftSchema) body: SaveScorecardDraft,
    @RequestCause() cause: Cause,
  ): Promise<Scorecard> {
    return valueOr(await this.scorecards.saveDraft(id, body, this.meta(cause)), scorecardProblem);
  }

  @Post(':id/publish')
  @RequirePermission('quality.manage')
  @RequiresFeature('quality-assurance')
  @RouteSummary('Makes the draft what new evaluations go by, if nothing is wrong with it')
  @ZodResponse(scorecardVersionSchema, 201)
  async publish(
    @ZodParams(byId) { id }: ById,
    @ZodBody(publishScorecardSchema) body: PublishDocument,
    @RequestCause() cause: Cause,
  ): Promise<DocumentVersion> {
    return valueOr(await this.scorecards.publish(id, body, this.meta(cause)), scorecardProblem);
  }

  @Get(':id/versions')
  @RequirePermission('quality.view')
  @RequiresFeature('quality-assurance')
  @RouteSummary('Versions of a scorecard, newest first')
  @ZodResponse(pageSchema(scorecardVersionSchema))
  versions(
    @ZodParams(byId) { id }: ById,
    @ZodQuery(documentVersionListQuerySchema) query: z.infer<typeof documentVersionListQuerySchema>,
  ): Promise<Page<DocumentVersion>> {
    return this.store.versions(id, query);
  }

  @Post(':id/versions/:number/activate')
  @HttpCode(200)
  @RequirePermission('quality.manage')
  @RequiresFeature('quality-assurance')
  @RouteSummary('Makes an earlier version the live one again')
  @ZodResponse(scorecardVersionSchema)
  async rollBack(
    @ZodParams(byVersion) { id, number }: ByVersion,
    @RequestCause() cause: Cause,
  ): Promise<DocumentVersion> {
    return valueOr(await this.scorecards.rollBack(id, number, this.meta(cause)), scorecardProblem);
  }

  @Delete(':id')
  @HttpCode(204)
  @RequirePermission('quality.manage')
  @RequiresFeature('quality-assurance')
  @RouteSummary('Removes a scorecard that nobody has scored by')
  async remove(@ZodParams(byId) { id }: ById, @RequestCause() cause: Cause): Promise<void> {
    valueOr(await this.scorecards.remove(id, this.meta(cause)), scorecardProblem);
  }

  private meta(cause: Cause) {
    return { ...cause, at: this.clock.now() };
  }
}
