import { address, defineArea, preset, wholeNumber } from '../../../../platform/config';
import { z } from 'zod';

/** The provider of HLR checks. Without an address numbers are not checked. */
export const hlrArea = defineArea('hlr', {
  url: {
    key: 'CENTRALA_HLR_URL',
    schema: preset(z.union([z.literal(''), address(['http', 'https'])]) as z.ZodType<string, string>, ''),
    description: 'API of the HLR provider up to its version, for example https://www.hlr-lookups.com/api/v2.',
  },
  key: {
    key: 'CENTRALA_HLR_KEY',
    schema: preset(z.string(), ''),
    description: 'Key of our account there.',
  },
  secret: {
    key: 'CENTRALA_HLR_SECRET',
    schema: preset(z.string(), ''),
    description: 'Secret by which questions are signed.',
    secret: true,
  },
  timeoutMs: {
    key: 'CENTRALA_HLR_TIMEOUT_MS',
    schema: wholeNumber({ min: 100, max: 120_000 }, 15_000),
    description: 'How long an answer may take: an operator abroad answers slowly.',
  },
  atOnce: {
    key: 'CENTRALA_HLR_AT_ONCE',
    schema: wholeNumber({ min: 1, max: 100 }, 8),
    description: 'Questions at a time.',
  },
});
