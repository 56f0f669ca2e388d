import 'reflect-metadata';
import { NestFactory } from '@nestjs/core';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { AppModule } from './app.module';
import { checkConfig, config, declaredAreas } from './platform/config';
import { HTTP_APP_OPTIONS, httpArea, setUpHttp } from './platform/http';
import { PinoLogger } from './platform/logging';
import { RealtimeAdapter } from './platform/realtime';

/** Starts the parts of this process. SIGTERM: no new requests, batches under way end, then the connections close. */
async function main(): Promise<void> {
  checkConfig(declaredAreas());
  const root = AppModule.of(config('process').parts);
  const app = await NestFactory.create<NestExpressApplication>(root, { ...HTTP_APP_OPTIONS, abortOnError: false });
  app.useLogger(app.get(PinoLogger));
  setUpHttp(app, root);
  app.useWebSocketAdapter(await RealtimeAdapter.create(app));
  app.enableShutdownHooks(['SIGTERM', 'SIGINT']);
  const { host, port } = config(httpArea);
  await app.listen(port, host);
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
  process.exit(1);
});
