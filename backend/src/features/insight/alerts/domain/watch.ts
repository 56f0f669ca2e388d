import type { AlertWatch, SaveAlertRule } from '#contracts';

/** A watch as one number against limits; `clearAt` lies on the calm side of `limit`. */
export interface Terms {
  readonly side: 'above' | 'below';
  readonly limit: number;
  readonly clearAt: number;
  /** Beyond the limit, or calm again, for so long before it counts. */
  readonly forMs: number;
  /** The least time between two alerts. */
  readonly restMs: number;
  /** Null: nobody further is told. */
  readonly escalateMs: number | null;
}

/** Seconds are counted in thousandths: the last moment before the limit. */
const JUST_BEFORE = 0.001;

function limitsOf(watch: AlertWatch): Pick<Terms, 'side' | 'limit' | 'clearAt' | 'forMs'> {
  switch (watch.kind) {
    case 'threshold':
      return { side: watch.side, limit: watch.limit, clearAt: watch.clearAt, forMs: watch.forSeconds * 1000 };
    case 'count':
      return { side: 'above', limit: watch.limit, clearAt: watch.limit - 1, forMs: 0 };
    case 'absence':
      return { side: 'above', limit: watch.afterSeconds, clearAt: watch.afterSeconds - JUST_BEFORE, forMs: 0 };
  }
}

export function termsOf({ watch, restSeconds, escalateAfterSeconds, escalateTo }: SaveAlertRule): Terms {
  const escalates = escalateAfterSeconds !== null && escalateTo.length > 0;
  return {
    ...limitsOf(watch),
    restMs: restSeconds * 1000,
    escalateMs: escalates ? escalateAfterSeconds * 1000 : null,
  };
}

/** Whether the number is at its limit or beyond; a number that is not there is not. */
export const isBeyond = ({ side, limit }: Terms, value: number | null): boolean =>
  value !== null && (side === 'above' ? value >= limit : value <= limit);

/** Whether it is calm again: what lies between the two limits keeps an alert as it is. */
export const isCalm = ({ side, clearAt }: Terms, value: number | null): boolean =>
  value === null || (side === 'above' ? value <= clearAt : value >= clearAt);

/** Whether the two limits leave no room to flap. */
export const leavesRoom = ({ side, limit, clearAt }: Pick<Terms, 'side' | 'limit' | 'clearAt'>): boolean =>
  side === 'above' ? clearAt < limit : clearAt > limit;
