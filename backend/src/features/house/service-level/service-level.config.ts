import { defineArea, wholeNumber } from '../../../platform/config';

export const serviceLevelArea = defineArea('service-level', {
  checkSeconds: {
    key: 'CENTRALA_CRITICAL_CHECK_SECONDS',
    schema: wholeNumber({ min: 0, max: 3600 }, 60),
    description: 'How often the critical functions are tried (a call to itself, a sign-in and more); 0: never.',
  },
});
