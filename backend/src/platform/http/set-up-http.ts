import type { NestApplicationOptions } from '@nestjs/common';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { SwaggerModule, type OpenAPIObject } from '@nestjs/swagger';
import compression from 'compression';
import { config } from '../config';
import { ConsoleFrames } from './console-frames';
import { ConsoleOrigins } from './console-origins';
import { httpArea } from './http.config';
import { openApiOf } from './openapi';
import { assignRequestId } from './request-id';
import { API_PREFIX, UNPREFIXED } from './routes';
import { securityHeaders } from './security-headers';
import { staticConsole } from './static-console';
import { timeOut } from './time-out';

/** How `NestFactory.create` has to be called for `setUpHttp`: our body limits, and the raw body for signed webhooks. */
export const HTTP_APP_OPTIONS = {
  bodyParser: false,
  rawBody: true,
  bufferLogs: true,
} as const satisfies NestApplicationOptions;

/** Everything around the routes. Called once, before `init()` or `listen()`, with the application's root module. */
export function setUpHttp(app: NestExpressApplication, rootModule: unknown): void {
  const settings = config(httpArea);
  app.setGlobalPrefix(API_PREFIX, { exclude: UNPREFIXED });
  app.set('trust proxy', settings.trustProxy);
  app.disable('x-powered-by');
  app.use(
    (
      request: Parameters<typeof assignRequestId>[0],
      response: Parameters<typeof assignRequestId>[1],
      next: () => void,
    ) => {
      assignRequestId(request, response);
      next();
    },
  );
  const extraOrigins = [...app.get(ConsoleOrigins, { strict: false }).all(), ...settings.extraOrigins];
  const frames = app.get(ConsoleFrames, { strict: false });
  app.use(
    securityHeaders({ ...settings, extraOrigins, frames: () => frames.sources }),
    timeOut(settings.timeoutMs),
    compression(),
  );
  app.useBodyParser('json', { limit: `${settings.bodyLimitKb}kb` });
  app.useBodyParser('urlencoded', { limit: '64kb', extended: false });
  serveDocuments(app, rootModule);
  for (const handler of staticConsole(settings.consoleDirectory)) app.use(handler);
  const server = app.getHttpServer();
  server.requestTimeout = Math.max(settings.timeoutMs, 60_000);
  server.headersTimeout = 15_000;
  server.keepAliveTimeout = 75_000;
}

function serveDocuments(app: NestExpressApplication, rootModule: unknown): void {
  const document = () => openApiOf(rootModule, API_PREFIX.split('/')[1] ?? '') as unknown as OpenAPIObject;
  SwaggerModule.setup('api/docs', app, document, {
    jsonDocumentUrl: 'api/docs-json',
    yamlDocumentUrl: 'api/docs-yaml',
  });
}
