import type { AttemptOutcome, CallOutcome } from '#contracts';

interface CallEnd {
  readonly outcome: CallOutcome;
  readonly endedBy: 'caller' | 'agent' | 'system';
  readonly because: string;
}

const BY_CAUSE: Readonly<Record<string, AttemptOutcome>> = {
  busy: 'busy',
  rejected: 'rejected',
  'no-answer': 'no-answer',
  unavailable: 'unreachable',
  'not-registered': 'unreachable',
  unallocated: 'unreachable',
};

/**
 * What the end of a call means for its attempt. `automatic`: nobody of ours speaks, so who puts the phone down early has hung
 * up, and who was let go has heard everything.
 */
export function outcomeOfCall({ outcome, endedBy, because }: CallEnd, automatic: boolean): AttemptOutcome {
  if (because.startsWith('own-phone:')) return endedBy === 'agent' ? 'cancelled' : 'agent-lost';
  // Nobody knows whether it rang while we or the switch were away: it counts, or somebody would be called twice.
  if (outcome === 'lost') return 'failed';
  if (because === 'cancelled') return 'cancelled';
  const cause = because.startsWith('far:') ? because.slice('far:'.length) : null;
  if (cause !== null && cause in BY_CAUSE && outcome !== 'answered') return BY_CAUSE[cause] ?? 'failed';
  if (outcome === 'answered' || outcome === 'transferred-out') return 'connected';
  if (automatic && endedBy === 'system') return 'connected';
  if (outcome === 'abandoned' || outcome === 'rejected' || outcome === 'timed-out')
    return automatic ? 'hung-up' : 'abandoned';
  return 'failed';
}
