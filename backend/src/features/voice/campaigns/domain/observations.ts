import type { AttemptEvent } from './attempt';
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
      return data.late ? [] : [{ kind: 'connected', at }];
    case 'AttemptAbandoned':
      return [{ kind: 'abandoned', at }];
    case 'AttemptEnded':
      return data.answered ? [] : [{ kind: 'unanswered', at, dialledAt: data.dialledAt }];
  }
}
