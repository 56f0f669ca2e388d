import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { Permission } from '#contracts';

/** Who is asking: filled by the access guard from the token and the workstation session, the same for HTTP and sockets. */
export interface Principal {
  readonly userId: string;
  /** `name@domain`. */
  readonly login: string;
  readonly role: string;
  readonly permissions: ReadonlySet<Permission>;
  readonly groupIds: readonly string[];
  /** The workstation session; null on routes marked `@BeforeSession()`. */
  readonly sessionId: string | null;
}

/** Where the guard leaves the principal: on the HTTP request, or on `socket.data`. */
export interface PrincipalHolder {
  principal?: Principal;
}

/** The principal of an HTTP request or a socket message; undefined when nobody signed in. */
export function principalOf(context: ExecutionContext): Principal | undefined {
  if (context.getType() === 'ws') {
    return context.switchToWs().getClient<{ data: PrincipalHolder }>().data.principal;
  }
  return context.switchToHttp().getRequest<PrincipalHolder>().principal;
}

/** Parameter decorator: the signed-in `Principal`. On a `@Public()` route it is undefined. */
export const CurrentUser = createParamDecorator((_data: unknown, context: ExecutionContext) => principalOf(context));
