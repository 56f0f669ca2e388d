/**
 * An expected outcome of a command: what was asked for, or a typed refusal.
 * Refusals are values, mapped at the edge to problem details; exceptions are for bugs and broken I/O only.
 */
export interface Refusal<Code extends string = string> {
  readonly code: Code;
}

export interface Accepted<T> {
  readonly ok: true;
  readonly value: T;
}

export interface Refused<R extends Refusal> {
  readonly ok: false;
  readonly refusal: R;
}

export type Outcome<T, R extends Refusal = Refusal> = Accepted<T> | Refused<R>;

export const accepted = <T>(value: T): Accepted<T> => ({ ok: true, value });

export const refused = <R extends Refusal>(refusal: R): Refused<R> => ({ ok: false, refusal });
