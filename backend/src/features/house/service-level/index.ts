/** Whether the critical functions work; see README.md. */
export { ServiceLevelModule } from './service-level.module';
export { CheckFunctions } from './use-cases/check-functions';
export { CriticalChecks, type CriticalCheck, type CheckResults } from './use-cases/critical-checks';
