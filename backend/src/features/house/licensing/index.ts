/** Packages, limits and the Order: what this installation may do and what it has used. */
export { LicensingModule } from './licensing.module';
export { LicensingService } from './use-cases/licensing.service';
export { MeterSources } from './use-cases/meter-sources';
export type { MeterSource, MeteredAmount } from './use-cases/meter-sources';
export { UsageReport } from './use-cases/usage-report';
export { ChangeOrder } from './use-cases/change-order';
export type { LimitReached } from './domain/usage';
export { CATALOGUE } from './domain/catalogue';
