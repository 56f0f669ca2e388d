import { defineArea, wholeNumber } from '../../../../platform/config';

/** Calls that an agent has promised. */
export const recontactsArea = defineArea('recontacts', {
  reminderMinutes: {
    key: 'CENTRALA_RECONTACT_REMINDER_MINUTES',
    schema: wholeNumber({ min: 1, max: 1440 }, 10),
    description: 'How long before a recontact of his own an agent is told of it.',
  },
});
