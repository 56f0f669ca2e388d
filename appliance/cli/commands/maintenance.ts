import type { Command } from 'commander';
import { tell, type CommandContext } from '../context';
import { drain, outOfServiceSince, startPlatform, stopPlatform } from '../service/in-service';

async function begin(
  { box, out, exit }: CommandContext,
  { drained, within }: { drained: boolean; within: number },
): Promise<void> {
  if (drained && !(await drain(box, within, out))) {
    out('There still are calls: nothing was stopped, and new ones come in again');
    exit(1);
    return;
  }
  await stopPlatform(box);
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
      await startPlatform(box);
      out('In service');
    });
  maintenance
    .command('state')
    .description('Whether the platform is out of service. Exit code 0: in service; 1: not')
    .option('--json', 'for programs')
    .action(({ json }: { json?: boolean }) => {
      const since = outOfServiceSince(box);
      tell(context, json, { since }, () => (since ? `out of service since ${since}` : 'in service'));
      context.exit(since ? 1 : 0);
    });
}
