/** The live view: queues with the numbers of their day. */
export { MonitoringModule } from './monitoring.module';
