import { z } from 'zod';
import { defineArea, preset } from '../../../platform/config';

const host = /^(\*\.)?[a-z0-9]([a-z0-9.-]*[a-z0-9])?(:\d{1,5})?$|^\[[0-9a-f:]+\](:\d{1,5})?$/i;

/** What flows may reach. */
export const ivrArea = defineArea('ivr', {
  privateHosts: {
    key: 'CENTRALA_IVR_PRIVATE_HOSTS',
    schema: preset(
      z.string().refine((text) => hostsOf(text).every((each) => host.test(each)), {
        error: 'must be hosts separated by commas, each as crm.internal, *.internal or 10.0.0.5:8080',
      }),
      '',
    ),
    description:
      'Hosts in private networks that data dips of flows may ask, separated by commas. Public addresses need no entry; everything else that is private is refused.',
  },
});

export const hostsOf = (text: string): string[] =>
  text
    .split(',')
    .map((each) => each.trim().toLowerCase())
    .filter((each) => each !== '');
