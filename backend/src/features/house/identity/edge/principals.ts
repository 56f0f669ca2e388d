import { Injectable } from '@nestjs/common';
import type { Principal, PrincipalSource } from '../../../../platform/http';
import { AccessStore } from '../data/access.store';
import { effectivePermissions } from '../domain/effective-permissions';
import { Supervision } from '../port/supervision';

/** Who somebody is now, for what goes out in his name while he is away. */
@Injectable()
export class Principals implements PrincipalSource {
  constructor(
    private readonly access: AccessStore,
    private readonly supervision: Supervision,
  ) {}

  async of(userId: string): Promise<Principal | null> {
    const row = await this.access.ofUser(userId);
    if (row?.state !== 'active') return null;
    const { login, role, groupIds, sets } = row;
    const [permissions, supervised] = [effectivePermissions(role, sets), await this.supervision.of(row)];
    return { userId, login, role, permissions, groupIds, supervised, sessionId: null };
  }
}
