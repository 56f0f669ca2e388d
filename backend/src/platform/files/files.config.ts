import { defineArea, text, wholeNumber } from '../config';

export const filesArea = defineArea('files', {
  directory: {
    key: 'CENTRALA_FILES_DIRECTORY',
    schema: text('.data/files'),
    description: 'Where recordings, attachments and exports are kept; on the appliance the encrypted data disk.',
  },
  quotaGb: {
    key: 'CENTRALA_FILES_QUOTA_GB',
    schema: wholeNumber({ min: 1, max: 1_000_000 }, 100),
    description: 'Disk space for files in GB (10^9 bytes), while the Order says nothing else.',
  },
});
