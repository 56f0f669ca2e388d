import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { EventMeta } from '../../kernel/journal';
import { principalOf } from './principal';
import { requestIdOf } from './request-id';

/** Who did it and in which request: the journal's meta without the time, which the use case adds. */
export type Cause = Omit<EventMeta, 'at'>;

/** Parameter decorator: the `Cause` of everything that this request writes into the journal. */
export const RequestCause = createParamDecorator((_data: unknown, context: ExecutionContext): Cause => {
  const principal = principalOf(context);
  const requestId = requestIdOf(context.switchToHttp().getRequest<object>());
  return {
    actor: principal ? { kind: 'user', id: principal.userId } : { kind: 'system', id: 'public' },
    correlation: requestId,
    causation: requestId,
  };
});
