import { HttpErrorResponse } from '@angular/common/http';
import type { FieldError, Problem } from '#contracts';

/** What the server refused, or why it could not be reached (`network`, status 0), in the words of its problem document. */
export class ProblemError extends Error {
  constructor(readonly problem: Problem) {
    super(problem.code);
  }

  get code(): string {
    return this.problem.code;
  }

  get status(): number {
    return this.problem.status;
  }

  get fields(): readonly FieldError[] {
    return this.problem.errors ?? [];
  }
}

const isProblem = (body: unknown): body is Problem =>
  typeof body === 'object' && body !== null && typeof (body as { code?: unknown }).code === 'string';

function parsed(body: unknown): unknown {
  if (typeof body !== 'string') return body;
  try {
    return JSON.parse(body) as unknown;
  } catch {
    return null;
  }
}

const made = (status: number, code: string): Problem => ({
  type: `urn:centrala:problem:${code}`,
  title: code,
  status,
  code,
  instance: '',
});

/** Any failure of a request as a ProblemError; what we do not recognise is a bug and stays what it is. */
export function toProblemError(error: unknown): unknown {
  if (!(error instanceof HttpErrorResponse)) return error;
  if (error.status === 0) return new ProblemError(made(0, 'network'));
  const body = parsed(error.error);
  return new ProblemError(
    isProblem(body) ? body : made(error.status, error.status >= 500 ? 'unavailable' : 'request-refused'),
  );
}

export const isProblemError = (error: unknown, code?: string): error is ProblemError =>
  error instanceof ProblemError && (code === undefined || error.code === code);
