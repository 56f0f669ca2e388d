import { Catch, Logger, type ArgumentsHost, type ExceptionFilter } from '@nestjs/common';
import { describeError } from '../http';

/** Answers a failed message through its acknowledgement: `{ ok: false, code }`, the same codes as over HTTP. */
@Catch()
export class MessageProblemFilter implements ExceptionFilter {
  private readonly logger = new Logger('Realtime');

  catch(error: unknown, host: ArgumentsHost): void {
    const { status, code } = describeError(error);
    if (status >= 500) this.logger.error({ err: error }, code);
    const acknowledge = host.getArgs<unknown[]>().find((argument) => typeof argument === 'function') as
      ((answer: { ok: false; code: string }) => void) | undefined;
    acknowledge?.({ ok: false, code });
  }
}
