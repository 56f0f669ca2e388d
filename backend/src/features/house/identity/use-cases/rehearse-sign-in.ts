import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import { IDS, type Ids } from '../../../../kernel/ids';
import { Database } from '../../../../platform/database';
import { CriticalChecks, type CheckResults } from '../../service-level';
import { insertStranger } from '../data/stranger';
import { IDENTITY_PROVIDER, type IdentityProvider } from '../port/identity-provider';
import { Sessions } from './sessions';

const PATIENCE_MS = 5_000;

/** The check of `sign-in`: the provider gives its keys, and a workstation opens for somebody; nothing of it stays. */
@Injectable()
export class RehearseSignIn implements OnModuleInit {
  constructor(
    private readonly checks: CriticalChecks,
    private readonly database: Database,
    private readonly sessions: Sessions,
    @Inject(IDENTITY_PROVIDER) private readonly provider: IdentityProvider,
    @Inject(IDS) private readonly ids: Ids,
  ) {}

  onModuleInit(): void {
    this.checks.register({ functions: ['sign-in'], run: () => this.run() });
  }

  private async run(): Promise<CheckResults> {
    const keys = await this.provider.signingKeys(AbortSignal.timeout(PATIENCE_MS));
    await keys.body?.cancel();
    if (!keys.ok) throw new Error(`the identity provider answers ${keys.status}`);
    const userId = this.ids.next();
    const cause = { actor: { kind: 'system', id: 'service-level' }, correlation: userId, causation: null } as const;
    await this.database.rehearse(async (tx) => {
      await insertStranger(tx, userId);
      const request = {
        userId,
        role: 'agent',
        signIn: userId,
        takeOver: false,
        ip: '127.0.0.1',
        userAgent: null,
      } as const;
      // That all licences are taken is an answer too.
      await this.sessions.openIn(tx, request, cause);
    });
    return { 'sign-in': null };
  }
}
