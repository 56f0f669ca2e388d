import { StreamableFile, type CallHandler, type ExecutionContext, type NestInterceptor } from '@nestjs/common';
import { tap, type Observable } from 'rxjs';
import { routeShapeOf } from '../platform/http';

/** Holds every answer of a test application to what its route promises with `@ZodResponse`: a drift from the contract fails the test. */
export class ResponseShapes implements NestInterceptor {
  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    const promised = Object.values(routeShapeOf(context.getHandler()).responses ?? {});
    return next.handle().pipe(
      tap((answer) => {
        if (context.getType() !== 'http' || promised.length === 0 || answer instanceof StreamableFile) return;
        const wire: unknown = answer === undefined ? undefined : JSON.parse(JSON.stringify(answer));
        const wrong = promised.map((schema) => schema.safeParse(wire)).filter(({ success }) => !success);
        if (wrong.length === promised.length) {
          throw new Error(
            `${context.getClass().name}.${context.getHandler().name} breaks its contract: ${String(wrong[0]?.error)}`,
          );
        }
      }),
    );
  }
}
