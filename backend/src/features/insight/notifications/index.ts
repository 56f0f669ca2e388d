/** What people are told: missed offers, dead jobs, lost lines. */
export { NotificationsModule } from './notifications.module';
