import { Module } from '@nestjs/common';
import { SmsModule } from '../../../platform/sms';
import { MonitoringModule } from '../monitoring';
import { ReportingModule } from '../reporting';
import { AlertStore } from './data/alert.store';
import { DeliveryStore } from './data/delivery.store';
import { OccurrenceStore } from './data/occurrence.store';
import { RuleStore } from './data/rule.store';
import { configuredAlerts } from './edge/configured-alerts';
import { AlertReactions } from './edge/alert-reactions';
import { AlertRulesController } from './edge/alert-rules.controller';
import { AlertsController } from './edge/alerts.controller';
import { AlertNumbers } from './use-cases/alert-numbers';
import { AlertRules } from './use-cases/alert-rules';
import { CountOccurrences } from './use-cases/count-occurrences';
import { JudgeRule } from './use-cases/judge-rule';
import { PlanTelling } from './use-cases/plan-telling';
import { TellAlerts } from './use-cases/tell-alerts';
import { WatchAlerts } from './use-cases/watch-alerts';

@Module({
  imports: [SmsModule, MonitoringModule, ReportingModule],
  controllers: [AlertRulesController, AlertsController],
  providers: [
    configuredAlerts,
    ...[RuleStore, AlertStore, OccurrenceStore, DeliveryStore],
    ...[AlertNumbers, AlertRules, CountOccurrences, JudgeRule, WatchAlerts, PlanTelling, TellAlerts, AlertReactions],
  ],
})
export class AlertsModule {}
