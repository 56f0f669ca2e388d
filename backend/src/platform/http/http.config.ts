import { z } from 'zod';
import { address, defineArea, preset, text, wholeNumber } from '../config';

const origins = z
  .string()
  .transform((list) =>
    list
      .split(',')
      .map((origin) => origin.trim())
      .filter(Boolean),
  )
  .pipe(
    z.array(
      z
        .string()
        .regex(/^(https?|wss?):\/\/[a-z0-9.*-]+(:\d+)?$/i, 'must be origins such as wss://voice.example.com:7443'),
    ),
  );

export const httpArea = defineArea('http', {
  host: {
    key: 'CENTRALA_HTTP_HOST',
    schema: text('127.0.0.1'),
    description: 'Address that the API listens on; the appliance puts a TLS proxy in front.',
  },
  port: {
    key: 'CENTRALA_HTTP_PORT',
    schema: wholeNumber({ min: 0, max: 65_535 }, 3_000),
    description: 'Port that the API listens on; 0 for any free one.',
  },
  publicUrl: {
    key: 'CENTRALA_PUBLIC_URL',
    schema: address(['http', 'https'], 'http://127.0.0.1:3000'),
    description:
      'Address under which browsers reach the console and the API. With https, browsers are told to stay with https.',
  },
  trustProxy: {
    key: 'CENTRALA_TRUST_PROXY',
    schema: text('loopback'),
    description:
      'Proxies whose X-Forwarded-For is believed: names or networks as Express knows them (loopback, uniquelocal, 10.0.0.0/8).',
  },
  bodyLimitKb: {
    key: 'CENTRALA_HTTP_BODY_LIMIT_KB',
    schema: wholeNumber({ min: 16, max: 65_536 }, 1_024),
    description: 'Largest JSON body, in kB. Uploads of files have their own limits.',
  },
  timeoutMs: {
    key: 'CENTRALA_HTTP_TIMEOUT_MS',
    schema: wholeNumber({ min: 1_000, max: 600_000 }, 30_000),
    description: 'A request without an answer after this time gets 503; an answer that has begun may take longer.',
  },
  consoleDirectory: {
    key: 'CENTRALA_CONSOLE_DIRECTORY',
    schema: text('dist/console/browser'),
    description: 'The built console, served under /; nothing is served when the directory is absent.',
  },
  extraOrigins: {
    key: 'CENTRALA_CSP_ORIGINS',
    schema: preset(origins, []),
    description:
      'Further origins that the console may speak to, beside the identity provider and the switch of the webphone.',
  },
  userRequestsPerMinute: {
    key: 'CENTRALA_RATE_USER',
    schema: wholeNumber({ min: 10, max: 1_000_000 }, 1_200),
    description: 'Requests of one signed-in user in a minute.',
  },
  publicRequestsPerMinute: {
    key: 'CENTRALA_RATE_PUBLIC',
    schema: wholeNumber({ min: 1, max: 1_000_000 }, 120),
    description: 'Requests of one address to one route without sign-in in a minute.',
  },
  failedSignInsPerMinute: {
    key: 'CENTRALA_RATE_FAILED',
    schema: wholeNumber({ min: 1, max: 1_000_000 }, 120),
    description: 'Requests with an unusable token from one address in a minute, before the address has to wait.',
  },
});
