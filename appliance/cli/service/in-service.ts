import { mustRun, type Box } from '../../box';
import { askDatabase } from './ask-database';

const MARK = '/var/lib/centrala/maintenance.json';
const PLATFORM = ['centrala-api@*.service', 'centrala-worker.service', 'centrala-telephony.service'];
const SWITCH_CONSOLE = '/opt/freeswitch/bin/fs_cli';
/** How often the open calls are counted; each look is a program of its own and costs what its start costs. */
const LOOK_SECONDS = 5;

/** The switch takes no call and makes none; those that are up go on. Its password stands in root's /etc/fs_cli.conf. */
async function pauseSwitch(box: Box, word: 'pause' | 'resume'): Promise<void> {
  if (box.exists(SWITCH_CONSOLE)) await mustRun(box, SWITCH_CONSOLE, ['-x', `fsctl ${word}`]);
}

async function openCalls(box: Box): Promise<number> {
  const [count] = await askDatabase(box, 'openCalls');
  return Number(count);
}

/** Nobody is cut off: true when the last call has ended within these minutes; if not, calls come in again. */
export async function drain(box: Box, minutes: number, say: (text: string) => void): Promise<boolean> {
  let drained = false;
  await pauseSwitch(box, 'pause');
  try {
    drained = await waitForCalls(box, minutes, say);
  } finally {
    if (!drained) await pauseSwitch(box, 'resume');
  }
  return drained;
}

async function waitForCalls(box: Box, minutes: number, say: (text: string) => void): Promise<boolean> {
  for (let look = 0, told = -1; look <= (minutes * 60) / LOOK_SECONDS; look += 1) {
    const open = await openCalls(box);
    if (open === 0) return true;
    if (open !== told) say(`${open} calls are open`);
    told = open;
    await mustRun(box, 'sleep', [String(LOOK_SECONDS)]);
  }
  return false;
}

/** Out of service, until startPlatform or the next start of the machine. */
export async function stopPlatform(box: Box): Promise<void> {
  box.write(MARK, `${JSON.stringify({ since: new Date(box.now()).toISOString() })}\n`);
  await mustRun(box, 'systemctl', ['stop', ...PLATFORM], { timeoutMs: 300_000 });
}

/** In service; does nothing to what runs already. */
export async function startPlatform(box: Box): Promise<void> {
  await mustRun(box, 'systemctl', ['start', 'centrala.target'], { timeoutMs: 300_000 });
  await pauseSwitch(box, 'resume');
  box.remove(MARK);
}

/** Since when the platform is out of service; null: it is not. */
export function outOfServiceSince(box: Box): string | null {
  const text = box.read(MARK);
  return text === undefined ? null : (JSON.parse(text) as { since: string }).since;
}
