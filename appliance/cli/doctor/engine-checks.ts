import type { Box } from '../../box';
import type { Check, Finding, Severity } from './finding';

const finding = (code: string, severity: Severity, evidence: string, mend: string): Finding => ({
  code,
  severity,
  evidence,
  mend,
});

const isActive = async (box: Box, unit: string): Promise<string> =>
  (await box.run('systemctl', ['is-active', unit])).out.trim();

/** A service that should run and does not. */
const serviceCheck = (code: string, unit: string, severity: Severity = 'critical'): Check => ({
  name: code,
  async look(box) {
    const state = await isActive(box, unit);
    return state === 'active'
      ? []
      : [finding(code, severity, `${unit} is ${state || 'unknown'}`, `systemctl restart ${unit}`)];
  },
});

const clusters: Check = {
  name: 'databases',
  async look(box) {
    const { out } = await box.run('pg_lsclusters', ['--no-header']);
    const rows = out
      .trim()
      .split('\n')
      .filter(Boolean)
      .map((line) => line.trim().split(/\s+/));
    return ['main', 'reporting'].flatMap((name) => {
      const row = rows.find((each) => each[1] === name);
      const code = name === 'main' ? 'database-down' : 'reporting-database-down';
      const severity = name === 'main' ? 'critical' : 'warning';
      if (!row) return [finding(code, severity, `there is no cluster ${name}`, 'centrala configure databases')];
      const [version, , port, state = ''] = row;
      if (state.startsWith('online')) return [];
      return [
        finding(
          code,
          severity,
          `cluster ${name} on port ${port} is ${state}`,
          `systemctl restart postgresql@${version}-${name}.service`,
        ),
      ];
    });
  },
};

const psql = async (box: Box, statement: string): Promise<string> =>
  (
    await box.run('psql', [
      '-XqAt',
      '-h',
      '/run/postgresql',
      '-p',
      '5432',
      '-U',
      'postgres',
      '-d',
      'postgres',
      '-c',
      statement,
    ])
  ).out.trim();

/** A subscriber that is gone holds back the log until the disk is full. */
const replicationSlots: Check = {
  name: 'replication',
  async look(box) {
    const out = await psql(
      box,
      'select slot_name, active, pg_wal_lsn_diff(pg_current_wal_lsn(), restart_lsn)::bigint from pg_replication_slots where not active',
    );
    return out
      .split('\n')
      .filter(Boolean)
      .map((line) => line.split('|'))
      .filter(([, , bytes]) => Number(bytes) > 1e9)
      .map(([slot, , bytes]) =>
        finding(
          'replication-stalled',
          'warning',
          `slot ${slot} holds back ${Math.round(Number(bytes) / 1e6)} MB of log and nobody reads it`,
          `systemctl restart postgresql@*-reporting.service`,
        ),
      );
  },
};

const connections: Check = {
  name: 'connections',
  async look(box) {
    const [used = 0, most = 0] = (
      await psql(
        box,
        "select (select count(*) from pg_stat_activity where backend_type = 'client backend'), current_setting('max_connections')::int",
      )
    )
      .split('|')
      .map(Number);
    return most > 0 && used > most * 0.9
      ? [
          finding(
            'connections-exhausted',
            'critical',
            `${used} of ${most} connections of the database are taken`,
            'centrala profile apply --restart',
          ),
        ]
      : [];
  },
};

const redisMemory: Check = {
  name: 'redis-memory',
  async look(box) {
    const password = (box.read('/etc/redis/password.conf') ?? '').split(' ')[1]?.trim() ?? '';
    const { out } = await box.run('redis-cli', ['info', 'memory'], { env: { REDISCLI_AUTH: password } });
    const number = (key: string) => Number(new RegExp(`^${key}:(\\d+)`, 'm').exec(out)?.[1] ?? 0);
    const [used, most] = [number('used_memory'), number('maxmemory')];
    return most > 0 && used > most * 0.9
      ? [
          finding(
            'redis-memory-full',
            'critical',
            `Redis holds ${Math.round(used / 1e6)} of ${Math.round(most / 1e6)} MB`,
            'centrala profile apply --restart',
          ),
        ]
      : [];
  },
};

/** The API's own word; parts that are not well say which. */
const api: Check = {
  name: 'api',
  async look(box) {
    const { code, out } = await box.run('curl', ['-s', '--max-time', '5', 'http://127.0.0.1:3001/api/v1/health/ready']);
    const status = code === 0 ? (/"status":"(\w+)"/.exec(out)?.[1] ?? 'unreadable') : 'silent';
    if (status === 'ok') return [];
    return [
      finding(
        status === 'silent' ? 'api-down' : 'api-degraded',
        status === 'degraded' ? 'warning' : 'critical',
        `the API is ${status}`,
        status === 'silent' ? 'systemctl restart centrala-api@1.service' : 'centrala status',
      ),
    ];
  },
};

const schema: Check = {
  name: 'schema',
  async look(box) {
    const { out } = await box.run('journalctl', ['-b', '-q', '-o', 'cat', '-n', '200', '-u', 'centrala-api@1.service']);
    return out.includes('This version is older than its database')
      ? [
          finding(
            'release-older-than-database',
            'critical',
            'the release in force is older than its database',
            'centrala backup restore --latest',
          ),
        ]
      : [];
  },
};

const switchPresent: Check = {
  name: 'switch',
  async look(box) {
    if (!box.exists('/opt/freeswitch/bin/freeswitch'))
      return [
        finding(
          'switch-absent',
          'warning',
          'the image was built without FreeSWITCH: calls are simulated',
          'build the image with freeswitch_packages or freeswitch_archive',
        ),
      ];
    const state = await isActive(box, 'centrala-switch.service');
    return state === 'active'
      ? []
      : [
          finding(
            'switch-down',
            'critical',
            `centrala-switch.service is ${state}`,
            'systemctl restart centrala-switch.service',
          ),
        ];
  },
};

/** Identity is Keycloak's when the image has it. */
const identity: Check = {
  name: 'sign-in',
  async look(box) {
    if (!box.exists('/opt/keycloak/bin/kc.sh')) return [];
    const state = await isActive(box, 'centrala-keycloak.service');
    return state === 'active'
      ? []
      : [
          finding(
            'sign-in-down',
            'critical',
            `centrala-keycloak.service is ${state}`,
            'systemctl restart centrala-keycloak.service',
          ),
        ];
  },
};

/** The engines and our own processes. */
export const ENGINE_CHECKS: readonly Check[] = [
  clusters,
  connections,
  replicationSlots,
  serviceCheck('redis-down', 'redis-server.service'),
  redisMemory,
  api,
  schema,
  serviceCheck('telephony-down', 'centrala-telephony.service'),
  serviceCheck('worker-down', 'centrala-worker.service'),
  serviceCheck('web-server-down', 'nginx.service'),
  switchPresent,
  identity,
];
