import type { Command } from 'commander';
import { runBackend } from '../../../provisioning';
import { tell, type CommandContext } from '../context';

export function addUsers(program: Command, context: CommandContext): void {
  program
    .command('users')
    .description('Accounts of the platform')
    .command('unlock')
    .description('Lifts the lock that wrong passwords have put on an account')
    .argument('<login>', 'name@domain')
    .option('--json', 'for programs')
    .action(async (login: string, { json }: { json?: boolean }) => {
      const done = JSON.parse(await runBackend(context.box, 'support', ['unlock', login])) as { unlocked: boolean };
      tell(context, json, done, () => `${login} may try again`);
    });
}

export function addJournal(program: Command, context: CommandContext): void {
  program
    .command('journal')
    .description("The platform's journal and who reads it")
    .command('replay')
    .description('Hands events to a reader again; without one it says where each stands')
    .argument('[reader]', 'its name, as the list gives it')
    .option('--from <position>', 'events after this position')
    .option('--dry', 'only say what would be handed over')
    .option('--dead-letters', 'events that were put aside')
    .option('--json', 'for programs')
    .action(
      async (
        reader: string | undefined,
        { from, dry, deadLetters, json }: { from?: string; dry?: boolean; deadLetters?: boolean; json?: boolean },
      ) => {
        if (reader && !/^\d+$/.test(from ?? '')) throw new Error('Say from which position: --from 0 for all of them');
        const which = deadLetters ? ['--dead-letters'] : ['--list'];
        const asked = reader ? [reader, '--from', from ?? '', ...(dry ? ['--dry'] : [])] : which;
        context.out((await runBackend(context.box, 'replay', [...asked, ...(json ? ['--json'] : [])])).trimEnd());
      },
    );
}
