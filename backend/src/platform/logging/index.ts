/** Log lines without secrets. Features use Nest's `Logger`: `logger.warn({ err, callId }, 'What happened')`. */
export { Logger as PinoLogger } from 'nestjs-pino';
export { loggerTo, LoggingModule } from './logging.module';
export { loggingArea } from './logging.config';
export { redact } from './redact';
