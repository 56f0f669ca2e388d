import { Inject, Injectable } from '@nestjs/common';
import { CLOCK, type Clock } from '../../../../kernel/clock';
import { config } from '../../../../platform/config';
import { ProblemException, type AccessGuard, type Admission, type Credentials } from '../../../../platform/http';
import { AccessStore, type AccessRow } from '../data/access.store';
import { SessionStore } from '../data/session.store';
import { addressAllowed } from '../domain/address-policy';
import { effectivePermissions } from '../domain/effective-permissions';
import { identityArea } from '../identity.config';
import { Supervision } from '../port/supervision';
import { TokenVerifier } from './token-verifier';

/** A request keeps its session alive; writing it down more often than this would only cost. */
const SEEN_EVERY_MS = 60_000;

/** The one guard: HTTP requests and socket handshakes come through the same door. */
@Injectable()
export class IdentityGuard implements AccessGuard {
  private readonly management = config(identityArea).managementNetworks;

  constructor(
    private readonly tokens: TokenVerifier,
    private readonly access: AccessStore,
    private readonly sessions: SessionStore,
    private readonly supervision: Supervision,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /**
   * 401 `not-signed-in`, `token-invalid`, `token-expired`: sign in (again). 401 `token-outdated`: the role has changed, renew the token.
   * 403 `account-unknown`, `account-disabled`, `address-not-allowed`, `session-required`: the person is known and still may not.
   */
  async admit(credentials: Credentials, need: 'session' | 'token'): Promise<Admission> {
    const token = await this.tokens.verify(bearerOf(credentials.authorization));
    const row = await this.access.find(token.subject, token.signIn);
    if (!row) throw new ProblemException(403, 'account-unknown');
    if (row.revoked) throw new ProblemException(401, 'token-invalid');
    if (row.state !== 'active') throw new ProblemException(403, 'account-disabled');
    if (!addressAllowed(credentials.ip, row.lists, this.management))
      throw new ProblemException(403, 'address-not-allowed');
    if (!token.hasRole(row.role)) throw new ProblemException(401, 'token-outdated');
    if (need === 'session' && !row.sessionId) throw new ProblemException(403, 'session-required');
    await this.seen(row);
    const { userId, login, role, groupIds, sessionId } = row;
    const permissions = effectivePermissions(role, row.sets);
    const supervised = await this.supervision.of(row);
    return {
      principal: { userId, login, role, permissions, groupIds, supervised, sessionId },
      expiresAt: token.expiresAt,
    };
  }

  private async seen({ sessionId, lastSeenAt }: AccessRow): Promise<void> {
    const now = this.clock.now();
    if (!sessionId || !lastSeenAt || now - lastSeenAt.getTime() < SEEN_EVERY_MS) return;
    await this.sessions.seen(sessionId, now);
  }
}

function bearerOf(authorization: string | null): string {
  const [, token] = /^Bearer +([\w-]+\.[\w-]+\.[\w-]+)$/i.exec(authorization ?? '') ?? [];
  if (token) return token;
  throw new ProblemException(401, authorization ? 'token-invalid' : 'not-signed-in');
}
