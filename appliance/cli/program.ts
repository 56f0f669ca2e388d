import { Command } from 'commander';
import { addBackup } from './commands/backup';
import { addBundle } from './commands/bundle';
import { addTrace, addWhy } from './commands/calls';
import { addConfig } from './commands/config';
import { addDisk } from './commands/disk';
import { addDoctor } from './commands/doctor';
import { addLink } from './commands/link';
import { addLogs } from './commands/logs';
import { addMaintenance } from './commands/maintenance';
import { addRecordings } from './commands/recordings';
import { addPreflight, addProfile } from './commands/profile';
import { addSetUp } from './commands/set-up';
import { addSftp } from './commands/sftp';
import { addStatus } from './commands/status';
import { addJournal, addUsers } from './commands/support';
import { addUpdate } from './commands/update';
import { addVpn } from './commands/vpn';
import type { CommandContext } from './context';
import { allCommands, completion, manualPage } from './documents';

const MANUAL = '/usr/local/share/man/man1/centrala.1';
const COMPLETION = '/usr/share/bash-completion/completions/centrala';

/** The `centrala` command. Each use of it is written to the system's log with the person behind sudo. */
export function makeProgram(given: CommandContext): Command {
  const { context, collect, told } = collecting(given);
  const program = new Command('centrala').description('Support of a Centrala appliance').showHelpAfterError();
  for (const add of [
    addStatus,
    addDoctor,
    addBundle,
    addProfile,
    addPreflight,
    addSetUp,
    addDisk,
    addVpn,
    addSftp,
    addBackup,
    addUpdate,
    addConfig,
    addLink,
    addLogs,
    addTrace,
    addWhy,
    addRecordings,
    addUsers,
    addJournal,
    addMaintenance,
  ])
    add(program, context);
  addDocuments(program, context);
  const talkative = allCommands(program).flatMap(({ command }) => (hasJson(command) ? [] : [command]));
  for (const command of talkative) command.option('--json', 'for programs: what it said, line by line');
  const asJson = (command: Command): boolean => talkative.includes(command) && command.opts()['json'] === true;
  program.hook('preAction', async (_program, command) => {
    if (asJson(command)) collect();
    await audit(context, command);
  });
  program.hook('postAction', (_program, command) => {
    if (asJson(command)) given.out(JSON.stringify({ said: told() }, null, 2));
  });
  return program;
}

function addDocuments(program: Command, { box, out }: CommandContext): void {
  program
    .command('documents')
    .description('Writes the manual page and the completion of bash')
    .action(() => {
      for (const [path, content] of [
        [MANUAL, manualPage(program)],
        [COMPLETION, completion(program)],
      ] as const) {
        if (box.read(path) === content) continue;
        box.write(path, content);
        out(`written ${path}`);
      }
    });
}

const hasJson = (command: Command): boolean => command.options.some(({ long }) => long === '--json');

/** The same context, which keeps what is said from `collect` on instead of saying it. */
function collecting(given: CommandContext) {
  let lines: string[] | null = null;
  const out = (text: string): void => {
    if (lines) lines.push(...text.split('\n'));
    else given.out(text);
  };
  return { context: { ...given, out }, collect: () => void (lines = []), told: () => lines ?? [] };
}

/** What was asked, by whom; options' values stay out, they may be secrets. */
async function audit({ box }: CommandContext, command: Command): Promise<void> {
  const names: string[] = [];
  for (let each: Command | null = command; each?.parent; each = each.parent) names.unshift(each.name());
  const line = {
    command: names.join(' '),
    arguments: command.args,
    options: Object.keys(command.opts()),
    by: process.env['SUDO_USER'] ?? 'root',
  };
  await box.run('logger', ['--tag', 'centrala', '--priority', 'auth.notice', JSON.stringify(line)]);
}
