import { Module } from '@nestjs/common';
import { GsmCallsOfPersons } from './edge/gsm-calls-of-persons';
import { PrivacyModule } from '../../customers/privacy';
import { GsmStore } from './data/gsm.store';
import { GsmController } from './edge/gsm.controller';
import { GsmMonitoring } from './use-cases/gsm-monitoring';

@Module({
  imports: [PrivacyModule],
  controllers: [GsmController],
  providers: [GsmStore, GsmMonitoring, GsmCallsOfPersons],
})
export class GsmModule {}
