import { z } from 'zod';
import { defineArea, preset, text } from '../config';

/** The domains of the setting. */
export const domainsOf = (text: string): string[] =>
  text
    .split(',')
    .map((each) => each.trim().toLowerCase())
    .filter((each) => each !== '');

export const mailArea = defineArea('mail', {
  smtpUrl: {
    key: 'CENTRALA_SMTP_URL',
    schema: preset(
      z
        .string()
        .refine(
          (value) => value === '' || /^smtps?:\/\/[^/]+/.test(value),
          'must look like smtp://user:password@host:587',
        ),
      '',
    ),
    description:
      'Server for outgoing mail; without one, mails are kept in the outbox below and links are shown to the administrator.',
    secret: true,
  },
  from: {
    key: 'CENTRALA_MAIL_FROM',
    schema: text('Centrala <centrala@localhost>'),
    description: 'Sender of mails of the platform itself.',
  },
  domains: {
    key: 'CENTRALA_MAIL_DOMAINS',
    schema: preset(
      z.string().refine((value) => domainsOf(value).every((each) => /^[a-z0-9-]+(\.[a-z0-9-]+)+$/.test(each)), {
        error: 'must be domains separated by commas, each as example.com',
      }),
      '',
    ),
    description: 'Domains that reports and alerts may be sent to beside the addresses of users, separated by commas.',
  },
  outboxDirectory: {
    key: 'CENTRALA_MAIL_OUTBOX',
    schema: text('.data/mail-outbox'),
    description: 'Where mails are kept as .eml files while no server for outgoing mail is configured.',
  },
});
