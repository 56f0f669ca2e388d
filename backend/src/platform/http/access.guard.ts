import { Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import type { Request } from 'express';
import { accessOf, featuresOf } from './access';
import type { Credentials } from './access-guard.port';
import { AccessEnforcer } from './access-enforcer';
import { principalOf, type PrincipalHolder } from './principal';
import { ProblemException } from './problem';
import { requestIdOf } from './request-id';

const credentialsOf = (request: Request): Credentials => ({
  authorization: request.headers.authorization ?? null,
  ip: request.ip ?? '',
  userAgent: request.headers['user-agent'] ?? null,
  requestId: requestIdOf(request),
});

/** Runs before every route and gateway message. A handler without exactly one access decorator is refused (the boot check has named it). */
@Injectable()
export class AccessRouteGuard implements CanActivate {
  constructor(private readonly enforcer: AccessEnforcer) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const handler = context.getHandler();
    const [access, second] = accessOf(handler);
    if (!access || second) throw new ProblemException(403, 'access-undeclared');
    if (access.kind !== 'public' && context.getType() === 'http') {
      const request = context.switchToHttp().getRequest<Request & PrincipalHolder>();
      const { principal } = await this.enforcer.admit(credentialsOf(request), access.kind === 'before-session' ? 'token' : 'session');
      request.principal = principal;
    }
    await this.enforcer.require(access, featuresOf(handler), principalOf(context));
    return true;
  }
}
