import type { Command } from 'commander';
import type { SftpAccount } from '#contracts';
import { accountState, applyAccounts, DESIRED, keepAccounts, readAccounts } from '../../sftp';
import { table, tell, type CommandContext } from '../context';

interface Wanted {
  readonly key: string;
  readonly quota: string;
  readonly expires?: string;
}

export function addSftp(program: Command, context: CommandContext): void {
  const { box } = context;
  const sftp = program.command('sftp').description('Accounts of the SFTP server, as the console asks for them');
  sftp
    .command('apply')
    .description(`Puts ${DESIRED} in force`)
    .option('--json', 'for programs')
    .action(async ({ json }: { json?: boolean }) => {
      const done = await applyAccounts(box, readAccounts(box));
      tell(context, json, done, () =>
        done.changed.length === 0 ? 'no change' : `changed: ${done.changed.join(', ')}`,
      );
    });
  sftp
    .command('list')
    .description('Each account: folder, quota, expiry, last sign-in')
    .option('--json', 'for programs')
    .option('--output <file>', 'keep it as JSON')
    .action(async ({ json, output }: { json?: boolean; output?: string }) => {
      const accounts = readAccounts(box);
      const state = await accountState(box, accounts);
      if (output)
        return box.write(output, `${JSON.stringify(state, null, 2)}\n`, { mode: 0o640, owner: 'root:centrala' });
      tell(context, json, { ...state, wanted: accounts }, () => shown(accounts, state) || 'no accounts');
    });
  sftp
    .command('add')
    .description('A new account, in force at once')
    .argument('<name>', 'its login: sftp- and small letters, digits, hyphens')
    .requiredOption('--key <file>', 'its public keys, one on each line')
    .option('--quota <MB>', 'what its folder may hold', '1000')
    .option('--expires <date>', 'the first day on which it does not open any more: 2027-01-31')
    .action(async (name: string, wanted: Wanted) => {
      const before = readAccounts(box);
      if (before.some((account) => account.name === name)) throw new Error(`There is an account ${name}`);
      await applyAccounts(box, keepAccounts(box, [...before, fresh(context, name, wanted)]));
      context.out(`${name} may come in`);
    });
  sftp
    .command('remove')
    .description('It does not open any more; its files stay')
    .argument('<name>')
    .action(async (name: string) => {
      const before = readAccounts(box);
      const others = before.filter((account) => account.name !== name);
      if (others.length === before.length) throw new Error(`There is no account ${name}`);
      await applyAccounts(box, keepAccounts(box, others));
      context.out('removed');
    });
}

function fresh({ box }: CommandContext, name: string, { key, quota, expires }: Wanted): SftpAccount {
  const text = box.read(key);
  if (text === undefined) throw new Error(`There is no file ${key}`);
  const keys = text.split('\n').filter((line) => line.trim() !== '');
  return { name, enabled: true, keys, quotaMegabytes: Number(quota), expiresOn: expires ?? null, version: 1 };
}

const shown = (accounts: readonly SftpAccount[], state: Awaited<ReturnType<typeof accountState>>): string =>
  table(
    accounts.map(({ name, enabled, quotaMegabytes, expiresOn }) => {
      const folder = state.accounts.find((each) => each.name === name);
      const used = `${Math.ceil((folder?.bytes ?? 0) / 1_048_576)} of ${quotaMegabytes} MB${folder?.full ? ', full' : ''}`;
      return [name, enabled ? 'on' : 'off', used, expiresOn ? `until ${expiresOn}` : '', folder?.lastSignIn ?? 'never'];
    }),
  );
