import { Inject, Injectable } from '@nestjs/common';
import { AGENT_KINDS, type Campaign } from '#contracts';
import { CLOCK, type Clock, type Instant } from '../../../../kernel/clock';
import { parsePhoneNumber } from '../../../../kernel/phone-number';
import type { Transaction } from '../../../../platform/database';
import { Consents } from '../../../customers/consents';
import { HlrNumbers } from '../../../customers/hlr';
import { Blacklist } from '../../blacklist';
import { AttemptStore } from '../data/attempt.store';
import type { Dialling } from '../data/dialling.store';
import { dayStart } from '../domain/dialling-hours';
import { mayDial, zoneFor, type DialFacts, type HoldVerdict } from '../domain/may-dial';

export interface GateAnswer {
  readonly verdict: HoldVerdict | null;
  readonly facts: DialFacts;
}

/** The one gate before every dial of a campaign: gathers what is known in the transaction that would dial, and judges it. */
@Injectable()
export class DialGate {
  constructor(
    private readonly attempts: AttemptStore,
    private readonly blacklist: Blacklist,
    private readonly consents: Consents,
    private readonly hlr: HlrNumbers,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  async judge(
    tx: Transaction,
    campaign: Campaign,
    { record, agentId, at }: { record: Dialling; agentId: string | null; at: Instant },
  ): Promise<GateAnswer> {
    const facts = await this.facts(tx, campaign, record, { agentId, at });
    return { facts, verdict: mayDial(facts, campaign) };
  }

  private async facts(
    tx: Transaction,
    campaign: Campaign,
    record: Dialling,
    { agentId, at }: { agentId: string | null; at: Instant },
  ): Promise<DialFacts> {
    const { number, contactId } = record;
    const since = dayStart(zoneFor(number ?? ''), at);
    const { engaged, today } = await this.attempts.engagement(tx, { contactId, number: number ?? '', since });
    const blocked =
      number && (await this.blacklist.check(tx, { number, direction: 'outbound', campaignId: campaign.id, at }));
    return {
      at,
      wall: at + this.clock.wall() - this.clock.now(),
      campaignRunning: campaign.state === 'running',
      closed: record.state === 'closed',
      attemptUnderWay: record.state === 'active',
      contactEngaged: engaged,
      dueAt: record.dueAt,
      notBefore: record.notBefore,
      notAfter: record.notAfter,
      number,
      numberValid: number !== null && parsePhoneNumber(number).ok,
      numberDead: number !== null && (await this.hlr.isSkipped(tx, number)),
      attemptsToday: today,
      blacklistedBy: blocked ? blocked.entryId : null,
      consentMissing: await this.consentMissing(tx, campaign, contactId),
      privateTo: record.agentId,
      agentId,
    };
  }

  private async consentMissing(tx: Transaction, campaign: Campaign, contactId: string): Promise<string | null> {
    const { consentPurpose: purpose, kind } = campaign;
    if (purpose === null) return null;
    const channel = AGENT_KINDS.includes(kind) ? 'call' : 'automatic-call';
    const allowed = await this.consents.check(tx, { contactId, channel, purpose });
    return allowed.ok ? null : allowed.refusal.code;
  }
}
