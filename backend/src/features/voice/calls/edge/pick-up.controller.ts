import { Controller, Get, HttpCode, Inject, Post } from '@nestjs/common';
import { z } from 'zod';
import { ringingCallsSchema } from '#contracts';
import { CLOCK, type Clock } from '../../../../kernel/clock';
import {
  byId,
  CurrentUser,
  ProblemException,
  RequestCause,
  RequirePermission,
  RouteSummary,
  valueOr,
  ZodParams,
  ZodResponse,
  type ById,
  type Cause,
  type Principal,
} from '../../../../platform/http';
import { PickUps } from '../use-cases/pick-ups';

/** Calls that ring at colleagues of one's ring groups. */
@Controller('ringing-calls')
export class PickUpController {
  constructor(
    private readonly pickUps: PickUps,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @Get()
  @RequirePermission('calls.take')
  @RouteSummary('Calls that ring at colleagues of my ring groups')
  @ZodResponse(ringingCallsSchema)
  async list(@CurrentUser() { userId }: Principal): Promise<z.infer<typeof ringingCallsSchema>> {
    return { items: await this.pickUps.ringingFor(userId) };
  }

  @Post(':id/pick-up')
  @HttpCode(204)
  @RequirePermission('calls.take')
  @RouteSummary('My phone rings for it too; whoever answers first has it')
  async pickUp(
    @CurrentUser() { userId }: Principal,
    @ZodParams(byId) { id }: ById,
    @RequestCause() cause: Cause,
  ): Promise<void> {
    const outcome = await this.pickUps.byScreen(userId, id, { ...cause, at: this.clock.now() });
    valueOr(outcome, ({ code }) => new ProblemException(code === 'call-not-found' ? 404 : 409, code));
  }
}
