import { defineArea, oneOf, yesNo } from '../config';

export const loggingArea = defineArea('logging', {
  level: {
    key: 'CENTRALA_LOG_LEVEL',
    schema: oneOf(['fatal', 'error', 'warn', 'info', 'debug', 'trace'], 'info'),
    description: 'What is worth a line. Successful reads are logged at debug.',
  },
  showPhoneNumbers: {
    key: 'CENTRALA_LOG_PHONE_NUMBERS',
    schema: yesNo(false),
    description: 'Whether phone numbers stand in the log in full; otherwise all but their ends are hidden.',
  },
});
