import type { CallState } from './call-state';

/** Why a conversation is not recorded. */
export type Unrecorded = 'rule-never' | 'not-drawn' | 'not-asked';

/** `none`: nothing to decide, because it is recorded already or nobody outside takes part. */
export function recordingOf(
  { policy, recording, direction }: CallState,
  farLegId: string,
): 'record' | 'none' | Unrecorded {
  if (recording !== null || direction === 'internal') return 'none';
  switch (policy.record) {
    case 'always':
      return 'record';
    case 'never':
      return 'rule-never';
    case 'on-demand':
      return 'not-asked';
    case 'sample':
      return drawn(farLegId) < (policy.recordPercent ?? 100) ? 'record' : 'not-drawn';
  }
}

export const mayStartRecording = ({ policy, recording, direction, phase }: CallState): boolean =>
  policy.record === 'on-demand' &&
  recording === null &&
  direction !== 'internal' &&
  ['talking', 'held', 'conference'].includes(phase);

/** 0 to 100, by the line of the customer: drawn once for a call however often it is passed on, and the same in a replay. */
function drawn(legId: string): number {
  let hash = 0x811c9dc5;
  for (const letter of legId) hash = Math.imul(hash ^ letter.charCodeAt(0), 0x01000193) >>> 0;
  return (hash / 2 ** 32) * 100;
}
