import { Module } from '@nestjs/common';
import { ConsentStore } from './data/consent.store';
import { Consents } from './use-cases/consents';

@Module({
  providers: [ConsentStore, Consents],
  exports: [Consents],
})
export class ConsentsModule {}
