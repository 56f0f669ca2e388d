import type { ClusterSizing } from './postgresql-sizing';
import type { Sizing } from './sizing';

/** A file of the appliance that a profile decides wholly. */
export interface SettingsFile {
  readonly path: string;
  readonly content: string;
}

const HEAD = '# Written by `centrala profile apply`; a change by hand is overwritten.\n';

/** The files from which the engines take their sizes. Services that read one have to be restarted after a change. */
export function settingsFiles(sizing: Sizing, postgresVersion: number): SettingsFile[] {
  const { database, reporting, redis, node, freeswitch, keycloak } = sizing;
  const cluster = (name: string) => `/etc/postgresql/${postgresVersion}/${name}/conf.d/50-profile.conf`;
  return [
    { path: cluster('main'), content: clusterSettings(database) },
    { path: cluster('reporting'), content: clusterSettings(reporting) },
    {
      path: '/etc/redis/profile.conf',
      content: `${HEAD}maxmemory ${redis.maxMemoryMb}mb\nmaxmemory-policy noeviction\n`,
    },
    {
      path: '/etc/centrala/profile.env',
      content: `${HEAD}CENTRALA_PROFILE=${sizing.profile.name}\nCENTRALA_DATABASE_POOL=${node.databasePool}\nCENTRALA_FILES_QUOTA_GB=${sizing.disk.filesGb}\nNODE_OPTIONS=--max-old-space-size=${node.heapMb}\n`,
    },
    {
      path: '/etc/centrala/keycloak.env',
      content: `${HEAD}JAVA_OPTS_KC_HEAP=-Xms256m -Xmx${keycloak.heapMb}m\nKC_DB_POOL_MAX_SIZE=${keycloak.databasePool}\n`,
    },
    {
      path: '/etc/centrala/switch.env',
      content: `${HEAD}CENTRALA_SWITCH_MAX_SESSIONS=${freeswitch.maxSessions}\nCENTRALA_SWITCH_SESSIONS_PER_SECOND=${freeswitch.sessionsPerSecond}\nCENTRALA_SWITCH_AUDIO_PORTS=${freeswitch.audioPorts.first}-${freeswitch.audioPorts.last}\n`,
    },
    ...furtherProcesses(node.apiProcesses),
    memoryLimit('redis-server.service', redis.memoryMb),
    memoryLimit('centrala-api@.service', node.memoryMb),
    memoryLimit('centrala-telephony.service', node.memoryMb),
    memoryLimit('centrala-worker.service', node.memoryMb),
    memoryLimit('centrala-keycloak.service', keycloak.memoryMb),
    memoryLimit('centrala-switch.service', freeswitch.memoryMb * 2),
  ];
}

/** The first API process is always there; nginx and the target learn of the others. */
function furtherProcesses(count: number): SettingsFile[] {
  const numbers = Array.from({ length: count - 1 }, (_, index) => index + 2);
  return [
    {
      path: '/etc/centrala/upstreams.conf',
      content: `${HEAD}${numbers.map((number) => `server 127.0.0.1:300${number} max_fails=0;\n`).join('')}`,
    },
    {
      path: '/etc/systemd/system/centrala.target.d/50-profile.conf',
      content: `${HEAD}[Unit]\n${numbers.map((number) => `Wants=centrala-api@${number}.service\n`).join('')}`,
    },
  ];
}

const clusterSettings = (cluster: ClusterSizing): string =>
  `${HEAD}${Object.entries({
    shared_buffers: `${cluster.sharedBuffersMb}MB`,
    effective_cache_size: `${cluster.effectiveCacheMb}MB`,
    work_mem: `${cluster.workMemMb}MB`,
    maintenance_work_mem: `${cluster.maintenanceMb}MB`,
    max_wal_size: `${cluster.maxWalMb}MB`,
    max_connections: String(cluster.maxConnections),
  })
    .map(([key, value]) => `${key} = ${value}`)
    .join('\n')}\n`;

const memoryLimit = (unit: string, megabytes: number): SettingsFile => ({
  path: `/etc/systemd/system/${unit}.d/50-profile.conf`,
  content: `${HEAD}[Service]\nMemoryMax=${megabytes}M\n`,
});
