import { Module } from '@nestjs/common';
import { FunctionStore } from './data/function.store';
import { CheckRounds } from './edge/check-rounds';
import { CriticalFunctionsController } from './edge/critical-functions.controller';
import { CheckFunctions } from './use-cases/check-functions';
import { CriticalChecks } from './use-cases/critical-checks';

@Module({
  controllers: [CriticalFunctionsController],
  providers: [FunctionStore, CriticalChecks, CheckFunctions, CheckRounds],
  exports: [CriticalChecks],
})
export class ServiceLevelModule {}
