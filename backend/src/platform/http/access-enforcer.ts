import { Inject, Injectable, Optional } from '@nestjs/common';
import type { Permission } from '#contracts';
import {
  ACCESS_GUARD,
  FEATURE_GATE,
  type AccessGuard,
  type Admission,
  type Credentials,
  type FeatureGate,
} from './access-guard.port';
import type { Access } from './access';
import type { Principal } from './principal';
import { ProblemException } from './problem';

/** The one place that decides about access, for HTTP routes, socket handshakes and socket messages alike. */
@Injectable()
export class AccessEnforcer {
  private readonly screens = new Map<string, (credentials: Credentials) => Promise<Admission>>();

  constructor(
    @Optional() @Inject(ACCESS_GUARD) private readonly guard?: AccessGuard,
    @Optional() @Inject(FEATURE_GATE) private readonly features?: FeatureGate,
  ) {}

  /** Verifies credentials. Refuses everybody while no identity feature is bound. */
  async admit(credentials: Credentials, need: 'session' | 'token'): Promise<Admission> {
    if (!this.guard) throw new ProblemException(503, 'identity-unavailable');
    return this.guard.admit(credentials, need);
  }

  /** For sockets: beside people, screens may hold a token of a feature's own. */
  admitSocket(credentials: Credentials): Promise<Admission> {
    const found = [...this.screens].find(([prefix]) => credentials.authorization?.startsWith(`Bearer ${prefix}`));
    return found ? found[1](credentials) : this.admit(credentials, 'session');
  }

  /** Tokens that begin with `prefix` are judged by `admit`, and open sockets only. Register while the modules start. */
  useScreens(prefix: string, admit: (credentials: Credentials) => Promise<Admission>): void {
    this.screens.set(prefix, admit);
  }

  /** Throws 403 unless `principal` may do what `access` and `features` ask for. */
  async require(access: Access, features: readonly string[], principal: Principal | undefined): Promise<void> {
    if (access.kind !== 'public' && !principal) throw new ProblemException(401, 'not-signed-in');
    if (access.kind === 'permission' && !access.anyOf.some((each) => principal?.permissions.has(each))) {
      throw new ProblemException(403, 'permission-missing', { params: { permission: access.anyOf.join(' ') } });
    }
    for (const feature of features) {
      if (!(await this.features?.allows(feature)))
        throw new ProblemException(403, 'feature-not-in-order', { params: { feature } });
    }
  }
}

/** Whether a signed-in principal has what is asked for; the one rule for routes, messages and topics. */
export const accessAllows = (principal: Principal, permission: Permission | 'authenticated'): boolean =>
  permission === 'authenticated' || principal.permissions.has(permission);
