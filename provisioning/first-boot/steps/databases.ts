import { mustRun, type Box } from '../../../appliance/box';
import type { Step } from '../step';
import { postgresVersion } from './profile';
import { passwordOf } from './secrets';

const MAIN = 5432;
const REPORTING = 5434;

/** Statements over standard input: arguments can be seen by everybody. */
export const psql = (box: Box, port: number, database: string, statements: string): Promise<string> =>
  mustRun(
    box,
    'psql',
    ['-XqAt', '-v', 'ON_ERROR_STOP=1', '-h', '/run/postgresql', '-p', String(port), '-U', 'postgres', '-d', database],
    {
      input: statements,
      env: { PGOPTIONS: '--client-min-messages=warning' },
    },
  );

const quoted = (text: string): string => `'${text.replaceAll("'", "''")}'`;

/** Repeating it changes nothing but the password. */
export const roleAndPassword = (role: string, password: string): string => `
do $$ begin
  if not exists (select from pg_roles where rolname = '${role}') then create role ${role} login; end if;
end $$;
alter role ${role} password ${quoted(password)};
`;

/** Makes the database unless it is there. */
export const databaseOf = (name: string, owner: string): string =>
  `select 'create database ${name} owner ${owner}' where not exists (select from pg_database where datname = '${name}') \\gexec\n`;

/**
 * The worker makes roles of users, fills the database and ends queries that run too long; it is no superuser, and its connection is
 * not one of those that the Order counts.
 */
export const reportingStatements = (password: string): string => `
${roleAndPassword('centrala_reporting', password)}
alter role centrala_reporting createrole;
grant pg_read_all_stats, pg_signal_backend to centrala_reporting;
${databaseOf('reporting', 'centrala_reporting')}alter database reporting owner to centrala_reporting;
`;

/** Two clusters made on this machine, with their databases and roles. */
export const databasesStep: Step = {
  name: 'databases',
  title: 'Databases',
  async check({ box }) {
    const answers = async (port: number, name: string) => {
      const asked = [
        '-XqAt',
        '-h',
        '/run/postgresql',
        '-p',
        String(port),
        '-U',
        'postgres',
        '-d',
        name,
        '-c',
        'select 1',
      ];
      return (await box.run('psql', asked)).out.trim() === '1';
    };
    return (await answers(MAIN, 'centrala')) && (await answers(REPORTING, 'reporting'));
  },
  async apply({ box, say }) {
    const version = postgresVersion({ box });
    await mustRun(box, '/usr/libexec/centrala/make-clusters', [], { timeoutMs: 1_200_000 });
    for (const cluster of ['main', 'reporting'])
      await mustRun(box, 'systemctl', ['restart', `postgresql@${version}-${cluster}.service`], { timeoutMs: 300_000 });
    say('  clusters run');
    await psql(
      box,
      MAIN,
      'postgres',
      `${roleAndPassword('centrala', passwordOf(box, 'DATABASE_URL'))}${databaseOf('centrala', 'centrala')}`,
    );
    await psql(box, REPORTING, 'postgres', reportingStatements(passwordOf(box, 'CENTRALA_REPORTING_DATABASE_URL')));
  },
  // every statement asks first; a cluster that was half made is made anew by make-clusters
  undo: async () => undefined,
};
