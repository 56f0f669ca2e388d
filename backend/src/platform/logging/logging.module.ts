import { Module, type DynamicModule } from '@nestjs/common';
import { LoggerModule } from 'nestjs-pino';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { DestinationStream } from 'pino';
import type { Options } from 'pino-http';
import { config } from '../config';
import { requestIdOf } from '../http';
import { loggingArea } from './logging.config';
import { redact } from './redact';

/** Without the query: it can hold what people searched for, and the tokens of links. */
const pathOf = (request: IncomingMessage): string => (request.url ?? '').split('?')[0] ?? '';

const UNINTERESTING = /^\/(metrics|api\/v1\/health|assets)(\/|$)/;

function levelOf(
  request: IncomingMessage,
  response: ServerResponse,
  error?: Error,
): 'error' | 'warn' | 'info' | 'debug' {
  if (error || response.statusCode >= 500) return 'error';
  if (response.statusCode === 401 || response.statusCode === 403 || response.statusCode === 429) return 'warn';
  return request.method === 'GET' || request.method === 'HEAD' ? 'debug' : 'info';
}

export function pinoOptions(): Options {
  const { level, showPhoneNumbers } = config(loggingArea);
  const pretty = config('process').environment === 'development';
  const options = { phoneNumbers: !showPhoneNumbers };
  return {
    level,
    ...(pretty && {
      transport: { target: 'pino-pretty', options: { singleLine: true, ignore: 'pid,hostname,req,res' } },
    }),
    base: { node: config('process').node },
    formatters: { log: (line) => redact(line, options) as Record<string, unknown> },
    hooks: {
      logMethod(line, method) {
        const clean = line.map((part) => (typeof part === 'string' ? redact(part, options) : part)) as typeof line;
        method.apply(this, clean);
      },
    },
    genReqId: (request) => requestIdOf(request),
    autoLogging: { ignore: (request) => UNINTERESTING.test(pathOf(request)) },
    customLogLevel: levelOf,
    serializers: {
      req: (request: { id: unknown; method: unknown; raw: IncomingMessage }) => ({
        id: request.id,
        method: request.method,
        path: pathOf(request.raw),
        address: request.raw.socket.remoteAddress,
      }),
      res: (response: { statusCode: number }) => ({ status: response.statusCode }),
    },
  };
}

/** The logger writing to `destination`, left out: to standard output. The settings are read when the application starts. */
export function loggerTo(destination?: DestinationStream): DynamicModule {
  return LoggerModule.forRootAsync({
    useFactory: () => ({ pinoHttp: destination ? [pinoOptions(), destination] : pinoOptions() }),
  });
}

/** JSON lines on standard output, each of a request with its id; readable ones in development. */
@Module({ imports: [loggerTo()] })
export class LoggingModule {}
