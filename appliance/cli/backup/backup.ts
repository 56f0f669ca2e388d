import { mustRun, type Box } from '../../box';

export const STATE = '/var/lib/centrala/backup/state.json';
const CONFIGURATION = '/etc/pgbackrest/pgbackrest.conf';
const CLUSTERS = ['main', 'reporting'] as const;

export interface BackupEntry {
  readonly cluster: string;
  readonly label: string;
  readonly kind: string;
  readonly endedAt: string;
  readonly bytes: number;
}

interface BackupState {
  readonly at?: string;
  readonly verified?: { readonly at: string; readonly ok: boolean; readonly detail: string };
}

const rest = (box: Box, cluster: string, ...args: readonly string[]): Promise<string> =>
  mustRun(box, 'pgbackrest', [`--config=${CONFIGURATION}`, `--stanza=${cluster}`, ...args], {
    timeoutMs: 6 * 3_600_000,
  });

const remember = (box: Box, change: BackupState): void => {
  const before = JSON.parse(box.read(STATE) ?? '{}') as BackupState;
  box.write(STATE, `${JSON.stringify({ ...before, ...change }, null, 2)}\n`, { mode: 0o640 });
};

/** Both clusters, each with the log since: any moment can be restored. */
export async function createBackup(
  box: Box,
  { full, say }: { full: boolean; say: (text: string) => void },
): Promise<void> {
  for (const cluster of CLUSTERS) {
    await rest(box, cluster, 'stanza-create');
    await rest(box, cluster, `--type=${full ? 'full' : 'incr'}`, 'backup');
    say(`${cluster}: done`);
  }
  remember(box, { at: new Date(box.now()).toISOString() });
}

interface Info {
  readonly name: string;
  readonly backup: readonly {
    readonly label: string;
    readonly type: string;
    readonly timestamp: { readonly stop: number };
    readonly info: { readonly repository: { readonly delta: number } };
  }[];
}

export async function listBackups(box: Box): Promise<readonly BackupEntry[]> {
  const text = await mustRun(box, 'pgbackrest', [`--config=${CONFIGURATION}`, '--output=json', 'info']);
  return (JSON.parse(text) as readonly Info[]).flatMap(({ name, backup }) =>
    backup.map(({ label, type, timestamp, info }) => ({
      cluster: name,
      label,
      kind: type,
      endedAt: new Date(timestamp.stop * 1000).toISOString(),
      bytes: info.repository.delta,
    })),
  );
}

const SCRATCH = '/var/lib/centrala/backup/scratch';
const SCRATCH_PORT = '5499';

/** Rows of every table, and a sum over the journal up to the last position that the backup can know. */
const COUNTS = `select relname, (xpath('/row/c/text()', query_to_xml(format('select count(*) as c from %I.%I', schemaname, relname), false, true, '')))[1]::text from pg_stat_user_tables order by 1`;

/**
 * Restores the newest backup of the platform's database beside it, starts it, and compares: every table is there, none has
 * more rows lost than were written since, and the journal's beginning has the same sum.
 */
export async function verifyBackup(box: Box, say: (text: string) => void): Promise<{ ok: boolean; detail: string }> {
  box.remove(SCRATCH);
  let result: { ok: boolean; detail: string };
  try {
    await mustRun(box, 'install', ['-d', '-m', '0700', SCRATCH]);
    await rest(
      box,
      'main',
      `--pg1-path=${SCRATCH}`,
      '--type=immediate',
      '--target-action=promote',
      '--archive-mode=off',
      'restore',
    );
    say('restored');
    result = await compare(box);
  } catch (error) {
    result = {
      ok: false,
      detail: `the newest backup cannot be restored: ${error instanceof Error ? error.message : String(error)}`,
    };
  } finally {
    box.remove(SCRATCH);
  }
  remember(box, { verified: { at: new Date(box.now()).toISOString(), ...result } });
  return result;
}

async function compare(box: Box): Promise<{ ok: boolean; detail: string }> {
  const version = Math.max(...box.list('/usr/lib/postgresql').map(Number), 15);
  const control = `/usr/lib/postgresql/${version}/bin/pg_ctl`;
  const settings = `-p ${SCRATCH_PORT} -c listen_addresses= -c unix_socket_directories=/run/postgresql -c config_file=/etc/postgresql/${version}/main/postgresql.conf -c data_directory=${SCRATCH} -c hba_file=/etc/postgresql/${version}/main/pg_hba.conf`;
  await mustRun(
    box,
    control,
    ['-D', SCRATCH, '-w', '-t', '600', '-l', `${SCRATCH}/start.log`, '-o', settings, 'start'],
    { timeoutMs: 660_000 },
  );
  try {
    const ask = (port: string, statement: string) =>
      mustRun(
        box,
        'psql',
        ['-XqAt', '-h', '/run/postgresql', '-p', port, '-U', 'postgres', '-d', 'centrala', '-c', statement],
        { timeoutMs: 600_000 },
      );
    const last = (await ask(SCRATCH_PORT, 'select coalesce(max(position), 0) from journal')).trim();
    const sum = `select count(*) || ' ' || coalesce(md5(string_agg(position || type || data::text, '' order by position)), '') from journal where position <= ${Number(last)}`;
    const [mine, theirs] = [(await ask('5432', sum)).trim(), (await ask(SCRATCH_PORT, sum)).trim()];
    if (mine !== theirs)
      return { ok: false, detail: `the journal up to ${last} differs: ${theirs} in the backup, ${mine} in force` };
    const tables = (await ask(SCRATCH_PORT, COUNTS)).trim().split('\n');
    return {
      ok: true,
      detail: `${tables.length} tables; the journal up to ${last} is the same (${mine.split(' ')[0]} entries)`,
    };
  } finally {
    await box.run(control, ['-D', SCRATCH, '-m', 'fast', '-w', 'stop'], { timeoutMs: 120_000 });
  }
}
