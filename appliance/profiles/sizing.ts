import { sizeDisk, type DiskSizing } from './disk-sizing';
import { sizeFreeswitch, type FreeswitchSizing } from './freeswitch-sizing';
import { sizeKeycloak, type KeycloakSizing } from './keycloak-sizing';
import { sizeNode, type NodeSizing } from './node-sizing';
import { sizeDatabase, sizeReporting, type ClusterSizing } from './postgresql-sizing';
import type { Profile } from './profile';
import { sizeRedis, type RedisSizing } from './redis-sizing';
import { workloadOf, type Workload } from './workload';

/** Everything that follows from a profile. */
export interface Sizing {
  readonly profile: Profile;
  readonly workload: Workload;
  readonly database: ClusterSizing;
  readonly reporting: ClusterSizing;
  readonly redis: RedisSizing;
  readonly node: NodeSizing;
  readonly freeswitch: FreeswitchSizing;
  readonly keycloak: KeycloakSizing;
  readonly disk: DiskSizing;
  /** What the machine must have at least. */
  readonly needs: Needs;
}

export interface Needs {
  readonly cores: number;
  readonly memoryMb: number;
  readonly diskGb: number;
}

/** The kernel, systemd, nginx, strongSwan, auditd, sshd. */
const SYSTEM_MB = 768;
/** The busiest second of nginx, PostgreSQL, the identity provider and the kernel's own network work. */
const SYSTEM_CORES = 2;

export function sizingOf(profile: Profile): Sizing {
  const parts = {
    workload: workloadOf(profile),
    database: sizeDatabase(profile),
    reporting: sizeReporting(profile),
    redis: sizeRedis(profile),
    node: sizeNode(profile),
    freeswitch: sizeFreeswitch(profile),
    keycloak: sizeKeycloak(profile),
    disk: sizeDisk(profile),
  };
  return { profile, ...parts, needs: needsOf(parts) };
}

function needsOf(parts: Omit<Sizing, 'profile' | 'needs'>): Needs {
  const { node, freeswitch, database, reporting, redis, keycloak, disk } = parts;
  const processes = node.apiProcesses + 2;
  const memory = [database, reporting, redis, freeswitch, keycloak].reduce(
    (sum, each) => sum + each.memoryMb,
    SYSTEM_MB,
  );
  return {
    cores: SYSTEM_CORES + freeswitch.cores + Math.ceil(processes / 3),
    memoryMb: memory + processes * node.memoryMb,
    diskGb: disk.totalGb,
  };
}
