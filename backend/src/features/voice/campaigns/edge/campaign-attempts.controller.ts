import { Controller, Get } from '@nestjs/common';
import { z } from 'zod';
import {
  attemptListQuerySchema,
  attemptSchema,
  pageSchema,
  recordWhySchema,
  type DialAttempt,
  type RecordWhy,
} from '#contracts';
import {
  byId,
  CurrentUser,
  foundOr404,
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
import { AttemptStore } from '../data/attempt.store';
import { CampaignStory } from '../use-cases/campaign-story';
import { CampaignAccess } from './campaign-access';

const recordParams = z.object({ id: z.uuid(), recordId: z.uuid() });

const CSV: readonly CsvColumn<DialAttempt>[] = [
  { heading: { pl: 'Początek', en: 'Started' }, value: ({ startedAt }) => startedAt },
  { heading: { pl: 'Numer', en: 'Number' }, value: ({ number }) => number },
  { heading: { pl: 'Prezentowany', en: 'Presented' }, value: ({ callerId }) => callerId },
  { heading: { pl: 'Agent', en: 'Agent' }, value: ({ agent }) => agent?.name },
  { heading: { pl: 'Wynik', en: 'Outcome' }, value: ({ outcome }) => outcome },
  { heading: { pl: 'Odebrano', en: 'Answered' }, value: ({ answeredAt }) => answeredAt },
  { heading: { pl: 'Koniec', en: 'Ended' }, value: ({ endedAt }) => endedAt },
];

/** What a campaign did: its attempts, and why each record was called or is not. */
@Controller('campaigns')
export class CampaignAttemptsController {
  constructor(
    private readonly attempts: AttemptStore,
    private readonly story: CampaignStory,
    private readonly access: CampaignAccess,
  ) {}

  @Get(':id/attempts')
  @RequirePermission('campaigns.view')
  @RouteSummary('Attempts of a campaign, the latest first', ['text/csv'])
  @ZodResponse(pageSchema(attemptSchema))
  async list(
    @CurrentUser() user: Principal,
    @ZodParams(byId) { id }: ById,
    @ZodQuery(attemptListQuerySchema) query: z.infer<typeof attemptListQuerySchema>,
    @WantsCsv() csv: CsvRequest | null,
  ): Promise<unknown> {
    await this.access.of(user, id);
    const load = ({ outcome, ...page }: typeof query) => this.attempts.page(page, { campaignId: id, outcome });
    return listResponse(query, csv, { name: 'attempts', columns: CSV, load });
  }

  @Get(':id/records/:recordId/why')
  @RequirePermission('campaigns.view')
  @RouteSummary('Why a record was called, or what keeps it from being called now')
  @ZodResponse(recordWhySchema)
  async why(
    @CurrentUser() user: Principal,
    @ZodParams(recordParams) { id, recordId }: z.infer<typeof recordParams>,
  ): Promise<RecordWhy> {
    await this.access.of(user, id);
    return foundOr404(await this.story.why(id, recordId), 'record-not-found');
  }
}
