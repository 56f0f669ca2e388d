import { z } from 'zod';
import { address, defineArea, oneOf, preset, text, wholeNumber } from '../../../platform/config';
import { parseRange } from './domain/ip-range';

const ranges = z
  .string()
  .transform((list) =>
    list
      .split(',')
      .map((range) => range.trim())
      .filter(Boolean),
  )
  .pipe(
    z.array(
      z
        .string()
        .refine((range) => parseRange(range) !== null, 'each must be an address or a network such as 10.0.0.0/8'),
    ),
  );

const origins = z
  .string()
  .transform((list) =>
    list
      .split(',')
      .map((origin) => origin.trim())
      .filter(Boolean),
  )
  .pipe(z.array(z.string().regex(/^https?:\/\/[^/]+$/, 'each must be an origin such as http://localhost:4200')));

/** Name of the realm, in paths and in Keycloak. */
export const REALM = 'centrala';
/** Public client of the console. */
export const CONSOLE_CLIENT = 'console';
/** Audience of access tokens; in Keycloak also our service account. */
export const API_AUDIENCE = 'centrala-api';

export const identityArea = defineArea('identity', {
  mode: {
    key: 'CENTRALA_IDENTITY',
    schema: oneOf(['embedded', 'keycloak'], 'embedded'),
    description: 'Who checks passwords and gives tokens: the embedded provider, or a Keycloak.',
  },
  domain: {
    key: 'CENTRALA_DOMAIN',
    schema: preset(z.string().regex(/^[a-z0-9-]+(\.[a-z0-9-]+)+$/, 'must be a domain name'), 'centrala.local'),
    description: 'Domain of every login: name@domain.',
  },
  platformName: {
    key: 'CENTRALA_NAME',
    schema: text('Centrala'),
    description: 'Name of this installation, shown at sign-in and in mails.',
  },
  consoleOrigins: {
    key: 'CENTRALA_CONSOLE_ORIGINS',
    schema: preset(origins, []),
    description: 'Further origins that the console may sign in from (development servers).',
  },
  managementNetworks: {
    key: 'CENTRALA_MANAGEMENT_NETWORKS',
    schema: preset(ranges, ['127.0.0.0/8', '::1/128']),
    description: "Networks of the appliance's own management address: address lists never shut them out.",
  },
  passwordCost: {
    key: 'CENTRALA_PASSWORD_COST',
    schema: wholeNumber({ min: 13, max: 20 }, 15),
    description: 'Work that one password check takes, as a power of two; new passwords use it, older ones keep theirs.',
  },
  keycloakUrl: {
    key: 'CENTRALA_KEYCLOAK_URL',
    schema: address(['http', 'https'], 'http://127.0.0.1:8080'),
    description: 'Keycloak as browsers reach it; its issuer is this address and /realms/centrala.',
  },
  keycloakInternalUrl: {
    key: 'CENTRALA_KEYCLOAK_INTERNAL_URL',
    schema: preset(z.string(), ''),
    description: 'Keycloak as the backend reaches it, where that differs.',
  },
  keycloakSecret: {
    key: 'CENTRALA_KEYCLOAK_SECRET',
    schema: preset(z.string(), ''),
    description: 'Secret of the client centrala-api, whose service account manages the users.',
    secret: true,
  },
});
