import type { OverflowCondition, OverflowTarget } from '#contracts';

/** One rule as it lies in its table. */
export interface OverflowRow {
  readonly condition: OverflowCondition;
  readonly threshold: number | null;
  readonly target: OverflowTarget['kind'];
  readonly queue: string | null;
  readonly value: string | null;
}

/** What stands in `target_value`. */
export function valueOf(to: OverflowTarget): string | null {
  const { number, flowId, boxId, message } = { number: null, flowId: null, boxId: null, message: null, ...to };
  return number ?? flowId ?? boxId ?? message;
}

export function targetOf({ target, queue, value }: Pick<OverflowRow, 'target' | 'queue' | 'value'>): OverflowTarget {
  switch (target) {
    case 'queue':
      return { kind: target, queueId: queue ?? '' };
    case 'number':
      return { kind: target, number: value ?? '' };
    case 'flow':
      return { kind: target, flowId: value ?? '' };
    case 'hang-up':
      return { kind: target, message: value ?? '' };
    case 'voicemail':
      return { kind: target, boxId: value ?? '' };
  }
}
