import type { Forecast, ShortfallCurve } from './forecast';
import { shortfallCurve } from './forecast';
import { HORIZONS } from './residual-time';

export interface CallChoice {
  /** Calls to dial now beside those in flight. */
  readonly calls: number;
  /** Risk of the last call chosen, and of the one after it. */
  readonly riskOfLast: number;
  readonly riskOfNext: number;
}

const LARGEST_STEP = 512;

/**
 * The largest number of new calls whose last one still carries at most `limit`. A newcomer answered at a moment without a free
 * agent is lost; answered a little earlier it takes the agent from a later answer. Half the weight is therefore on when
 * newcomers answer, half on when the calls beside them do after that. (Weighting the worst moment instead gained nothing.)
 */
export function chooseCalls(expected: Forecast, limit: number): CallChoice {
  const curve = shortfallCurve(expected);
  const weights = weightsOf(expected);
  const riskOf = (call: number) => riskWith(curve, weights, call - 1);
  let calls = 0;
  let step = 1;
  while (step <= LARGEST_STEP && riskOf(calls + step) <= limit) {
    calls += step;
    step *= 2;
  }
  for (step /= 2; step >= 1; step /= 2) {
    if (riskOf(calls + step) <= limit) calls += step;
  }
  return { calls, riskOfLast: calls > 0 ? riskOf(calls) : 0, riskOfNext: riskOf(calls + 1) };
}

function weightsOf({ newcomer }: Forecast): Float64Array {
  const weights = new Float64Array(HORIZONS.length);
  const end = newcomer[newcomer.length - 1]!;
  let total = 0;
  for (let h = 0; h < weights.length; h++) {
    const by = newcomer[h]!;
    const within = by - (h > 0 ? newcomer[h - 1]! : 0);
    total += weights[h] = 0.5 * within + 0.5 * by * (end - by);
  }
  for (let h = 0; h < weights.length; h++) weights[h] = total > 0 ? weights[h]! / total : 1 / weights.length;
  return weights;
}

function riskWith(curve: ShortfallCurve, weights: Float64Array, others: number): number {
  const short = curve.at(others);
  let risk = 0;
  for (let h = 0; h < weights.length; h++) risk += weights[h]! * short[h]!;
  return risk;
}
