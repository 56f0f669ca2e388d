import { Controller, Get, HttpCode, Inject, Post } from '@nestjs/common';
import { callVerdictSchema, type CallVerdict } from '#contracts';
import { CLOCK, type Clock } from '../../../../kernel/clock';
import {
  byId,
  CurrentUser,
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
import { CorrectVerdict, type MaySay } from '../use-cases/correct-verdict';
import { CampaignAccess } from './campaign-access';
import { verdictProblem } from './campaign-problem';

/** Whether a machine answered a call of a campaign, and that it was a person after all; the agent's own calls, and those in view. */
@Controller('attempts')
export class VerdictsController {
  constructor(
    private readonly verdicts: CorrectVerdict,
    private readonly access: CampaignAccess,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @Get(':id/verdict')
  @RequirePermission('campaigns.work')
  @RouteSummary('What the detector of answering machines said of a call')
  @ZodResponse(callVerdictSchema)
  async verdict(@CurrentUser() user: Principal, @ZodParams(byId) { id }: ById): Promise<CallVerdict> {
    const attempt = await this.verdicts.verdictOf(id, this.maySay(user));
    const judged = attempt?.judged ?? null;
    return {
      judged,
      misjudgedAt: attempt?.misjudgedAt ? new Date(attempt.misjudgedAt).toISOString() : null,
      pending: judged === null && attempt?.listensUntil != null && attempt.state !== 'ended',
    };
  }

  @Post(':id/person')
  @HttpCode(204)
  @RequirePermission('campaigns.work')
  @RouteSummary('Says that it was a person whom the detector took for a machine')
  async person(
    @CurrentUser() user: Principal,
    @ZodParams(byId) { id }: ById,
    @RequestCause() cause: Cause,
  ): Promise<void> {
    const meta = { ...cause, at: this.clock.now() };
    valueOr(await this.verdicts.person(id, this.maySay(user), meta), verdictProblem);
  }

  private maySay(user: Principal): MaySay {
    return ({ agentId }, campaign) =>
      agentId === user.userId || (user.permissions.has('campaigns.view') && this.access.sees(user)(campaign));
  }
}
