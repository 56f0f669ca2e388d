import type { Command } from 'commander';
import { tell, table, type CommandContext } from '../context';
import { createBackup, listBackups } from '../backup/backup';
import { restoreBackup } from '../backup/restore-backup';
import { verifyBackup } from '../backup/verify-backup';

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
  addRestore(backup, context);
}

function addRestore(backup: Command, context: CommandContext): void {
  backup
    .command('restore')
    .description(
      'Puts both databases back, as they were at a moment or at the end of what was kept. The platform stops meanwhile.',
    )
    .option('--latest', 'the end of what was kept')
    .option('--to <moment>', 'like 2026-11-29 12:00:00+01:00')
    .option('--yes', 'do not ask')
    .action(async ({ latest, to, yes }: { latest?: boolean; to?: string; yes?: boolean }) => {
      if ((to === undefined) === (latest !== true)) throw new Error('Give either --latest or --to');
      if (!yes && (await context.ask('What was written since is lost. Type "restore" to go on: ')) !== 'restore')
        return;
      await restoreBackup(context.box, to === undefined ? 'latest' : { to }, context.out);
    });
}
