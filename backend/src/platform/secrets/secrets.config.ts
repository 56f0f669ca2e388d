import { z } from 'zod';
import { defineArea, preset } from '../config';

export const secretsArea = defineArea('secrets', {
  secret: {
    key: 'CENTRALA_SECRET',
    schema: preset(
      z.string().refine((value) => value === '' || value.length >= 16, 'must have at least 16 characters'),
      '',
    ),
    description:
      'Secret of the installation: seals passwords and the keys of recordings. Without it no password can be stored, and recordings are not encrypted.',
    secret: true,
  },
});
