import type { Command } from 'commander';
import type { DoctorReport } from '#contracts';
import { mustRun, type Box } from '../../box';
import { ROOT_PARTITION, addKey, drawRecoveryKey, keySlots } from '../../../provisioning';
import { table, tell, type CommandContext } from '../context';

/** What the header of the volume says. */
export async function diskState(box: Box): Promise<NonNullable<DoctorReport['disk']>> {
  const { out } = await box.run('cryptsetup', ['luksDump', ROOT_PARTITION]);
  return {
    encrypted: out.includes('LUKS header information'),
    finished: !out.includes('online-reencrypt'),
    cipher: /^\s*cipher:\s*(\S+)/m.exec(out)?.[1] ?? null,
    keys: (await keySlots(box)).length,
  };
}

export function addDisk(program: Command, context: CommandContext): void {
  const { box } = context;
  const disk = program.command('disk').description('The encrypted disk: state, passphrase, recovery key, use');
  disk
    .command('state')
    .description('Cipher, key slots and whether the encryption is finished')
    .option('--json', 'for programs')
    .action(async ({ json }: { json?: boolean }) => {
      const state = await diskState(box);
      tell(context, json, state, () => table(Object.entries(state).map(([key, value]) => [key, String(value)])));
    });
  disk
    .command('passphrase')
    .description('Changes the passphrase')
    .action(async () => {
      const known = await context.ask('Present passphrase: ', { hidden: true });
      const fresh = await twice(context);
      await addKey(box, known, fresh);
      await removeKey(context, known);
      context.out('changed');
    });
  addRecoveryKey(disk, context);
  addWipe(disk, context);
  disk
    .command('usage')
    .description('What takes the space')
    .action(async () => {
      const { out } = await box.run(
        'du',
        [
          '-xsh',
          '/var/lib/postgresql',
          '/var/lib/centrala/recordings',
          '/var/lib/centrala/files',
          '/var/lib/centrala/backup',
          '/var/lib/pgbackrest',
          '/var/log',
          '/opt',
        ],
        { timeoutMs: 300_000 },
      );
      context.out(out.trimEnd());
    });
}

function addRecoveryKey(disk: Command, context: CommandContext): void {
  const { box } = context;
  disk
    .command('recovery-key')
    .description('Makes a recovery key, shown once; --replace makes the earlier one useless')
    .option('--replace', 'ask for the earlier recovery key and remove it')
    .action(async ({ replace }: { replace?: boolean }) => {
      const known = await context.ask('Passphrase of the disk: ', { hidden: true });
      const earlier = replace ? await context.ask('Earlier recovery key: ', { hidden: true }) : undefined;
      const fresh = drawRecoveryKey((bytes) => box.random(bytes));
      context.out(`\n    ${fresh}\n\nWrite it down; it is not shown again.`);
      if ((await context.ask('Type it here to show that you have it: ')).trim() !== fresh)
        throw new Error('That is not it; nothing was changed');
      await addKey(box, known, fresh);
      if (earlier) await removeKey(context, earlier);
      context.out('it opens the disk');
    });
}

function addWipe(disk: Command, context: CommandContext): void {
  const { box, out } = context;
  disk
    .command('wipe')
    .description('Destroys every key of the disk, so that nobody can read it again, and switches the machine off')
    .action(async () => {
      const name = (box.read('/etc/hostname') ?? '').trim();
      const { encrypted, finished, keys } = await diskState(box);
      if (!encrypted) throw new Error('The disk is not encrypted: destroying keys would leave all of it readable');
      if (!finished) throw new Error('The encryption is not finished: a part of the disk would stay readable');
      out(
        `All ${keys} keys of the disk of ${name} are destroyed. Neither passphrase nor recovery key opens it then, and no`,
      );
      out('copy of its header may be left elsewhere. Backups in other places stay.');
      if ((await context.ask(`Type the name of the machine, ${name}, to go on: `)).trim() !== name)
        throw new Error('That is not its name; nothing was changed');
      await mustRun(box, 'cryptsetup', ['luksErase', '-q', ROOT_PARTITION], { timeoutMs: 120_000 });
      if ((await keySlots(box)).length > 0) throw new Error('Keys are left: look at `centrala disk state`');
      out('No key is left. The machine switches off: until then it still reads the disk.');
      await mustRun(box, 'systemctl', ['poweroff', '--no-block']);
    });
}

async function twice(context: CommandContext): Promise<string> {
  for (;;) {
    const fresh = await context.ask('New passphrase (12 characters or more): ', { hidden: true });
    if (fresh.length >= 12 && fresh === (await context.ask('The same once more: ', { hidden: true }))) return fresh;
    context.out('The two differ, or are shorter than 12 characters.');
  }
}

/** The key goes by a file in memory; the last key of a volume cannot be removed this way. */
async function removeKey({ box }: CommandContext, key: string): Promise<void> {
  if ((await keySlots(box)).length < 2) throw new Error('It is the only key of the disk');
  const file = '/run/centrala/removed-key';
  try {
    box.write(file, key, { mode: 0o600 });
    await mustRun(box, 'cryptsetup', ['luksRemoveKey', '-q', ROOT_PARTITION, file], { timeoutMs: 120_000 });
  } finally {
    box.remove(file);
  }
}
