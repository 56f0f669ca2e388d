/** PBX users: ring groups, how a phone is reached, and the codes that are dialled on it. */
export { PbxModule } from './pbx.module';
/** Whose phones ring for a group or a person, step by step. */
export { RingPlans } from './use-cases/ring-plans';
export { PhoneRuleSettings } from './use-cases/phone-rules';
export {
  hasRules,
  nobodyToRing,
  ringStep,
  type RingEnd,
  type RingPlan,
  type RingStep,
  type RingTarget,
} from './domain/ring-plan';
export { featureCode, type FeatureCode } from './domain/feature-codes';
export { PBX_EVENT_TYPES } from './domain/events';
export type * from './domain/events';
