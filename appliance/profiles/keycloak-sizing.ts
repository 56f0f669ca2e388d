import type { Profile } from './profile';
import { roundUp } from './postgresql-sizing';

export interface KeycloakSizing {
  readonly heapMb: number;
  readonly memoryMb: number;
  readonly databasePool: number;
}

/** Keycloak 26 idles in 400 MB of heap; sessions cost a few kB. 300 MB beside the heap are classes, code cache and threads. */
export function sizeKeycloak(profile: Profile): KeycloakSizing {
  const heapMb = roundUp(512 + profile.agents, 64);
  return { heapMb, memoryMb: heapMb + 384, databasePool: 20 };
}
