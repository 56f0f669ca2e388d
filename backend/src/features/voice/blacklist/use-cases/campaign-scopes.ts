import { Injectable } from '@nestjs/common';
import type { Transaction } from '../../../../platform/database';

export interface CampaignScope {
  exists(tx: Transaction, campaignId: string): Promise<boolean>;
}

/** Whoever has campaigns says here which there are, so that an entry can be limited to some of them. */
@Injectable()
export class CampaignScopes {
  private readonly scopes: CampaignScope[] = [];

  register(scope: CampaignScope): void {
    this.scopes.push(scope);
  }

  async exists(tx: Transaction, campaignId: string): Promise<boolean> {
    for (const scope of this.scopes) if (await scope.exists(tx, campaignId)) return true;
    return false;
  }

  /** Those of them that are not there. */
  async missing(tx: Transaction, campaignIds: Iterable<string>): Promise<ReadonlySet<string>> {
    const missing = new Set<string>();
    for (const id of new Set(campaignIds)) if (!(await this.exists(tx, id))) missing.add(id);
    return missing;
  }
}
