import { Injectable } from '@nestjs/common';
import type { BlacklistHit } from '#contracts';
import type { EventMeta } from '../../../../kernel/journal';
import type { Instant } from '../../../../kernel/clock';
import type { Transaction } from '../../../../platform/database';
import { Journal } from '../../../../platform/journal';
import { LicensingService } from '../../../house/licensing';
import { BlacklistStore } from '../data/blacklist.store';
import { keysOf, mostSpecific } from '../domain/pattern';
import { holdsFor } from '../domain/scope';

export interface BlacklistQuestion {
  /** E.164, or as it came; null when withheld. */
  readonly number: string | null;
  readonly direction: 'inbound' | 'outbound';
  /** The campaign that calls or is called; null for none: then entries of campaigns do not count. */
  readonly campaignId?: string | null;
  readonly at: Instant;
}

/** What everybody asks who takes a call or makes one. */
@Injectable()
export class Blacklist {
  constructor(
    private readonly store: BlacklistStore,
    private readonly licensing: LicensingService,
    private readonly journal: Journal,
  ) {}

  /** The entry that forbids the call, the most specific of several; null when the call may be, or the Order has no blacklist. */
  async check(tx: Transaction, { number, direction, campaignId, at }: BlacklistQuestion): Promise<BlacklistHit | null> {
    const hits = await this.store.hits(tx, keysOf(number), { direction, at });
    const hit = mostSpecific(hits.filter((entry) => holdsFor(entry, campaignId ?? null)));
    return hit && (await this.licensing.has('blacklist')) ? hit : null;
  }

  /** The same for somebody who wants to call; that he was refused is journalled with the entry. */
  async checkDial(
    tx: Transaction,
    { number, agentId, campaignId }: { number: string; agentId: string | null; campaignId?: string | null },
    meta: EventMeta,
  ): Promise<BlacklistHit | null> {
    const hit = await this.check(tx, { number, direction: 'outbound', campaignId: campaignId ?? null, at: meta.at });
    if (!hit) return null;
    const event = { type: 'BlacklistDialRefused', data: { entryId: hit.entryId, number, agentId } };
    await this.journal.append(tx, `blacklist-${hit.entryId}`, [event], meta);
    return hit;
  }
}
