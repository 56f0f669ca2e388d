import { z } from 'zod';
import { defineArea, oneOf, preset, text, wholeNumber } from '../../../../platform/config';

const list = z.string().transform((value) =>
  value
    .split(',')
    .map((member) => member.trim())
    .filter(Boolean),
);

/** Settings of the simulator process; it shares the port and password of the event socket with the backend. */
export const simulatorArea = defineArea('simulator', {
  port: {
    key: 'CENTRALA_SWITCH_PORT',
    schema: wholeNumber({ min: 0, max: 65_535 }, 8021),
    description: 'Port of the simulated event socket; 0 for any.',
  },
  password: {
    key: 'CENTRALA_SWITCH_PASSWORD',
    schema: text(),
    description: 'Password of the simulated event socket.',
    secret: true,
  },
  controlPort: {
    key: 'CENTRALA_SIMULATOR_CONTROL_PORT',
    schema: wholeNumber({ min: 0, max: 65_535 }, 8022),
    description: 'Loopback port that moves the simulated world; 0 for any.',
  },
  seed: {
    key: 'CENTRALA_SEED',
    schema: wholeNumber({ min: 0, max: 2_147_483_647 }, 1),
    description: 'Same seed, same callers.',
  },
  traffic: {
    key: 'CENTRALA_TRAFFIC',
    schema: oneOf(['off', 'demo'], 'off'),
    description: 'demo: people call every few seconds.',
  },
  numbers: {
    key: 'CENTRALA_DEMO_NUMBERS',
    schema: preset(list, ['+48221000100']),
    description: 'Numbers that the simulated callers dial, separated by commas.',
  },
  mostWaiting: {
    key: 'CENTRALA_DEMO_WAITING',
    schema: wholeNumber({ min: 1, max: 50 }, 3),
    description: 'No further caller while so many wait.',
  },
  colleagues: {
    key: 'CENTRALA_COLLEAGUES',
    schema: preset(list, []),
    description: 'Extensions of simulated agents who answer by themselves after 1 to 4 s, separated by commas.',
  },
  extensions: {
    key: 'CENTRALA_SIMULATED_EXTENSIONS',
    schema: preset(list, []),
    description:
      'Extensions of people whose phones the console answers, separated by commas; others are added when they register.',
  },
  trunks: {
    key: 'CENTRALA_DEMO_TRUNKS',
    schema: preset(list, ['trunk-pl-1']),
    description: 'Trunks that exist and are up, separated by commas.',
  },
  trunksDirectory: {
    key: 'CENTRALA_SWITCH_TRUNKS_DIR',
    schema: preset(z.string(), ''),
    description: 'Where the backend writes the trunks for the simulated switch; empty: nowhere.',
  },
  recordingsDirectory: {
    key: 'CENTRALA_RECORDINGS_DIR',
    schema: preset(z.string(), ''),
    description: 'The simulator writes recordings below this directory only; empty: none.',
  },
});
