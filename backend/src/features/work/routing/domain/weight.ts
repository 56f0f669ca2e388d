import type { Instant } from '../../../../kernel/clock';
import type { QueueRules, WaitingWork } from './routing-choice';

type Curve = Pick<QueueRules, 'slope' | 'slopes' | 'cap'>;

/** The stretch of the curve that an item is on: its slope stays until the next step. */
export interface Stretch {
  readonly index: number;
  readonly slope: number;
  /** What the steps before it make of the straight line `base + slope · seconds waited`. */
  readonly offset: number;
}

/** What waiting alone has added. */
export function grown({ slope, slopes }: Curve, waitedSeconds: number): number {
  let [sum, from, rate] = [0, 0, slope];
  for (const { afterSeconds, slopePerSecond } of slopes) {
    if (waitedSeconds <= afterSeconds) break;
    sum += rate * (afterSeconds - from);
    [from, rate] = [afterSeconds, slopePerSecond];
  }
  return sum + rate * (waitedSeconds - from);
}

/** weight(t) of decisions.md: base + slope · seconds waited, piecewise linear, capped. */
export function weightAt(
  rules: Curve & Pick<QueueRules, 'base'>,
  work: Pick<WaitingWork, 'queuedAt' | 'priority'>,
  at: Instant,
  channelBase = DEFAULT_BASE,
): number {
  const weight = baseOf(rules, work, channelBase) + grown(rules, Math.max(0, at - work.queuedAt) / 1000);
  return rules.cap === null ? weight : Math.min(rules.cap, weight);
}

/** What a channel weighs that nobody has set. */
export const DEFAULT_BASE = 100;

/** The record's priority over the queue's over the channel's. */
export const baseOf = (
  { base }: Pick<QueueRules, 'base'>,
  { priority }: Pick<WaitingWork, 'priority'>,
  channelBase: number,
): number => priority ?? base ?? channelBase;

export function stretchAt({ slope, slopes }: Curve, waitedMs: number): Stretch {
  let [index, rate, offset] = [0, slope, 0];
  for (let step = slopes[0]; step && waitedMs >= step.afterSeconds * 1000; step = slopes[index]) {
    offset += (rate - step.slopePerSecond) * step.afterSeconds;
    rate = step.slopePerSecond;
    index += 1;
  }
  return { index, slope: rate, offset };
}

/** Milliseconds of waiting until the next change of slope or the cap; null when nothing changes any more. */
export function nextReorder(rules: Curve, base: number, waitedMs: number): number | null {
  const { index, slope } = stretchAt(rules, waitedMs);
  const step = rules.slopes[index];
  const next = step ? step.afterSeconds * 1000 : null;
  if (rules.cap === null) return next;
  const missing = rules.cap - base - grown(rules, waitedMs / 1000);
  if (missing <= 0) return null;
  const capped = slope > 0 ? waitedMs + Math.ceil((missing / slope) * 1000) : Infinity;
  const first = Math.min(next ?? Infinity, capped);
  return first === Infinity ? null : first;
}

export const isCapped = (rules: Curve, base: number, waitedMs: number): boolean =>
  rules.cap !== null && base + grown(rules, waitedMs / 1000) >= rules.cap;
