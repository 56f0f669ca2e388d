import type { Outcome } from '../../../../kernel/outcome';
import type { ProviderFailure } from '../../../../kernel/provider-failure';
import type { NumberFacts } from '../domain/number-facts';

/** Asks the home register of a mobile number (E.164). Never throws for what the provider does. */
export interface NumberLookup {
  /** Questions at a time that the provider allows; 0: there is no provider. */
  readonly atOnce: number;
  look(number: string): Promise<Outcome<NumberFacts, ProviderFailure>>;
}

/** Nest token of the `NumberLookup`. */
export const NUMBER_LOOKUP = Symbol('NumberLookup');
