import { Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import type { Request } from 'express';
import { accessOf, featuresOf } from './access';
import type { Credentials } from './access-guard.port';
import { AccessEnforcer } from './access-enforcer';
import { principalOf, type PrincipalHolder } from './principal';
import { ProblemException } from './problem';
import { RateLimit } from './rate-limit';
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
  constructor(
    private readonly enforcer: AccessEnforcer,
    private readonly rateLimit: RateLimit,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const handler = context.getHandler();
    const [access, second] = accessOf(handler);
    if (!access || second) throw new ProblemException(403, 'access-undeclared');
    if (context.getType() === 'http') {
      if (access.kind !== 'public') await this.admit(context, access.kind === 'before-session' ? 'token' : 'session');
      await this.rateLimit.request(context);
    }
    await this.enforcer.require(access, featuresOf(handler), principalOf(context));
    return true;
  }

  private async admit(context: ExecutionContext, need: 'session' | 'token'): Promise<void> {
    const request = context.switchToHttp().getRequest<Request & PrincipalHolder>();
    try {
      request.principal = (await this.enforcer.admit(credentialsOf(request), need)).principal;
    } catch (error) {
      if (error instanceof ProblemException && error.getStatus() === 401)
        await this.rateLimit.failedSignIn(request.ip ?? '');
      throw error;
    }
  }
}
