import { Module } from '@nestjs/common';
import { CLOCK, type Clock } from '../../../kernel/clock';
import { config } from '../../../platform/config';
import { PrivacyModule } from '../privacy';
import { RecordsModule } from '../records';
import { CheckView } from './data/check.view';
import { HlrStore } from './data/hlr.store';
import { HlrController } from './edge/hlr.controller';
import { HlrReactions } from './edge/hlr-reactions';
import { NumbersOfPersons } from './edge/numbers-of-persons';
import { NUMBER_LOOKUP } from './port/number-lookup';
import { hlrArea } from './provider/hlr.config';
import { HttpNumberLookup } from './provider/http-number-lookup';
import { AskChecks } from './use-cases/ask-checks';
import { AskOperators } from './use-cases/ask-operators';
import { HlrNumbers } from './use-cases/hlr-numbers';
import { HlrSettingsUseCase } from './use-cases/hlr-settings';

const lookup = {
  provide: NUMBER_LOOKUP,
  inject: [CLOCK],
  useFactory: (clock: Clock) => {
    const account = config(hlrArea);
    return new HttpNumberLookup({
      ...account,
      url: account.url.replace(/\/$/, ''),
      now: () => Math.floor(clock.now() / 1000),
    });
  },
};

@Module({
  imports: [RecordsModule, PrivacyModule],
  controllers: [HlrController],
  providers: [
    lookup,
    ...[HlrStore, CheckView, AskChecks, AskOperators, HlrNumbers, HlrSettingsUseCase, HlrReactions, NumbersOfPersons],
  ],
  exports: [HlrNumbers],
})
export class HlrModule {}
