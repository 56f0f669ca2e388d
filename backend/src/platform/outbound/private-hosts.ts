import { z } from 'zod';
import { preset } from '../config';

const host = /^(\*\.)?[a-z0-9]([a-z0-9.-]*[a-z0-9])?(:\d{1,5})?$|^\[[0-9a-f:]+\](:\d{1,5})?$/i;

/** The hosts of such a setting. */
export const hostsOf = (text: string): string[] =>
  text
    .split(',')
    .map((each) => each.trim().toLowerCase())
    .filter((each) => each !== '');

/** Schema of a setting that lists hosts which may be asked although they are private. */
export const privateHosts = preset(
  z.string().refine((text) => hostsOf(text).every((each) => host.test(each)), {
    error: 'must be hosts separated by commas, each as crm.internal, *.internal or 10.0.0.5:8080',
  }),
  '',
);
