import { createHash } from 'node:crypto';
import { mustRun } from '../../../appliance/box';
import { runBackend } from '../../backend-program';
import type { Step, StepContext } from '../step';
import { passwordOf } from './secrets';

const HOME = '/opt/freeswitch';
export const SWITCH = '/var/lib/centrala/switch';
const MARK = `${SWITCH}/set-up`;
/** Root's: `fs_cli` of the support staff takes the password from there. */
const CONSOLE = '/etc/fs_cli.conf';

/** With DHCP the address is the one that the machine has now; `centrala configure switch` follows another one. */
async function addressOf({ box, answers: { network } }: StepContext): Promise<string> {
  if (network.mode === 'static') return network.address.split('/')[0] ?? '';
  const [first = ''] = (await mustRun(box, 'hostname', ['-I'])).trim().split(/\s+/);
  return first;
}

async function setupOf(context: StepContext): Promise<string> {
  const { box, answers } = context;
  return JSON.stringify({
    home: HOME,
    directory: SWITCH,
    recordingsDirectory: '/var/lib/centrala/recordings',
    domain: answers.hostName,
    address: await addressOf(context),
    ports: {
      eventSocket: 8021,
      phones: 5060,
      webSocket: 7443,
      trunks: 5080,
      trunksTls: 5081,
      audio: [8_000, 40_000],
      directory: 8023,
    },
    passwords: {
      eventSocket: passwordOf(box, 'CENTRALA_SWITCH_PASSWORD'),
      directory: passwordOf(box, 'CENTRALA_SWITCH_DIRECTORY_SECRET'),
    },
    // trunks come from the console, through CENTRALA_SWITCH_TRUNKS_DIR
    trunks: [],
    trustedNetworks: ['127.0.0.0/8'],
  });
}

/** Of another release as of another setup: either writes the configuration anew. */
const markOf = ({ box }: StepContext, setup: string): string =>
  `${createHash('sha256')
    .update(setup + (box.read('/opt/centrala/current/package.json') ?? ''))
    .digest('hex')}\n`;

const consoleFile = (password: string): string =>
  `[default]\nhost => 127.0.0.1\nport => 8021\npassword => ${password}\n`;

/** The switch's configuration out of the backend's own templates; nothing on an image that simulates calls. */
export const switchStep: Step = {
  name: 'switch',
  title: 'Telephone switch',
  async check(context) {
    const { box } = context;
    if (!box.exists(`${HOME}/bin/freeswitch`)) return true;
    const [mark, settings] = [box.read(MARK), box.exists(`${SWITCH}/freeswitch.xml`) && box.exists(CONSOLE)];
    return settings && mark === markOf(context, await setupOf(context));
  },
  async apply(context) {
    const { box } = context;
    const setup = await setupOf(context);
    await runBackend(box, 'prepare-switch', [], { input: setup });
    await mustRun(box, 'chown', ['-R', 'centrala-switch:centrala', SWITCH]);
    // telephony writes the trunks of the console there, and the switch reads them
    await mustRun(box, 'chmod', ['2770', `${SWITCH}/trunks`]);
    await mustRun(box, 'chmod', ['0750', SWITCH]);
    box.write(CONSOLE, consoleFile(passwordOf(box, 'CENTRALA_SWITCH_PASSWORD')), { mode: 0o600 });
    box.write(MARK, markOf(context, setup), { mode: 0o640, owner: 'centrala-switch:centrala' });
    await mustRun(box, 'systemctl', ['try-restart', 'centrala-switch.service']);
  },
  async undo({ box }) {
    // what it has learnt (registrations, certificates) stays
    for (const path of [`${SWITCH}/freeswitch.xml`, MARK, CONSOLE]) box.remove(path);
  },
};
