import { HttpException } from '@nestjs/common';
import type { FieldError, Problem } from '#contracts';

export interface ProblemOptions {
  /** One entry for each wrong field: path, rule, English message, numbers for the translated message. */
  readonly fields?: readonly FieldError[];
  /** Data for the translated message of `code`. */
  readonly params?: Problem['params'];
  /** English explanation for people who read the answer without our client. */
  readonly detail?: string;
  /** Seconds for the `Retry-After` header. */
  readonly retryAfter?: number;
}

/**
 * An answer that is not a success, thrown at the edge only. Becomes an RFC 9457 problem document.
 * `code` is stable, kebab-case, and the key of the client's translated message.
 */
export class ProblemException extends HttpException {
  constructor(
    status: number,
    readonly code: string,
    readonly answer: ProblemOptions = {},
  ) {
    super(code, status);
  }
}

/** `work-not-found` → `Work not found`: the English title; clients translate by the code. */
export function titleOf(code: string): string {
  const words = code.replaceAll('-', ' ');
  return words.charAt(0).toUpperCase() + words.slice(1);
}
