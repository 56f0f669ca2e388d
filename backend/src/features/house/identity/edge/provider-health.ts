import { Inject, Injectable, Optional, type OnModuleInit } from '@nestjs/common';
import { HealthRegistry } from '../../../../platform/health';
import { IDENTITY_PROVIDER, type IdentityProvider } from '../port/identity-provider';

const PATIENCE_MS = 1_500;

/** Whether the identity provider gives its keys. Who is signed in works on without it, nobody new comes in: degraded. */
@Injectable()
export class ProviderHealth implements OnModuleInit {
  constructor(
    @Inject(IDENTITY_PROVIDER) private readonly provider: IdentityProvider,
    /** Left out where identity runs without the rest of the platform. */
    @Optional() private readonly health?: HealthRegistry,
  ) {}

  onModuleInit(): void {
    this.health?.register({ name: 'identity-provider', vital: false, check: () => this.reachable() });
  }

  private async reachable(): Promise<string> {
    const response = await this.provider.signingKeys(AbortSignal.timeout(PATIENCE_MS));
    await response.body?.cancel();
    if (!response.ok) throw new Error(`its keys are answered with ${response.status}`);
    return this.provider.mode;
  }
}
