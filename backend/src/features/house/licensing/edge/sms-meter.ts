import { Injectable, type OnModuleInit } from '@nestjs/common';
import type { RecordedEvent } from '../../../../kernel/journal';
import { Database } from '../../../../platform/database';
import type { SmsAllowance, SmsSent } from '../../../../platform/sms';
import { LicensingService } from '../use-cases/licensing.service';
import { MeterSources } from '../use-cases/meter-sources';

const METER = 'sms';

/** Every SMS counts, in the parts that the provider cut it into. */
@Injectable()
export class SmsMeter implements OnModuleInit, SmsAllowance {
  constructor(
    private readonly database: Database,
    private readonly licensing: LicensingService,
    private readonly sources: MeterSources,
  ) {}

  onModuleInit(): void {
    this.sources.register({
      types: ['SmsSent'],
      amounts: ({ data }: RecordedEvent) => [{ meter: METER, amount: (data as SmsSent['data']).parts }],
    });
  }

  async permits(messages: number): Promise<boolean> {
    return (await this.licensing.checkMetered(this.database.read, METER, messages)).ok;
  }
}
