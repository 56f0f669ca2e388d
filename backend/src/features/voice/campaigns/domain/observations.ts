import type { AttemptEvent, Judged } from './attempt';
import type { PacingObservation } from './pacing/observation';

/** What the pacer of a predictive campaign learns from an event of an attempt that it has placed itself. */
export function observationsOf({ type, data }: AttemptEvent): PacingObservation[] {
  const { at } = data;
  switch (type) {
    case 'AttemptStarted':
      return data.kind === 'predictive' && data.agentId === null ? [{ kind: 'dialled', at, calls: 1 }] : [];
    case 'AttemptAnswered':
      return [{ kind: 'answered', at, dialledAt: data.dialledAt }];
    case 'AttemptConnected':
      return data.late ? [] : [{ kind: 'connected', at, live: data.live ?? true }];
    case 'AttemptSpoke':
      return [];
    case 'AttemptJudged':
      return judged(data);
    case 'AttemptMisjudged':
      return Array.from({ length: data.standsFor }, () => ({ kind: 'abandoned', at, misjudged: true }) as const);
    case 'AttemptAbandoned':
      return [{ kind: 'abandoned', at }];
    case 'AttemptEnded':
      if (data.live) return [{ kind: 'live', at }];
      return data.answered ? [] : [{ kind: 'unanswered', at, dialledAt: data.dialledAt }];
  }
}

/** Who is left with an agent was counted off the calls in flight when he came; the others are now. */
function judged({ at, who, checked, before }: Judged): PacingObservation[] {
  if (who === 'person') return before === 'connected' ? [{ kind: 'live', at }] : [];
  return checked || before === 'connected' ? [] : [{ kind: 'machine', at, abandoned: before === 'abandoned' }];
}
