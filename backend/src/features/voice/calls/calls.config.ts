import { z } from 'zod';
import { defineArea, preset, text, wholeNumber } from '../../../platform/config';

/** Settings of calls that belong to no queue. */
export const callsArea = defineArea('calls', {
  trunk: {
    key: 'CENTRALA_OUTBOUND_TRUNK',
    schema: text('trunk-pl-1'),
    description: 'Trunk for calls to outside numbers.',
  },
  outboundNumber: {
    key: 'CENTRALA_OUTBOUND_NUMBER',
    schema: preset(z.string().regex(/^\+\d{6,15}$/, 'must be a number in E.164'), '+48221000100'),
    description: 'Number of ours that is shown to people we call.',
  },
  outboundWrapUpSeconds: {
    key: 'CENTRALA_OUTBOUND_WRAP_UP_SECONDS',
    schema: wholeNumber({ min: 0, max: 3600 }, 15),
    description: 'After-call work of calls that an agent has dialled.',
  },
  ringSeconds: {
    key: 'CENTRALA_RING_SECONDS',
    schema: wholeNumber({ min: 5, max: 120 }, 25),
    description: 'How long a colleague or an outside party rings.',
  },
  promptsDirectory: {
    key: 'CENTRALA_PROMPTS_DIR',
    schema: text('/var/lib/centrala/prompts'),
    description: 'Where the switch reads greetings from.',
  },
  voice: {
    key: 'CENTRALA_VOICE',
    schema: text('pl'),
    description: 'Installed voice of spoken announcements.',
  },
});
