import { mustRun, type Box } from '../../../appliance/box';
import type { Step } from '../step';
import { postgresVersion } from './profile';
import { passwordOf } from './secrets';

const MAIN = 5432;
const REPORTING = 5433;

const psql = (box: Box, port: number, database: string, statements: string): Promise<string> =>
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

const roleAndPassword = (role: string, password: string): string => `
do $$ begin
  if not exists (select from pg_roles where rolname = '${role}') then create role ${role} login; end if;
end $$;
alter role ${role} password ${quoted(password)};
`;

const databaseOf = (name: string, owner: string): string =>
  `select 'create database ${name} owner ${owner}' where not exists (select from pg_database where datname = '${name}') \\gexec\n`;

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
    await mustRun(box, '/usr/libexec/centrala/make-clusters', [], { timeoutMs: 300_000 });
    for (const cluster of ['main', 'reporting'])
      await mustRun(box, 'systemctl', ['restart', `postgresql@${version}-${cluster}.service`], { timeoutMs: 120_000 });
    say('  clusters run');
    await psql(
      box,
      MAIN,
      'postgres',
      `${roleAndPassword('centrala', passwordOf(box, 'DATABASE_URL'))}${databaseOf('centrala', 'centrala')}`,
    );
    const reporting = `
do $$ begin
  if not exists (select from pg_roles where rolname = 'reporting_reader') then create role reporting_reader nologin; end if;
end $$;
${databaseOf('reporting', 'postgres')}`;
    await psql(box, REPORTING, 'postgres', reporting);
    await psql(
      box,
      REPORTING,
      'reporting',
      'revoke all on database reporting from public; revoke all on schema public from public; grant connect on database reporting to reporting_reader;',
    );
  },
  // every statement asks first; a cluster that was half made is made anew by make-clusters
  undo: async () => undefined,
};
