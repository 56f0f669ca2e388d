import { z } from 'zod';
import { address, defineArea, preset, text, wholeNumber } from '../config';

/** The provider of SMS. Without an address nothing is sent. */
export const smsArea = defineArea('sms', {
  url: {
    key: 'CENTRALA_SMS_URL',
    schema: preset(z.union([z.literal(''), address(['http', 'https'])]) as z.ZodType<string, string>, ''),
    description: 'API of the SMS provider, for example https://api.smsapi.pl.',
  },
  token: {
    key: 'CENTRALA_SMS_TOKEN',
    schema: preset(z.string(), ''),
    description: 'Token of our account there.',
    secret: true,
  },
  sender: {
    key: 'CENTRALA_SMS_SENDER',
    schema: text('Centrala'),
    description: 'Sender of our messages, as it was registered there.',
  },
  timeoutMs: {
    key: 'CENTRALA_SMS_TIMEOUT_MS',
    schema: wholeNumber({ min: 100, max: 120_000 }, 10_000),
    description: 'How long an answer may take.',
  },
});
