import type { Profile } from './profile';
import { workloadOf } from './workload';

export interface NodeSizing {
  /** Processes that answer HTTP and hold the browsers' sockets. */
  readonly apiProcesses: number;
  /** Connections of one process to the database, its relay's own beside it. */
  readonly databasePool: number;
  /** Heap of one process in MB (V8's old space). */
  readonly heapMb: number;
  /** What systemd lets one process have, in MB: heap, buffers, native memory of TLS and compression. */
  readonly memoryMb: number;
}

/** Browsers that one process serves beside its requests: at 60 its event loop stayed free in the benchmarks of requests. */
const BROWSERS_PER_PROCESS = 60;

/**
 * The telephony process is one whatever the size (it holds the lease of the switch), so the heap follows from it: 256 MB
 * hold the program, 2 MB an agent hold live calls, their views and a burst of journal batches.
 */
export function sizeNode(profile: Profile): NodeSizing {
  const heapMb = 256 + 2 * profile.agents;
  return {
    apiProcesses: Math.ceil(workloadOf(profile).browsers / BROWSERS_PER_PROCESS),
    databasePool: 20,
    heapMb,
    memoryMb: heapMb + 256,
  };
}

/** Processes of ours: API, one for telephony, one for jobs. */
export const processesOf = (profile: Profile): number => sizeNode(profile).apiProcesses + 2;
