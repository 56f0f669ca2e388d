import { defineArea, text } from '../../../platform/config';

export const applianceArea = defineArea('appliance', {
  reports: {
    key: 'CENTRALA_APPLIANCE_REPORTS',
    schema: text('/var/lib/centrala'),
    description: 'Where the units of the appliance leave their reports; nothing is shown where there are none.',
  },
});
