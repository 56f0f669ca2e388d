import { Module } from '@nestjs/common';
import { RecordsModule } from '../records';
import { PersonStore } from './data/person.store';
import { PrivacyController } from './edge/privacy.controller';
import { PersonRequests } from './use-cases/person-requests';
import { PersonalData } from './use-cases/personal-data';

@Module({
  imports: [RecordsModule],
  controllers: [PrivacyController],
  providers: [PersonStore, PersonalData, PersonRequests],
  exports: [PersonalData],
})
export class PrivacyModule {}
