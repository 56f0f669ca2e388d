import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';

const HEADER = 'x-request-id';
/** A caller's own id is kept only in this form, so that it cannot smuggle anything into logs. */
const WELL_FORMED = /^[A-Za-z0-9._-]{8,64}$/;

interface WithId {
  id?: unknown;
}

/** Gives the request its id: the caller's when well formed, else a new one. Also answers it in `X-Request-Id`. */
export function assignRequestId(request: IncomingMessage & WithId, response: ServerResponse): string {
  if (typeof request.id === 'string') return request.id;
  const given = request.headers[HEADER];
  const id = typeof given === 'string' && WELL_FORMED.test(given) ? given : randomUUID();
  request.id = id;
  response.setHeader(HEADER, id);
  return id;
}

export function requestIdOf(request: object): string {
  const { id } = request as WithId;
  return typeof id === 'string' ? id : '';
}
