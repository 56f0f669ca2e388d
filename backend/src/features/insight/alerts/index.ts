/** Alerts: what is watched, who is told, and what became of it. */
export { AlertsModule } from './alerts.module';
export { alertsArea } from './alerts.config';
export type * from './domain/alert-events';
