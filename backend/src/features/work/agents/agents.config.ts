import { defineArea, wholeNumber } from '../../../platform/config';

/** Settings of presence. */
export const agentsArea = defineArea('agents', {
  overdueSeconds: {
    key: 'CENTRALA_WRAP_UP_OVERDUE_SECONDS',
    schema: wholeNumber({ min: 0, max: 86_400 }, 300),
    description:
      'How long after the after-call time an owed classifier is waited for; then the call is closed without one.',
  },
});
