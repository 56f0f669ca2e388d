import { defineArea } from '../../../platform/config';
import { privateHosts } from '../../../platform/outbound';

/** Where alerts may go. */
export const alertsArea = defineArea('alerts', {
  privateHosts: {
    key: 'CENTRALA_WEBHOOK_PRIVATE_HOSTS',
    schema: privateHosts,
    description:
      'Hosts in private networks that webhooks may call, separated by commas. Public addresses need no entry; everything else that is private is refused.',
  },
});
