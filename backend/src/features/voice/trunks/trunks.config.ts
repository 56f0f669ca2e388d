import { z } from 'zod';
import { defineArea, preset } from '../../../platform/config';

/** What trunks need of the installation. */
export const trunksArea = defineArea('trunks', {
  secret: {
    key: 'CENTRALA_SECRET',
    schema: preset(
      z.string().refine((value) => value === '' || value.length >= 16, 'must have at least 16 characters'),
      '',
    ),
    description: 'Secret of the installation: seals the passwords of trunks. Without it none can be stored.',
    secret: true,
  },
});
