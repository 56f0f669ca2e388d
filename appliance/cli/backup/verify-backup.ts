import { mustRun, type Box } from '../../box';
import { asPostgres, postgresVersion, remember, rest } from './pgbackrest';

const SCRATCH = '/var/lib/centrala/backup/scratch';
const SCRATCH_PORT = '5499';
const PORT = '5432';

export interface Verdict {
  readonly ok: boolean;
  readonly detail: string;
}

/**
 * Restores the newest backup of the platform's database beside it, starts it, and compares: the same tables are there, and
 * the journal up to the last entry of the backup has as many entries and the same sum.
 */
export async function verifyBackup(
  box: Box,
  say: (text: string) => void,
  files?: () => Promise<Verdict>,
): Promise<Verdict> {
  const databases = await restoreBeside(box, say);
  const verdict = databases.ok && files ? both(databases, await files()) : databases;
  remember(box, { verified: { at: new Date(box.now()).toISOString(), ...verdict } });
  return verdict;
}

const both = (databases: Verdict, files: Verdict): Verdict => ({
  ok: files.ok,
  detail: files.ok ? `${databases.detail}; ${files.detail}` : files.detail,
});

async function restoreBeside(box: Box, say: (text: string) => void): Promise<Verdict> {
  box.remove(SCRATCH);
  try {
    await asPostgres(box, 'install', ['-d', '-m', '0700', SCRATCH], 10_000);
    // the copy must not write into the place of the backups
    const how = [`--pg1-path=${SCRATCH}`, '--type=immediate', '--target-action=promote', '--archive-mode=off'];
    await rest(box, 'main', ...how, 'restore');
    say('restored');
    return await compareRunning(box);
  } catch (error) {
    const detail = `the newest backup cannot be restored: ${error instanceof Error ? error.message : String(error)}`;
    return { ok: false, detail };
  } finally {
    box.remove(SCRATCH);
  }
}

async function compareRunning(box: Box): Promise<Verdict> {
  const version = postgresVersion(box);
  const control = `/usr/lib/postgresql/${version}/bin/pg_ctl`;
  const configuration = `/etc/postgresql/${version}/main`;
  const settings = Object.entries({
    listen_addresses: '',
    unix_socket_directories: '/run/postgresql',
    config_file: `${configuration}/postgresql.conf`,
    hba_file: `${configuration}/pg_hba.conf`,
    ident_file: `${configuration}/pg_ident.conf`,
    data_directory: SCRATCH,
  });
  const options = [`-p ${SCRATCH_PORT}`, ...settings.map(([key, value]) => `-c ${key}=${value}`)].join(' ');
  const start = ['-D', SCRATCH, '-w', '-t', '600', '-l', `${SCRATCH}/start.log`, '-o', options, 'start'];
  await asPostgres(box, control, start, 660_000);
  try {
    return await compare(box);
  } finally {
    await asPostgres(box, control, ['-D', SCRATCH, '-m', 'fast', '-w', 'stop'], 120_000);
  }
}

async function compare(box: Box): Promise<Verdict> {
  const ask = async (port: string, statement: string): Promise<string> => {
    const asked = ['-XqAt', '-h', '/run/postgresql', '-p', port, '-U', 'postgres', '-d', 'centrala', '-c', statement];
    return (await mustRun(box, 'psql', asked, { timeoutMs: 3_600_000 })).trim();
  };
  const last = Number(await ask(SCRATCH_PORT, 'select coalesce(max(position), 0) from journal'));
  const journal = `select count(*) || ' entries, sum ' || coalesce(sum(hashtextextended(position || type || data::text, 0)), 0) from journal where position <= ${last}`;
  const tables = `select string_agg(tablename, ' ' order by tablename) from pg_tables where schemaname = 'public'`;
  for (const statement of [journal, tables]) {
    const [inForce, inBackup] = [await ask(PORT, statement), await ask(SCRATCH_PORT, statement)];
    if (inForce !== inBackup) return { ok: false, detail: `in the backup: ${inBackup}; in force: ${inForce}` };
  }
  return { ok: true, detail: `the journal up to ${last} and all tables are the same` };
}
