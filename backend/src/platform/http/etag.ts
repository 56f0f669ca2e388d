import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { Request } from 'express';
import { ProblemException } from './problem';

/** The entity tag of a versioned record. */
export const etagOf = (version: number): string => `"${version}"`;

/**
 * Parameter decorator: the version that the caller last saw, from `If-Match: "7"`; null when the header is absent.
 * A malformed header is 400. Compare it inside the transaction and answer 412 `changed-meanwhile` through `staleVersion()`.
 */
export const IfMatch = createParamDecorator((_data: unknown, context: ExecutionContext): number | null => {
  const header = context.switchToHttp().getRequest<Request>().headers['if-match'];
  if (header === undefined) return null;
  const version = /^"(\d{1,9})"$/.exec(header)?.[1];
  if (version === undefined)
    throw new ProblemException(400, 'request-malformed', { detail: 'If-Match must be one version in quotes' });
  return Number(version);
});

export const staleVersion = (): ProblemException => new ProblemException(412, 'changed-meanwhile');
