import { Global, Module } from '@nestjs/common';
import { FEATURE_GATE } from '../../../platform/http';
import { MeterStore } from './data/meter.store';
import { OrderStore } from './data/order.store';
import { LicensingController } from './edge/licensing.controller';
import { ChangeOrder } from './use-cases/change-order';
import { LicensingService } from './use-cases/licensing.service';
import { MeterSources } from './use-cases/meter-sources';
import { Metering } from './use-cases/metering';
import { UsageReport } from './use-cases/usage-report';

/** The Order, what it allows, and what was used. Global: any feature may ask `LicensingService`. */
@Global()
@Module({
  controllers: [LicensingController],
  providers: [
    OrderStore,
    MeterStore,
    LicensingService,
    ChangeOrder,
    UsageReport,
    MeterSources,
    Metering,
    { provide: FEATURE_GATE, useExisting: LicensingService },
  ],
  exports: [LicensingService, MeterSources, FEATURE_GATE],
})
export class LicensingModule {}
