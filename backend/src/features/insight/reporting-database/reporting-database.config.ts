import { z } from 'zod';
import { defineArea, preset, wholeNumber } from '../../../platform/config';

export const reportingDatabaseArea = defineArea('reportingDatabase', {
  url: {
    key: 'CENTRALA_REPORTING_DATABASE_URL',
    schema: preset(z.string(), ''),
    description: 'Database that users query with SQL (postgresql://…), of a cluster of its own. Empty: there is none.',
    secret: true,
  },
  port: {
    key: 'CENTRALA_REPORTING_PORT',
    schema: wholeNumber({ min: 0, max: 65_535 }, 0),
    description: 'Where users of the reporting database connect, within the limits of the Order; 0: nowhere.',
  },
});
