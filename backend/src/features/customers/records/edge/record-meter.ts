import { Injectable, type OnModuleInit } from '@nestjs/common';
import { MeterSources } from '../../../house/licensing';

/** Every stored contact counts as a record. */
@Injectable()
export class RecordMeter implements OnModuleInit {
  constructor(private readonly meters: MeterSources) {}

  onModuleInit(): void {
    this.meters.register({ types: ['ContactCreated'], amounts: () => [{ meter: 'limit-records', amount: 1 }] });
  }
}
