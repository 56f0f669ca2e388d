import { Module } from '@nestjs/common';
import { PhoneRulesStore } from './data/phone-rules.store';
import { RingGroupStore } from './data/ring-group.store';
import { configuredRingGroups } from './edge/configured-ring-groups';
import { PhoneRulesController } from './edge/phone-rules.controller';
import { RingGroupsController } from './edge/ring-groups.controller';
import { PhoneRuleSettings } from './use-cases/phone-rules';
import { RingGroupSettings } from './use-cases/ring-group-settings';
import { RingPlans } from './use-cases/ring-plans';

@Module({
  controllers: [RingGroupsController, PhoneRulesController],
  providers: [configuredRingGroups, PhoneRulesStore, RingGroupStore, PhoneRuleSettings, RingGroupSettings, RingPlans],
  exports: [PhoneRuleSettings, RingPlans],
})
export class PbxModule {}
