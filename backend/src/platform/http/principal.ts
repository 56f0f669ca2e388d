import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { Permission } from '#contracts';

/** What a supervisor has in view: the people of the groups he supervises, and the queues that these groups serve. */
export interface Supervised {
  readonly groupIds: ReadonlySet<string>;
  readonly userIds: ReadonlySet<string>;
  readonly queueIds: ReadonlySet<string>;
}

/** Who is asking: filled by the access guard from the token and the workstation session, the same for HTTP and sockets. */
export interface Principal {
  readonly userId: string;
  /** `name@domain`. */
  readonly login: string;
  readonly role: string;
  readonly permissions: ReadonlySet<Permission>;
  readonly groupIds: readonly string[];
  /** Null: everything, as administrators have it. Without a supervised group nothing of others is in view. */
  readonly supervised: Supervised | null;
  /** The workstation session; null on routes marked `@BeforeSession()`. */
  readonly sessionId: string | null;
}

type Ids = readonly (string | null)[];

/** Whether one of these people, queues or groups is in the principal's view; the one rule for lists, topics and actions. */
export function oversees(
  { supervised }: Pick<Principal, 'supervised'>,
  { users = [], queues = [], groups = [] }: Readonly<Partial<Record<'users' | 'queues' | 'groups', Ids>>>,
): boolean {
  if (!supervised) return true;
  const has = (ids: ReadonlySet<string>) => (id: string | null) => id !== null && ids.has(id);
  return (
    users.some(has(supervised.userIds)) ||
    queues.some(has(supervised.queueIds)) ||
    groups.some(has(supervised.groupIds))
  );
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
