/** Facts that the journal gives, their sums by hour, and every number of reports. */
export { ReportingModule } from './reporting.module';
export { METRICS } from './domain/metrics';
export { Recipients } from './data/recipients.store';
export { FACTS_SUBSCRIBER } from './edge/fact-feed';
export { FactsStore, type StayResult } from './data/facts.store';
export { FiguresStore } from './data/figures.store';
export { fileOf, titleOf, type MadeFile } from './use-cases/report-file';
export { Reports, type ReportRefusal } from './use-cases/reports';
