import type { Instant } from '../../../../kernel/clock';
import type { LocalDate } from '../../../../kernel/polish-calendar';
import { dayBounds } from './day-time';
import { spanOf, type DayPlan } from './plan';

/** From when to when somebody worked. */
export interface Worked {
  readonly since: Instant;
  readonly until: Instant;
}

interface Span {
  readonly start: Instant;
  readonly end: Instant;
}

/** Milliseconds of one day: planned without unpaid breaks, worked in all, worked within the planned hours. */
export interface Kept {
  readonly plannedMs: number;
  readonly workedMs: number;
  readonly withinMs: number;
}

export const NOTHING_KEPT: Kept = { plannedMs: 0, workedMs: 0, withinMs: 0 };

const overlap = (a: Span, b: Span): number => Math.max(0, Math.min(a.end, b.end) - Math.max(a.start, b.start));

/** One day from midnight to midnight; a shift over midnight counts on both days, its unpaid break in proportion. `plans`: of this day and the day before. */
export function keptOn(date: LocalDate, plans: readonly DayPlan[], work: readonly Worked[]): Kept {
  const day = dayBounds(date);
  const bounds = { start: day.start, end: day.end };
  const worked = work
    .filter(({ since, until }) => since < bounds.end && until > bounds.start)
    .map(({ since, until }) => ({ start: Math.max(since, bounds.start), end: Math.min(until, bounds.end) }));
  const workedMs = worked.reduce((sum, { start, end }) => sum + end - start, 0);
  let [plannedMs, withinMs] = [0, 0];
  for (const plan of plans) {
    const span = spanOf(plan);
    const here = span && { start: Math.max(span.start, bounds.start), end: Math.min(span.end, bounds.end) };
    if (!span || !here || here.end <= here.start) continue;
    const share = (here.end - here.start) / (span.end - span.start);
    const unpaid = (plan.hours?.unpaidBreakMinutes ?? 0) * 60_000 * share;
    plannedMs += Math.max(0, here.end - here.start - unpaid);
    withinMs += worked.reduce((sum, each) => sum + overlap(each, here), 0);
  }
  return { plannedMs, workedMs, withinMs };
}

export const together = (all: readonly Kept[]): Kept =>
  all.reduce(
    (sum, each) => ({
      plannedMs: sum.plannedMs + each.plannedMs,
      workedMs: sum.workedMs + each.workedMs,
      withinMs: sum.withinMs + each.withinMs,
    }),
    NOTHING_KEPT,
  );

/** Work within the planned hours ÷ planned, at most 1. Null without a plan. */
export const adherenceOf = ({ plannedMs, withinMs }: Kept): number | null =>
  plannedMs > 0 ? Math.min(1, withinMs / plannedMs) : null;

/** All work ÷ planned, whenever it was; may exceed 1. Null without a plan. */
export const conformanceOf = ({ plannedMs, workedMs }: Kept): number | null =>
  plannedMs > 0 ? workedMs / plannedMs : null;
