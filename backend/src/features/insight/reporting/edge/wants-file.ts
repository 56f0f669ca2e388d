import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { Request } from 'express';
import { WORKBOOK } from './report-workbook';

/** That the caller asked for a file, by `Accept`, and in which language its headings shall be. */
export interface FileRequest {
  readonly kind: 'csv' | 'xlsx';
  readonly language: 'pl' | 'en';
}

export const WantsFile = createParamDecorator((_data: unknown, context: ExecutionContext): FileRequest | null => {
  const request = context.switchToHttp().getRequest<Request>();
  const kind = request.accepts(['application/json', 'text/csv', WORKBOOK]);
  if (kind !== 'text/csv' && kind !== WORKBOOK) return null;
  const language = request.acceptsLanguages(['en', 'pl']) === 'pl' ? 'pl' : 'en';
  return { kind: kind === WORKBOOK ? 'xlsx' : 'csv', language };
});
