/** Facts that the journal gives, their sums by hour, and every number of reports. */
export { ReportingModule } from './reporting.module';
export { METRICS } from './domain/metrics';
export { Recipients } from './data/recipients.store';
export { Reports } from './use-cases/reports';
export { FACTS_SUBSCRIBER } from './edge/fact-feed';
export { FactsStore, type StayResult } from './data/facts.store';
export { FiguresStore } from './data/figures.store';
