import { Catch, HttpException, Logger, type ArgumentsHost, type ExceptionFilter } from '@nestjs/common';
import type { Problem } from '#contracts';
import type { Request, Response } from 'express';
import { isUnavailable } from '../database';
import { ProblemException, titleOf, type ProblemOptions } from './problem';
import { requestIdOf } from './request-id';

interface Described {
  readonly status: number;
  readonly code: string;
  readonly options: ProblemOptions;
}

/** Codes for what Nest, Express and its body parser refuse by themselves. */
const CODES: Readonly<Record<number, string>> = {
  400: 'request-malformed',
  401: 'not-signed-in',
  403: 'forbidden',
  404: 'route-not-found',
  405: 'method-not-allowed',
  406: 'not-acceptable',
  408: 'request-timed-out',
  413: 'body-too-large',
  415: 'media-type-unsupported',
  416: 'range-not-satisfiable',
  429: 'too-many-requests',
  503: 'unavailable',
};

/** http-errors (body parser, static files) carry a 4xx `status` that is meant for the caller. */
function clientStatusOf(error: unknown): number | undefined {
  const { status, expose } = (error ?? {}) as { status?: unknown; expose?: unknown };
  return typeof status === 'number' && status >= 400 && status < 500 && expose === true ? status : undefined;
}

export function describeError(error: unknown): Described {
  if (error instanceof ProblemException) return { status: error.getStatus(), code: error.code, options: error.answer };
  const status = error instanceof HttpException ? error.getStatus() : clientStatusOf(error);
  if (status !== undefined) return { status, code: CODES[status] ?? 'request-refused', options: {} };
  if (isUnavailable(error)) return { status: 503, code: 'unavailable', options: { retryAfter: 2 } };
  return { status: 500, code: 'internal-error', options: {} };
}

export function problemOf({ status, code, options }: Described, requestId: string): Problem {
  return {
    type: `urn:centrala:problem:${code}`,
    title: titleOf(code),
    status,
    code,
    ...(options.detail && { detail: options.detail }),
    instance: requestId,
    ...(options.params && { params: options.params }),
    ...(options.fields && { errors: [...options.fields] }),
  };
}

/** Turns whatever was thrown into one problem document; what is not meant for the caller goes to the log only. */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  private readonly logger = new Logger('Http');

  catch(error: unknown, host: ArgumentsHost): void {
    if (host.getType() !== 'http') throw error;
    const request = host.switchToHttp().getRequest<Request>();
    const response = host.switchToHttp().getResponse<Response>();
    // The time-out has answered already; what the late work wanted to say interests nobody.
    if (response.writableEnded) return;
    const described = describeError(error);
    if (described.status >= 500)
      this.logger.error({ err: error, requestId: requestIdOf(request), path: request.path }, described.code);
    sendProblem(response, described, requestIdOf(request));
  }
}

/** Writes the document; an answer that is already under way can only be cut off, so that the caller sees that it is not whole. */
export function sendProblem(response: Response, described: Described, requestId: string): void {
  if (response.headersSent) {
    response.destroy();
    return;
  }
  if (described.options.retryAfter !== undefined)
    response.setHeader('retry-after', String(described.options.retryAfter));
  if (described.status === 401) response.setHeader('www-authenticate', 'Bearer');
  response.setHeader('cache-control', 'no-store');
  response
    .status(described.status)
    .type('application/problem+json')
    .send(JSON.stringify(problemOf(described, requestId)));
}
