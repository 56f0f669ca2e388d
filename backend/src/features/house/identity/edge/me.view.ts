import { Injectable } from '@nestjs/common';
import { PERMISSION_NAMES, type Me } from '#contracts';
import { config } from '../../../../platform/config';
import type { Principal } from '../../../../platform/http';
import { LicensingService } from '../../licensing';
import { SessionStore } from '../data/session.store';
import { UserStore } from '../data/user.store';
import { identityArea } from '../identity.config';
import { PlatformFacts } from '../port/platform-facts';

/** GET /me: everything that the console needs to draw itself. */
@Injectable()
export class MeView {
  private readonly platformName = config(identityArea).platformName;

  constructor(
    private readonly users: UserStore,
    private readonly sessions: SessionStore,
    private readonly licensing: LicensingService,
    private readonly facts: PlatformFacts,
  ) {}

  async of({ userId, sessionId, permissions }: Principal): Promise<Me> {
    const [user, session, features, order] = await Promise.all([
      this.users.byId(userId),
      sessionId ? this.sessions.openById(sessionId) : null,
      this.licensing.features(),
      this.licensing.order(),
    ]);
    if (!user) throw new Error(`User ${userId} was admitted and is not there`);
    const { id, login, firstName, lastName, email, role, extension, language, groupIds } = user;
    return {
      user: { id, login, firstName, lastName, email, role, extension, language, groupIds },
      permissions: PERMISSION_NAMES.filter((name) => permissions.has(name)),
      features: features.filter(({ enabled }) => enabled).map((feature) => feature.id),
      session: session && { id: session.id, since: session.openedAt.toISOString() },
      platform: { name: this.platformName, timeZone: order.timeZone, ...this.facts.current() },
    };
  }

  async extensionOf(userId: string): Promise<string | null> {
    return (await this.users.byId(userId))?.extension ?? null;
  }
}
