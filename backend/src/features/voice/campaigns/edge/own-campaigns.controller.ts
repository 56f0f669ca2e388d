import { Controller, Get, HttpCode, Inject, Post } from '@nestjs/common';
import { z } from 'zod';
import { deskRecordSchema, ownCampaignsSchema, skipRecordSchema, type DeskRecord, type OwnCampaign } from '#contracts';
import { CLOCK, type Clock } from '../../../../kernel/clock';
import {
  byId,
  CurrentUser,
  RequestCause,
  RequirePermission,
  RouteSummary,
  valueOr,
  ZodBody,
  ZodParams,
  ZodResponse,
  type ById,
  type Cause,
  type Principal,
} from '../../../../platform/http';
import { OwnCampaigns } from '../use-cases/own-campaigns';
import { ownCampaignProblem } from './campaign-problem';

const recordParams = z.object({ id: z.uuid(), recordId: z.uuid() });
type RecordParams = z.infer<typeof recordParams>;

/** What agents do in the campaigns that they belong to. */
@Controller('own-campaigns')
export class OwnCampaignsController {
  constructor(
    private readonly own: OwnCampaigns,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @Get()
  @RequirePermission('campaigns.work')
  @RouteSummary('Campaigns that one works in, with the records on one’s desk')
  @ZodResponse(ownCampaignsSchema)
  list(@CurrentUser() { userId }: Principal): Promise<OwnCampaign[]> {
    return this.own.list(userId);
  }

  @Post(':id/batch')
  @HttpCode(200)
  @RequirePermission('campaigns.work')
  @RouteSummary('The next batch of a preview campaign')
  @ZodResponse(z.array(deskRecordSchema))
  async batch(
    @CurrentUser() { userId }: Principal,
    @ZodParams(byId) { id }: ById,
    @RequestCause() cause: Cause,
  ): Promise<DeskRecord[]> {
    return valueOr(await this.own.batch(userId, id, this.meta(cause)), ownCampaignProblem);
  }

  @Post(':id/records/:recordId/call')
  @HttpCode(204)
  @RequirePermission('campaigns.work')
  @RouteSummary('Calls a record on one’s desk')
  async call(
    @CurrentUser() { userId }: Principal,
    @ZodParams(recordParams) { id: campaignId, recordId }: RecordParams,
    @RequestCause() cause: Cause,
  ): Promise<void> {
    valueOr(await this.own.call(userId, { campaignId, recordId }, this.meta(cause)), ownCampaignProblem);
  }

  @Post(':id/records/:recordId/skip')
  @HttpCode(204)
  @RequirePermission('campaigns.work')
  @RouteSummary('Leaves a record of the batch uncalled, with the reason')
  async skip(
    @CurrentUser() { userId }: Principal,
    @ZodParams(recordParams) { id: campaignId, recordId }: RecordParams,
    @ZodBody(skipRecordSchema) { reason }: z.infer<typeof skipRecordSchema>,
    @RequestCause() cause: Cause,
  ): Promise<void> {
    valueOr(await this.own.skip(userId, { campaignId, recordId, reason }, this.meta(cause)), ownCampaignProblem);
  }

  private meta(cause: Cause) {
    return { ...cause, at: this.clock.now() };
  }
}
