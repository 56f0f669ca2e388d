import type { HlrResult } from '#contracts';

/** What an operator says of a number. */
export interface NumberFacts {
  readonly result: HlrResult;
  /** Name of the operator that has the number now. */
  readonly network: string | null;
  /** Taken along from another operator; null: not said. */
  readonly ported: boolean | null;
}
