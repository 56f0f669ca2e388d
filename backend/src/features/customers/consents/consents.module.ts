import { Module } from '@nestjs/common';
import { ConsentLedgerView } from './data/consent-ledger.view';
import { ConsentStore } from './data/consent.store';
import { configuredPurposes } from './edge/configured-purposes';
import { ConsentTopics } from './edge/consent-topics';
import { ConsentsController } from './edge/consents.controller';
import { Consents } from './use-cases/consents';
import { ConsentsOfContact } from './use-cases/consents-of-contact';
import { ImportConsentsUseCase } from './use-cases/import-consents';

@Module({
  controllers: [ConsentsController],
  providers: [
    configuredPurposes,
    ConsentStore,
    ConsentLedgerView,
    Consents,
    ConsentsOfContact,
    ImportConsentsUseCase,
    ConsentTopics,
  ],
  exports: [Consents],
})
export class ConsentsModule {}
