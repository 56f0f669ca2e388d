import type { Migration } from './migration';

/** Alerts also go to telephones. */
export const migration: Migration = {
  breaking: false,
  up: [
    `alter table alert_delivery
       drop constraint alert_delivery_channel_check,
       add constraint alert_delivery_channel_check check (channel in ('mail', 'sms', 'webhook'))`,
  ],
};
