import type { RequestHandler } from 'express';
import { sendProblem } from './problem.filter';
import { requestIdOf } from './request-id';

/**
 * Answers 503 `request-timed-out` when nothing was answered in time. The work behind it is not stopped: its outcome is in the
 * journal, and a repeated request finds it. An answer that has begun (an export, a recording) may take as long as it needs.
 */
export const timeOut =
  (milliseconds: number): RequestHandler =>
  (request, response, next) => {
    const timer = setTimeout(() => {
      if (response.headersSent) return;
      sendProblem(
        response,
        { status: 503, code: 'request-timed-out', options: { retryAfter: 1 } },
        requestIdOf(request),
      );
    }, milliseconds);
    timer.unref();
    response.once('close', () => clearTimeout(timer));
    next();
  };
