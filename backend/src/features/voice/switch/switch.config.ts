import { address, defineArea, oneOf, preset, text, wholeNumber } from '../../../platform/config';
import { z } from 'zod';

/** Settings of the connection to one switch. */
export const switchArea = defineArea('switch', {
  mode: {
    key: 'CENTRALA_SWITCH_MODE',
    schema: oneOf(['simulated', 'freeswitch'], 'simulated'),
    description:
      'simulated: a model of a switch with callers and colleagues, for demonstration; freeswitch: a real one.',
  },
  nodeId: {
    key: 'CENTRALA_SWITCH_NODE',
    schema: text('switch-1'),
    description: 'Name of this switch machine among several; part of every call and command.',
  },
  host: {
    key: 'CENTRALA_SWITCH_HOST',
    schema: text('127.0.0.1'),
    description: 'Where the event socket of the switch listens.',
  },
  port: {
    key: 'CENTRALA_SWITCH_PORT',
    schema: wholeNumber({ min: 1, max: 65_535 }, 8021),
    description: 'Port of the event socket.',
  },
  password: {
    key: 'CENTRALA_SWITCH_PASSWORD',
    schema: text(),
    description: 'Password of the event socket; generated at installation.',
    secret: true,
  },
  domain: {
    key: 'CENTRALA_SWITCH_DOMAIN',
    schema: text('127.0.0.1'),
    description: 'SIP domain of the phones: what stands behind the @ in their addresses.',
  },
  recordingsDirectory: {
    key: 'CENTRALA_RECORDINGS_DIR',
    schema: preset(
      z.string().regex(/^\/[^\s'"!|{}$\\%,;]*$/, 'must be an absolute path without spaces or quotes'),
      '/var/lib/centrala/recordings',
    ),
    description: 'Where the switch writes recordings; the backend reads them from the same path.',
  },
  trunksDirectory: {
    key: 'CENTRALA_SWITCH_TRUNKS_DIR',
    schema: preset(
      z.string().regex(/^(\/[^\s'"!|{}$\\%,;]*)?$/, 'must be an absolute path without spaces or quotes'),
      '',
    ),
    description:
      'Where the switch reads its trunks: `trunks` below the directory it was set up with. Empty: trunks are not handed to it.',
  },
  phonesUrl: {
    key: 'CENTRALA_SWITCH_PHONES_URL',
    schema: address(['http'], 'http://127.0.0.1:8022'),
    description: 'Simulated mode only: control port of the simulated phones.',
  },
  directoryPort: {
    key: 'CENTRALA_SWITCH_DIRECTORY_PORT',
    schema: wholeNumber({ min: 1, max: 65_535 }, 8023),
    description: 'Loopback port where a real switch asks for phone accounts.',
  },
  directorySecret: {
    key: 'CENTRALA_SWITCH_DIRECTORY_SECRET',
    schema: preset(z.string().min(16, 'must have at least 16 characters'), ''),
    description: 'Shared secret with which a real switch asks for phone accounts; empty: it may not ask.',
    secret: true,
  },
});
