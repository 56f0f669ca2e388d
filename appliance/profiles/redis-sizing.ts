import type { Profile } from './profile';
import { roundUp } from './postgresql-sizing';

export interface RedisSizing {
  readonly maxMemoryMb: number;
  /** What systemd lets it have: while it saves, pages that change meanwhile exist twice. */
  readonly memoryMb: number;
}

/** Jobs, rate limits and socket fan-out: 64 MB at rest and half a MB for each person who is signed in. Nothing is evicted. */
export function sizeRedis(profile: Profile): RedisSizing {
  const maxMemoryMb = roundUp(64 + (profile.agents + profile.overseers) / 2, 32);
  return { maxMemoryMb, memoryMb: maxMemoryMb * 2 };
}
