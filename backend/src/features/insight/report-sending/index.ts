/** Reports that are sent by mail at set times. */
export { ReportSendingModule } from './report-sending.module';
export type * from './domain/sending-events';
