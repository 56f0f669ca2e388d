import type { Command } from 'commander';
import { tell, table, type CommandContext } from '../context';
import { createBackup, listBackups, verifyBackup } from '../backup/backup';

export function addBackup(program: Command, context: CommandContext): void {
  const backup = program
    .command('backup')
    .description('Backups of both databases (pgBackRest, encrypted) and of the settings');
  backup
    .command('create')
    .description('Makes a backup: what changed since the last, or everything with --full')
    .option('--full', 'everything')
    .option('--scheduled', 'for the timer: full on Sundays')
    .action(async ({ full, scheduled }: { full?: boolean; scheduled?: boolean }) => {
      const sunday = new Date(context.box.now()).getDay() === 0;
      await createBackup(context.box, { full: full === true || (scheduled === true && sunday), say: context.out });
    });
  backup
    .command('list')
    .description('Backups that can be restored')
    .option('--json', 'for programs')
    .action(async ({ json }: { json?: boolean }) => {
      const backups = await listBackups(context.box);
      tell(
        context,
        json,
        backups,
        () =>
          table(
            backups.map(({ cluster, label, kind, endedAt, bytes }) => [
              cluster,
              label,
              kind,
              endedAt,
              `${Math.round(bytes / 1e6)} MB`,
            ]),
          ) || 'none',
      );
    });
  backup
    .command('verify')
    .description('Restores the newest backup into a scratch cluster and compares rows and sums with what is in force')
    .action(async () => {
      const { ok, detail } = await verifyBackup(context.box, context.out);
      context.out(detail);
      context.exit(ok ? 0 : 1);
    });
}
