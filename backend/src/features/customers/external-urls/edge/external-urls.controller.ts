import { Controller, Get, Inject, Put } from '@nestjs/common';
import { externalUrlRulesSchema, type ExternalUrlRules } from '#contracts';
import { CLOCK, type Clock } from '../../../../kernel/clock';
import {
  ProblemException,
  RequestCause,
  RequirePermission,
  RouteSummary,
  valueOr,
  ZodBody,
  ZodResponse,
  type Cause,
} from '../../../../platform/http';
import { UrlRulesStore } from '../data/rules.store';
import { ExternalUrls, type UrlRulesRefusal } from '../use-cases/external-urls';

/** Which addresses outside may be opened from here. */
@Controller('external-urls')
export class ExternalUrlsController {
  constructor(
    private readonly urls: ExternalUrls,
    private readonly rules: UrlRulesStore,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @Get()
  @RequirePermission('external-urls.manage')
  @RouteSummary('Schemes and hosts that desks may be sent to')
  @ZodResponse(externalUrlRulesSchema)
  read(): Promise<ExternalUrlRules> {
    return this.rules.read();
  }

  @Put()
  @RequirePermission('external-urls.manage')
  @RouteSummary('Changes them; version is the one last seen')
  @ZodResponse(externalUrlRulesSchema)
  async change(
    @ZodBody(externalUrlRulesSchema) body: ExternalUrlRules,
    @RequestCause() cause: Cause,
  ): Promise<ExternalUrlRules> {
    return valueOr(await this.urls.change(body, { ...cause, at: this.clock.now() }), urlRulesProblem);
  }
}

export function urlRulesProblem({ code }: UrlRulesRefusal): ProblemException {
  switch (code) {
    case 'changed-meanwhile':
      return new ProblemException(409, code);
    case 'url-scheme':
      return new ProblemException(400, 'validation-failed', {
        fields: [{ field: 'schemes', rule: 'url-scheme', message: 'This scheme runs in the page' }],
      });
  }
}
