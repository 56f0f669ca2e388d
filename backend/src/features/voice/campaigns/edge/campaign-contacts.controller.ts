import { Controller, Inject, Post } from '@nestjs/common';
import { takeContactSchema, tookContactSchema, type TakeContact, type TookContact } from '#contracts';
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
import { TakeContactUseCase } from '../use-cases/take-contact';
import { CampaignAccess } from './campaign-access';
import { takeContactProblem } from './campaign-problem';

/** Contacts that somebody puts into a campaign one by one. */
@Controller('campaigns/:id/contacts')
export class CampaignContactsController {
  constructor(
    private readonly taking: TakeContactUseCase,
    private readonly access: CampaignAccess,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @Post()
  @RequirePermission('records.manage')
  @RouteSummary('Puts a known contact into the campaign')
  @ZodResponse(tookContactSchema, 201)
  async take(
    @CurrentUser() user: Principal,
    @ZodParams(byId) { id }: ById,
    @ZodBody(takeContactSchema) body: TakeContact,
    @RequestCause() cause: Cause,
  ): Promise<TookContact> {
    await this.access.of(user, id);
    const meta = { ...cause, at: this.clock.now() };
    return { recordId: valueOr(await this.taking.take(id, body, meta), takeContactProblem) };
  }
}
