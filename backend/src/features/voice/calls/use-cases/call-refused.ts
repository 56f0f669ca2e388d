import type { Refusal } from '../../../../kernel/outcome';

/** Undoes a transaction whose later part was refused; caught by the use case that opened it and made a refusal again. */
export class CallRefused<R extends Refusal> extends Error {
  constructor(readonly refusal: R) {
    super(refusal.code);
  }
}
