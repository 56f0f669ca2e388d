import { Controller, Delete, Get, HttpCode, Inject, Post, Put } from '@nestjs/common';
import { z } from 'zod';
import {
  campaignListQuerySchema,
  campaignNumbersSchema,
  campaignPacingSchema,
  campaignSchema,
  CAMPAIGN_ACTIONS,
  pageSchema,
  saveCampaignSchema,
  type Campaign,
  type CampaignNumbers,
  type PacingPoint,
  type SaveCampaign,
} from '#contracts';
import { CLOCK, type Clock } from '../../../../kernel/clock';
import {
  byId,
  CurrentUser,
  foundOr404,
  listResponse,
  ProblemException,
  RequestCause,
  RequirePermission,
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
import { mayStaff } from '../../../work/routing';
import { CampaignStore } from '../data/campaign.store';
import { CampaignSettings } from '../use-cases/campaign-settings';
import { CampaignStory } from '../use-cases/campaign-story';
import { CampaignAccess } from './campaign-access';
import { campaignProblem } from './campaign-problem';

const updateSchema = saveCampaignSchema.extend({ version: z.number().int() });
const actionSchema = z.object({ id: z.uuid(), action: z.enum(CAMPAIGN_ACTIONS) });

const CSV: readonly CsvColumn<Campaign>[] = [
  { heading: { pl: 'Nazwa', en: 'Name' }, value: ({ name }) => name },
  { heading: { pl: 'Rodzaj', en: 'Kind' }, value: ({ kind }) => kind },
  { heading: { pl: 'Stan', en: 'State' }, value: ({ state }) => state },
  { heading: { pl: 'Priorytet', en: 'Priority' }, value: ({ priority }) => priority },
];

/** Outbound campaigns. Supervisors see and edit those of their groups. */
@Controller('campaigns')
export class CampaignsController {
  constructor(
    private readonly settings: CampaignSettings,
    private readonly campaigns: CampaignStore,
    private readonly story: CampaignStory,
    private readonly access: CampaignAccess,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @Get()
  @RequirePermission('campaigns.view')
  @RouteSummary('Campaigns of the groups that one supervises', ['text/csv'])
  @ZodResponse(pageSchema(campaignSchema))
  async list(
    @CurrentUser() { supervised }: Principal,
    @ZodQuery(campaignListQuerySchema) query: z.infer<typeof campaignListQuerySchema>,
    @WantsCsv() csv: CsvRequest | null,
  ): Promise<unknown> {
    const inView = supervised ? { groupIds: [...supervised.groupIds], userIds: [...supervised.userIds] } : undefined;
    const load = (page: typeof query) => this.campaigns.page({ ...page, inView });
    return listResponse(query, csv, { name: 'campaigns', columns: CSV, load });
  }

  @Get(':id')
  @RequirePermission('campaigns.view')
  @RouteSummary('One campaign')
  @ZodResponse(campaignSchema)
  one(@CurrentUser() user: Principal, @ZodParams(byId) { id }: ById): Promise<Campaign> {
    return this.access.of(user, id);
  }

  @Get(':id/numbers')
  @RequirePermission('campaigns.view')
  @RouteSummary('How the campaign goes now and today')
  @ZodResponse(campaignNumbersSchema)
  async numbers(@CurrentUser() user: Principal, @ZodParams(byId) { id }: ById): Promise<CampaignNumbers> {
    await this.access.of(user, id);
    return foundOr404(await this.story.numbers(id), 'campaign-not-found');
  }

  @Get(':id/pacing')
  @RequirePermission('campaigns.view')
  @RouteSummary('What the pacer decided in the last quarter of an hour, and from what')
  @ZodResponse(campaignPacingSchema)
  async pacing(@CurrentUser() user: Principal, @ZodParams(byId) { id }: ById): Promise<PacingPoint[]> {
    await this.access.of(user, id);
    return this.story.pacing(id);
  }

  @Post()
  @RequirePermission('campaigns.manage')
  @RouteSummary('A new campaign, as a draft')
  @ZodResponse(campaignSchema, 201)
  async create(
    @CurrentUser() user: Principal,
    @ZodBody(saveCampaignSchema) body: SaveCampaign,
    @RequestCause() cause: Cause,
  ): Promise<Campaign> {
    if (!mayStaff(user.supervised, body)) throw new ProblemException(403, 'not-supervised');
    return valueOr(await this.settings.create(body, this.meta(cause)), campaignProblem);
  }

  @Put(':id')
  @RequirePermission('campaigns.manage')
  @RouteSummary('Changes a campaign; a running one follows at once')
  @ZodResponse(campaignSchema)
  async update(
    @CurrentUser() user: Principal,
    @ZodParams(byId) { id }: ById,
    @ZodBody(updateSchema) body: z.infer<typeof updateSchema>,
    @RequestCause() cause: Cause,
  ): Promise<Campaign> {
    const current = await this.access.of(user, id);
    if (!mayStaff(user.supervised, body, current)) throw new ProblemException(403, 'not-supervised');
    return valueOr(await this.settings.update(id, body, body.version, this.meta(cause)), campaignProblem);
  }

  @Post(':id/actions/:action')
  @HttpCode(200)
  @RequirePermission('campaigns.manage')
  @RouteSummary('Starts, pauses, drains or finishes a campaign')
  @ZodResponse(campaignSchema)
  async act(
    @CurrentUser() user: Principal,
    @ZodParams(actionSchema) { id, action }: z.infer<typeof actionSchema>,
    @RequestCause() cause: Cause,
  ): Promise<Campaign> {
    await this.access.of(user, id);
    return valueOr(await this.settings.act(id, action, this.meta(cause)), campaignProblem);
  }

  @Delete(':id')
  @HttpCode(204)
  @RequirePermission('campaigns.manage')
  @RouteSummary('Removes a draft that has no records')
  async remove(@CurrentUser() user: Principal, @ZodParams(byId) { id }: ById, @RequestCause() cause: Cause) {
    await this.access.of(user, id);
    valueOr(await this.settings.remove(id, this.meta(cause)), campaignProblem);
  }

  private meta(cause: Cause) {
    return { ...cause, at: this.clock.now() };
  }
}
