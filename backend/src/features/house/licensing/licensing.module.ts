import { Global, Module } from '@nestjs/common';
import { DISK_QUOTA, type DiskQuota } from '../../../platform/files';
import { FEATURE_GATE } from '../../../platform/http';
import { SMS_ALLOWANCE } from '../../../platform/sms';
import { MeterStore } from './data/meter.store';
import { OrderStore } from './data/order.store';
import { LicensingController } from './edge/licensing.controller';
import { SmsMeter } from './edge/sms-meter';
import { ChangeOrder } from './use-cases/change-order';
import { LicensingService } from './use-cases/licensing.service';
import { MeterSources } from './use-cases/meter-sources';
import { Metering } from './use-cases/metering';
import { UsageReport } from './use-cases/usage-report';

const diskQuota = {
  provide: DISK_QUOTA,
  useFactory: (licensing: LicensingService): DiskQuota => ({ bytes: () => licensing.allowance('limit-disk-space') }),
  inject: [LicensingService],
};

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
    diskQuota,
    SmsMeter,
    { provide: SMS_ALLOWANCE, useExisting: SmsMeter },
  ],
  exports: [LicensingService, MeterSources, UsageReport, FEATURE_GATE, DISK_QUOTA, SMS_ALLOWANCE],
})
export class LicensingModule {}
