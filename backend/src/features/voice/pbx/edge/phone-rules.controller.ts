import { Controller, Get, Inject, Put } from '@nestjs/common';
import { phoneRulesSchema, savePhoneRulesSchema, type PhoneRules, type SavePhoneRules } from '#contracts';
import { CLOCK, type Clock } from '../../../../kernel/clock';
import {
  CurrentUser,
  ProblemException,
  RequestCause,
  RequirePermission,
  RouteSummary,
  valueOr,
  ZodBody,
  ZodResponse,
  type Cause,
  type Principal,
} from '../../../../platform/http';
import { PhoneRuleSettings } from '../use-cases/phone-rules';

/** How one's own phone is reached. */
@Controller('phone-rules')
export class PhoneRulesController {
  constructor(
    private readonly settings: PhoneRuleSettings,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @Get('me')
  @RequirePermission('calls.take')
  @RouteSummary('How my phone is reached: silence, forwarding, ring time')
  @ZodResponse(phoneRulesSchema)
  mine(@CurrentUser() { userId }: Principal): Promise<PhoneRules> {
    return this.settings.of(userId);
  }

  @Put('me')
  @RequirePermission('calls.take')
  @RouteSummary('Changes how my phone is reached; version is the one last seen')
  @ZodResponse(phoneRulesSchema)
  async change(
    @CurrentUser() { userId }: Principal,
    @ZodBody(savePhoneRulesSchema) body: SavePhoneRules,
    @RequestCause() cause: Cause,
  ): Promise<PhoneRules> {
    return valueOr(
      await this.settings.save(userId, body, { ...cause, at: this.clock.now() }),
      ({ code }) => new ProblemException(409, code),
    );
  }
}
