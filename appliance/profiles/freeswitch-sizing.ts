import type { Profile } from './profile';
import { roundUp } from './postgresql-sizing';
import { workloadOf } from './workload';

export interface FreeswitchSizing {
  readonly maxSessions: number;
  readonly sessionsPerSecond: number;
  /** Two UDP ports for each leg (audio and its control). */
  readonly audioPorts: { readonly first: number; readonly last: number };
  readonly memoryMb: number;
  readonly cores: number;
}

/** The specification's range for audio, and all of it: phones behind foreign firewalls were told these ports. */
const AUDIO_PORTS = { first: 8_000, last: 40_000 };
/** A leg of a browser (SRTP, Opus to G.711, recording on two tracks): one in sixty of a core of 3 GHz. Not measured on metal. */
const LEGS_PER_CORE = 60;

/** A third more sessions than the work needs: a refused call is worse than a slower one. */
export function sizeFreeswitch(profile: Profile): FreeswitchSizing {
  const { audioLegs, ringingLegs, callsPerSecond } = workloadOf(profile);
  return {
    maxSessions: roundUp((audioLegs + ringingLegs) * 1.33, 10),
    sessionsPerSecond: Math.max(10, callsPerSecond * 3),
    audioPorts: AUDIO_PORTS,
    // 200 MB for the program and its sounds; 3 MB a leg with audio, half a MB for one that rings.
    memoryMb: roundUp(200 + audioLegs * 3 + ringingLegs / 2, 64),
    cores: Math.ceil(audioLegs / LEGS_PER_CORE),
  };
}
