import { defineArea } from '../../../platform/config';
import { privateHosts } from '../../../platform/outbound';

/** What flows may reach. */
export const ivrArea = defineArea('ivr', {
  privateHosts: {
    key: 'CENTRALA_IVR_PRIVATE_HOSTS',
    schema: privateHosts,
    description:
      'Hosts in private networks that data dips of flows may ask, separated by commas. Public addresses need no entry; everything else that is private is refused.',
  },
});
