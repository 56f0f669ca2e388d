import { Controller, Delete, Get, HttpCode, Inject, Patch, Post } from '@nestjs/common';
import { z } from 'zod';
import {
  alertMetricSchema,
  alertRuleListQuerySchema,
  alertRuleSchema,
  idSchema,
  pageSchema,
  saveAlertRuleSchema,
  webhookSecretSchema,
  type AlertMetric,
  type AlertRule,
  type AlertRuleListQuery,
  type Page,
  type SaveAlertRule,
} from '#contracts';
import { CLOCK, type Clock } from '../../../../kernel/clock';
import { config } from '../../../../platform/config';
import { Database } from '../../../../platform/database';
import {
  byId,
  CurrentUser,
  foundOr404,
  ProblemException,
  RequestCause,
  RequirePermission,
  RouteSummary,
  valueOr,
  ZodBody,
  ZodParams,
  ZodQuery,
  ZodResponse,
  type ById,
  type Cause,
  type Principal,
} from '../../../../platform/http';
import { secretsArea } from '../../../../platform/secrets';
import { METRICS } from '../../reporting';
import { RuleStore } from '../data/rule.store';
import { webhookSecret } from '../data/webhook-signature';
import { alertMetrics } from '../use-cases/alert-metrics';
import { AlertRules } from '../use-cases/alert-rules';
import type { RuleRefusal } from '../use-cases/judge-rule';

const testedSchema = z.object({ id: idSchema });

/** What is watched, and who is told. */
@Controller()
export class AlertRulesController {
  constructor(
    private readonly alertRules: AlertRules,
    private readonly store: RuleStore,
    private readonly database: Database,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @Get('alert-metrics')
  @RequirePermission('alerts.view')
  @RouteSummary('The numbers that a threshold can watch')
  @ZodResponse(z.array(alertMetricSchema))
  metrics(): AlertMetric[] {
    return alertMetrics(METRICS);
  }

  @Get('alert-rules')
  @RequirePermission('alerts.view')
  @RouteSummary('Rules of alerts: own ones and those that tell the caller')
  @ZodResponse(pageSchema(alertRuleSchema))
  list(
    @CurrentUser() user: Principal,
    @ZodQuery(alertRuleListQuerySchema) query: AlertRuleListQuery,
  ): Promise<Page<AlertRule>> {
    return this.store.page(query, user);
  }

  @Get('alert-rules/:id')
  @RequirePermission('alerts.view')
  @RouteSummary('One rule')
  @ZodResponse(alertRuleSchema)
  async one(@CurrentUser() user: Principal, @ZodParams(byId) { id }: ById): Promise<AlertRule> {
    return foundOr404(await this.store.find(this.database.read, id, user), 'alert-rule-not-found');
  }

  @Post('alert-rules')
  @RequirePermission('alerts.manage')
  @RouteSummary('A new rule')
  @ZodResponse(alertRuleSchema, 201)
  async create(
    @CurrentUser() user: Principal,
    @ZodBody(saveAlertRuleSchema) body: SaveAlertRule,
    @RequestCause() cause: Cause,
  ): Promise<AlertRule> {
    return valueOr(await this.alertRules.save(null, body, user, this.meta(cause)), ruleProblem);
  }

  @Patch('alert-rules/:id')
  @RequirePermission('alerts.manage')
  @RouteSummary('Another watch, other people, or a pause')
  @ZodResponse(alertRuleSchema)
  async update(
    @CurrentUser() user: Principal,
    @ZodParams(byId) { id }: ById,
    @ZodBody(saveAlertRuleSchema) body: SaveAlertRule,
    @RequestCause() cause: Cause,
  ): Promise<AlertRule> {
    return valueOr(await this.alertRules.save(id, body, user, this.meta(cause)), ruleProblem);
  }

  @Delete('alert-rules/:id')
  @HttpCode(204)
  @RequirePermission('alerts.manage')
  @RouteSummary('Removes a rule; its alerts stay in the history')
  async remove(
    @CurrentUser() user: Principal,
    @ZodParams(byId) { id }: ById,
    @RequestCause() cause: Cause,
  ): Promise<void> {
    valueOr(await this.alertRules.remove(id, user, this.meta(cause)), ruleProblem);
  }

  @Post('alert-rules/:id/test')
  @RequirePermission('alerts.manage')
  @RouteSummary('Tells everybody of the rule at once, to see whether it arrives')
  @ZodResponse(testedSchema, 201)
  async test(
    @CurrentUser() user: Principal,
    @ZodParams(byId) { id }: ById,
    @RequestCause() cause: Cause,
  ): Promise<{ id: string }> {
    return valueOr(await this.alertRules.test(id, user, this.meta(cause)), ruleProblem);
  }

  @Get('alert-rules/:id/webhook-secret')
  @RequirePermission('alerts.manage')
  @RouteSummary('What the receiver of the webhook checks the signature with')
  @ZodResponse(webhookSecretSchema)
  async secret(@CurrentUser() user: Principal, @ZodParams(byId) { id }: ById): Promise<{ secret: string }> {
    foundOr404(await this.store.find(this.database.read, id, user), 'alert-rule-not-found');
    return { secret: webhookSecret(config(secretsArea).secret, id) };
  }

  private meta(cause: Cause) {
    return { ...cause, at: this.clock.now() };
  }
}

const wrong = (code: string, [field, rule]: readonly [string, string], message: string): ProblemException =>
  new ProblemException(400, code, { fields: [{ field, rule, message }] });

export function ruleProblem(refusal: RuleRefusal): ProblemException {
  const { code } = refusal;
  switch (code) {
    case 'alert-rule-not-found':
      return new ProblemException(404, code);
    case 'changed-meanwhile':
      return new ProblemException(409, code);
    case 'alert-not-allowed':
      return new ProblemException(403, code);
    case 'alert-rule-name-taken':
      return new ProblemException(409, code, {
        fields: [{ field: 'name', rule: 'unique', message: 'Another rule has this name' }],
      });
    case 'alert-clear-not-beyond':
      return wrong(code, ['watch.clearAt', 'beyond-limit'], 'It has to be calm at a better number than the limit');
    case 'alert-metric-unknown':
      return wrong(code, ['watch.metric', 'exists'], 'This source has no such number');
    case 'alert-subject-unknown':
      return wrong(code, ['subjectIds', 'exists'], 'Not there, or not among those whom you supervise');
    case 'alert-nobody-told':
      return wrong(code, ['userIds', 'reaches'], 'Nobody would be told');
    case 'number-not-valid':
      return wrong(code, ['phones', 'phone-number'], 'One of the numbers is none');
    case 'sms-not-configured':
      return wrong(code, ['phones', 'configured'], 'The installation has no provider of SMS');
    case 'webhook-refused':
      return wrong(code, ['webhookUrl', 'allowed'], 'An address of a private network that is not listed');
    case 'webhook-needs-secret':
      return wrong(code, ['webhookUrl', 'secret'], 'The installation has no secret to sign with');
    case 'address-not-allowed':
      return wrong(code, ['addresses', 'allowed'], `The platform may not write to ${refusal.address}`);
  }
}
