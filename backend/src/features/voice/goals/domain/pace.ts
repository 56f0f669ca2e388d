import type { GoalPace } from '#contracts';
import type { Instant } from '../../../../kernel/clock';

export interface WorkSpan {
  readonly start: Instant;
  readonly end: Instant;
}

/** Part of the planned time that has passed, 0 to 1; null: none is planned. Shifts of one person do not overlap. */
export function elapsedOf(spans: readonly WorkSpan[], at: Instant): number | null {
  const all = spans.reduce((sum, { start, end }) => sum + (end - start), 0);
  if (all <= 0) return null;
  const passed = spans.reduce((sum, { start, end }) => sum + Math.min(Math.max(at - start, 0), end - start), 0);
  return passed / all;
}

/** What lies within both ends. */
export const clipped = (spans: readonly WorkSpan[], from: Instant, to: Instant): WorkSpan[] =>
  spans
    .map(({ start, end }) => ({ start: Math.max(start, from), end: Math.min(end, to) }))
    .filter(({ start, end }) => end > start);

export interface Pace {
  readonly expected: number | null;
  readonly pace: GoalPace;
}

/** On track is who has at least what the passed part of the working time asks for. */
export function paceOf({ reached, target }: { reached: number; target: number }, elapsed: number | null): Pace {
  const expected = elapsed === null ? null : target * elapsed;
  if (reached >= target) return { expected, pace: 'reached' };
  if (expected === null) return { expected, pace: 'no-pace' };
  return { expected, pace: reached >= expected ? 'on-track' : 'behind' };
}
