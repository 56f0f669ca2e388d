import { Injectable, type OnModuleInit } from '@nestjs/common';
import { MeterSources } from '../../../house/licensing';

/** The ledger of the Order counts launched surveys, answered or not. */
@Injectable()
export class SurveyMeter implements OnModuleInit {
  constructor(private readonly sources: MeterSources) {}

  onModuleInit(): void {
    this.sources.register({
      types: ['SurveyLaunched'],
      amounts: () => [{ meter: 'post-call-surveys', amount: 1 }],
    });
  }
}
