import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { Request } from 'express';
import { REPORT_FILES, type ReportFile } from '#contracts';
import { FILE_TYPES } from '../use-cases/report-file';

/** That the caller asked for a file, by `Accept`, and in which language its headings shall be. */
export interface FileRequest {
  readonly kind: ReportFile;
  readonly language: 'pl' | 'en';
}

const bare = (type: string): string => type.split(';')[0] ?? type;

export const FILES = REPORT_FILES.map((kind) => bare(FILE_TYPES[kind]));

export const WantsFile = createParamDecorator((_data: unknown, context: ExecutionContext): FileRequest | null => {
  const request = context.switchToHttp().getRequest<Request>();
  const wanted = request.accepts(['application/json', ...FILES]);
  const kind = REPORT_FILES.find((each) => bare(FILE_TYPES[each]) === wanted);
  if (!kind) return null;
  return { kind, language: request.acceptsLanguages(['en', 'pl']) === 'pl' ? 'pl' : 'en' };
});
