import { sftpAccountsSchema, type SftpAccount, type SftpReport } from '#contracts';
import { mustRun, type Box } from '../box';

/** Where the console leaves what it wants; readable by root and the platform. */
export const DESIRED = '/var/lib/centrala/sftp/desired.json';
/** Each account's root is a folder of root's in here, with `files` inside. */
export const ROOT = '/var/lib/centrala-sftp';
const KEYS = '/etc/ssh/authorized_keys';
/** All of them: sshd shuts its members into their folders. */
const GROUP = 'sftp-files';
/** Those who may bring nothing more. */
const FULL = 'sftp-full';
const NAME = /^sftp-[a-z0-9-]+$/;

/** Accounts that the console wants; none when it never said. Throws when the file breaks a rule. */
export const readAccounts = (box: Box): readonly SftpAccount[] =>
  sftpAccountsSchema.parse(JSON.parse(box.read(DESIRED) ?? '{"accounts":[]}')).accounts;

/** Keeps other accounts; throws an error that names every wrong field when one breaks a rule. */
export function keepAccounts(box: Box, accounts: readonly SftpAccount[]): readonly SftpAccount[] {
  const result = sftpAccountsSchema.safeParse({ accounts });
  if (!result.success) {
    const problems = result.error.issues.map(({ path, message }) => `  ${path.join('.')}: ${message}`);
    throw new Error(`The accounts cannot be used:\n${problems.join('\n')}`);
  }
  // the console reads and writes it too
  const owner = box.isRoot ? { owner: 'centrala:centrala' } : {};
  box.write(DESIRED, `${JSON.stringify(result.data, null, 2)}\n`, { mode: 0o600, ...owner });
  return result.data.accounts;
}

/** Makes the users of the machine those that are wanted. What is as it should be is left alone, and so are its sessions. */
export async function applyAccounts(box: Box, accounts: readonly SftpAccount[]): Promise<{ changed: string[] }> {
  const changed: string[] = [];
  const present = await users(box);
  const today = new Date(box.now()).toISOString().slice(0, 10);
  for (const account of accounts) {
    const opens = account.enabled && (account.expiresOn === null || account.expiresOn > today);
    const made = !present.has(account.name) && (await makeUser(box, account.name));
    if (made || !box.exists(`${ROOT}/${account.name}/files`)) await makeFolder(box, account.name);
    // Without keys nobody comes in; so the expiry holds by itself as well as by the day's run.
    const keys = opens ? `${account.keys.map((key) => `restrict ${key.trim()}`).join('\n')}\n` : '';
    const expiry = account.expiresOn ?? '';
    const opened = giveKeys(box, account.name, keys);
    if (made || opened) await mustRun(box, 'usermod', ['--expiredate', expiry, account.name]);
    if (opened && !made) await endSessions(box, account.name);
    if (made || opened) changed.push(account.name);
  }
  for (const name of present) {
    if (accounts.some((account) => account.name === name)) continue;
    await removeUser(box, name);
    changed.push(name);
  }
  return { changed };
}

/** What each folder holds; who is beyond his quota may bring nothing more until he has made room. */
export async function accountState(box: Box, accounts: readonly SftpAccount[]): Promise<SftpReport> {
  const full = await members(box, FULL);
  const report: SftpReport['accounts'] = [];
  for (const { name, quotaMegabytes } of accounts) {
    const { out } = await box.run('du', ['-sb', `${ROOT}/${name}/files`], { timeoutMs: 50_000 });
    const bytes = Number(/^\d+/.exec(out)?.[0] ?? 0);
    const isFull = bytes > quotaMegabytes * 1_048_576;
    if (isFull !== full.has(name)) {
      await mustRun(box, 'gpasswd', [isFull ? '--add' : '--delete', name, FULL]);
      await endSessions(box, name);
    }
    report.push({ name, bytes, full: isFull, lastSignIn: await lastSignIn(box, name) });
  }
  return { at: new Date(box.now()).toISOString(), accounts: report };
}

async function users(box: Box): Promise<Set<string>> {
  const passwd = box.read('/etc/passwd') ?? '';
  return new Set(
    passwd
      .split('\n')
      .flatMap((line) => line.split(':', 1))
      .filter((name) => NAME.test(name)),
  );
}

async function members(box: Box, group: string): Promise<Set<string>> {
  const line = (box.read('/etc/group') ?? '').split('\n').find((each) => each.startsWith(`${group}:`));
  return new Set(line?.split(':')[3]?.split(',') ?? []);
}

async function makeUser(box: Box, name: string): Promise<true> {
  const who = ['--system', '--no-create-home', '--home-dir', '/files', '--shell', '/usr/sbin/nologin'];
  await mustRun(box, 'useradd', [...who, '--gid', GROUP, '--password', '*', name]);
  return true;
}

/** The root is root's, as sshd demands; what is inside belongs to the account, and to the platform by its group. */
async function makeFolder(box: Box, name: string): Promise<void> {
  const root = `${ROOT}/${name}`;
  await mustRun(box, 'install', ['-d', '-o', 'root', '-g', 'root', '-m', '0755', root]);
  await mustRun(box, 'install', ['-d', '-o', name, '-g', 'centrala', '-m', '2770', `${root}/files`]);
}

/** Whether they are others than before. */
function giveKeys(box: Box, name: string, keys: string): boolean {
  const path = `${KEYS}/${name}`;
  if (box.read(path) === keys) return false;
  box.write(path, keys, { mode: 0o644 });
  return true;
}

async function removeUser(box: Box, name: string): Promise<void> {
  box.remove(`${KEYS}/${name}`);
  await endSessions(box, name);
  await mustRun(box, 'userdel', [name]);
}

/** Nobody there is no failure. */
async function endSessions(box: Box, name: string): Promise<void> {
  await box.run('pkill', ['-KILL', '-u', name]);
}

/** By the log of sshd, of the last month. */
async function lastSignIn(box: Box, name: string): Promise<string | null> {
  const asked = ['-q', '-t', 'sshd', '--since', '-30d', '-o', 'short-unix', '-g', `^Accepted publickey for ${name} `];
  const { out } = await box.run('journalctl', [...asked, '-n', '1', '-r']);
  const at = /^(\d+)\.\d+ /.exec(out)?.[1];
  return at === undefined ? null : new Date(Number(at) * 1000).toISOString();
}
