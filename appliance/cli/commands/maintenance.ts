import type { Command } from 'commander';
import { mustRun, type Box } from '../../box';
import { tell, type CommandContext } from '../context';

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
  const asked = `select count(*) from call where state not in ('ended')`;
  const where = ['-h', '/run/postgresql', '-p', '5432', '-U', 'postgres', '-d', 'centrala'];
  return Number(await mustRun(box, 'psql', ['-XqAt', ...where, '-c', asked]));
}

/** Nobody is cut off: true when the last call has ended within these minutes. */
async function drain(context: CommandContext, minutes: number): Promise<boolean> {
  const { box, out } = context;
  await pauseSwitch(box, 'pause');
  for (let look = 0, told = -1; look <= (minutes * 60) / LOOK_SECONDS; look += 1) {
    const open = await openCalls(box);
    if (open === 0) return true;
    if (open !== told) out(`${open} calls are open`);
    told = open;
    await mustRun(box, 'sleep', [String(LOOK_SECONDS)]);
  }
  return false;
}

async function begin(
  context: CommandContext,
  { drained, within }: { drained: boolean; within: number },
): Promise<void> {
  const { box, out } = context;
  if (drained && !(await drain(context, within))) {
    await pauseSwitch(box, 'resume');
    out('There still are calls: nothing was stopped, and new ones come in again');
    context.exit(1);
    return;
  }
  box.write(MARK, `${JSON.stringify({ since: new Date(box.now()).toISOString() })}\n`);
  await mustRun(box, 'systemctl', ['stop', ...PLATFORM], { timeoutMs: 300_000 });
  out('Maintenance: the platform stands still');
}

export function addMaintenance(program: Command, context: CommandContext): void {
  const { box, out } = context;
  const maintenance = program.command('maintenance').description('Takes the platform out of service, and back');
  maintenance
    .command('on')
    .description(
      'Stops the platform; with --drain only when the last call has ended, and new ones are refused till then',
    )
    .option('--drain', 'wait for the calls that are open')
    .option('--within <minutes>', 'give up waiting after this time, and go on in service', '60')
    .action(({ drain: drained, within }: { drain?: boolean; within: string }) => {
      if (!/^\d{1,4}$/.test(within)) throw new Error('--within takes minutes');
      return begin(context, { drained: drained === true, within: Number(within) });
    });
  maintenance
    .command('off')
    .description('Starts the platform again')
    .action(async () => {
      await mustRun(box, 'systemctl', ['start', 'centrala.target'], { timeoutMs: 300_000 });
      await pauseSwitch(box, 'resume');
      box.remove(MARK);
      out('In service');
    });
  maintenance
    .command('state')
    .description('Whether the platform is out of service. Exit code 0: in service; 1: not')
    .option('--json', 'for programs')
    .action(({ json }: { json?: boolean }) => {
      const text = box.read(MARK);
      const { since } = text === undefined ? { since: null } : (JSON.parse(text) as { since: string });
      tell(context, json, { since }, () => (since ? `out of service since ${since}` : 'in service'));
      context.exit(since ? 1 : 0);
    });
}
