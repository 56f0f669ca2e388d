import { mustRun, type Box } from '../../box';

export const STATE = '/var/lib/centrala/backup/state.json';
export const CONFIGURATION = '/etc/pgbackrest/pgbackrest.conf';
export const CLUSTERS = ['main', 'reporting'] as const;

/** What the console shows and the doctor judges. */
export interface BackupState {
  readonly at?: string;
  readonly files?: { readonly at: string; readonly count: number; readonly place: string };
  readonly verified?: { readonly at: string; readonly ok: boolean; readonly detail: string };
}

/** pgBackRest and PostgreSQL's programs are run by their owner: by root they would leave files that he cannot read. */
export function asPostgres(box: Box, program: string, args: readonly string[], timeoutMs: number): Promise<string> {
  const options = { timeoutMs, cwd: '/' };
  return box.isRoot
    ? mustRun(box, 'runuser', ['-u', 'postgres', '--', program, ...args], options)
    : mustRun(box, program, args, options);
}

const HOURS = 3_600_000;

export const rest = (box: Box, cluster: string, ...args: readonly string[]): Promise<string> =>
  asPostgres(box, 'pgbackrest', [`--config=${CONFIGURATION}`, `--stanza=${cluster}`, ...args], 6 * HOURS);

export const remember = (box: Box, change: BackupState): void => {
  const before = JSON.parse(box.read(STATE) ?? '{}') as BackupState;
  const owner = box.isRoot ? { owner: 'postgres:centrala' } : {};
  box.write(STATE, `${JSON.stringify({ ...before, ...change }, null, 2)}\n`, { mode: 0o640, ...owner });
};

/** Major version of the machine's PostgreSQL. */
export const postgresVersion = (box: Box): number => Math.max(...box.list('/usr/lib/postgresql').map(Number), 15);
