/** Facts that the journal gives, their sums by hour, and every number of reports. */
export { ReportingModule } from './reporting.module';
export { Reports } from './use-cases/reports';
