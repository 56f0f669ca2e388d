import type { Command } from 'commander';
import { tell, table, type CommandContext } from '../context';
import { createBackup, listBackups } from '../backup/backup';
import { restoreBackup } from '../backup/restore-backup';
import { verifyBackup } from '../backup/verify-backup';
import { backUpMachine, machineBackups, restoreMachine, verifyMachine } from '../backup/files/machine';
import { keepPlace, openStore, parsePlace, PLACES, placeText, readPlace } from '../backup/files/place';

export function addBackup(program: Command, context: CommandContext): void {
  const backup = program
    .command('backup')
    .description('Encrypted backups of both databases (pgBackRest), recordings, files, keys and settings');
  backup
    .command('create')
    .description('Makes a backup: what changed since the last, or everything with --full')
    .option('--full', 'everything')
    .option('--scheduled', 'for the timer: full on Sundays')
    .action(async ({ full, scheduled }: { full?: boolean; scheduled?: boolean }) => {
      const sunday = new Date(context.box.now()).getDay() === 0;
      const { box, out: say } = context;
      const files = (): Promise<void> => backUpMachine({ box, root: '/', say });
      await createBackup(box, { full: full === true || (scheduled === true && sunday), say, files });
    });
  addList(backup, context);
  backup
    .command('verify')
    .description(
      'Restores the newest backup into a scratch cluster, compares rows and sums with what is in force, and reads files back',
    )
    .action(async () => {
      const { ok, detail } = await verifyBackup(context.box, context.out, () => verifyMachine(context));
      context.out(detail);
      context.exit(ok ? 0 : 1);
    });
  addPlace(backup, context);
  addRestore(backup, context);
}

function addList(backup: Command, context: CommandContext): void {
  backup
    .command('list')
    .description('Backups that can be restored')
    .option('--json', 'for programs')
    .action(async ({ json }: { json?: boolean }) => {
      const backups = await listBackups(context.box);
      const files = await machineBackups(context.box);
      tell(
        context,
        json,
        { databases: backups, files },
        () =>
          table([
            ...backups.map(({ cluster, label, kind, endedAt, bytes }) => [
              cluster,
              label,
              kind,
              endedAt,
              `${Math.round(bytes / 1e6)} MB`,
            ]),
            ...files.map((name) => ['files', name]),
          ]) || 'none',
      );
    });
}

function addPlace(backup: Command, context: CommandContext): void {
  const { box, out } = context;
  backup
    .command('place')
    .description('Where the backups go: shows it, or sets another after having looked that it can be used')
    .argument('[place]', PLACES)
    .option('--host-key <fingerprint>', 'of the SFTP server, as ssh-keygen -l shows it')
    .option('--key <file>', 'private key for the SFTP server, or secret of the access key for S3')
    .option('--region <name>', 'of the S3 server')
    .option('--json', 'for programs')
    .action(async (text: string | undefined, { hostKey, region, key, json }: PlaceOptions) => {
      if (text !== undefined) {
        const place = parsePlace(text, { hostKey, region });
        const secret = key === undefined ? undefined : textOf(context, key);
        const store = await openStore(box, place, secret);
        await store.list('');
        await store.close();
        keepPlace(box, place, secret);
      }
      const place = readPlace(box);
      out(json ? JSON.stringify(place, null, 2) : placeText(place));
    });
}

interface PlaceOptions {
  readonly hostKey?: string;
  readonly region?: string;
  readonly key?: string;
  readonly json?: boolean;
}

function textOf({ box }: CommandContext, file: string): string {
  const text = box.read(file);
  if (text === undefined) throw new Error(`There is no file ${file}`);
  return text;
}

interface RestoreOptions extends PlaceOptions {
  readonly latest?: boolean;
  readonly to?: string;
  readonly yes?: boolean;
  readonly from?: string;
  readonly backup?: string;
  readonly passphraseFile?: string;
}

function addRestore(backup: Command, context: CommandContext): void {
  const { box, out: say } = context;
  backup
    .command('restore')
    .description(
      'Puts both databases back, as they were at a moment or at the end of what was kept; with --from makes a blank machine the one that was backed up. The platform stops meanwhile.',
    )
    .option('--latest', 'the end of what was kept')
    .option('--to <moment>', 'like 2026-11-29 12:00:00+01:00')
    .option('--from <place>', `${PLACES}: files, settings, keys and databases from there`)
    .option('--passphrase-file <file>', 'for --from: the passphrase of the backups; asked for when left out')
    .option('--backup <name>', 'for --from: not the newest backup of files')
    .option('--host-key <fingerprint>', 'for --from: of the SFTP server')
    .option('--key <file>', 'for --from: private key for the SFTP server, or secret of the access key for S3')
    .option('--region <name>', 'for --from: of the S3 server')
    .option('--yes', 'do not ask')
    .action(async (options: RestoreOptions) => {
      const { latest, to, from, yes } = options;
      if ([latest, to, from].filter((each) => each !== undefined).length !== 1)
        throw new Error('Give one of --latest, --to and --from');
      if (!yes && (await context.ask('What was written since is lost. Type "restore" to go on: ')) !== 'restore')
        return;
      if (from === undefined) return restoreBackup(box, to === undefined ? 'latest' : { to }, say);
      await restoreMachine({ box, root: '/', say }, await sourceOf(context, from, options));
    });
}

async function sourceOf(context: CommandContext, from: string, options: RestoreOptions) {
  const { hostKey, region, key, passphraseFile, backup } = options;
  const passphrase = passphraseFile
    ? textOf(context, passphraseFile)
    : await context.ask('Passphrase of the backups: ', { hidden: true });
  return {
    place: parsePlace(from, { hostKey, region }),
    passphrase: passphrase.trim(),
    secret: key === undefined ? undefined : textOf(context, key),
    name: backup,
  };
}
