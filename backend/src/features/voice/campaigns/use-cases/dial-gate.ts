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
import { mayDial, mayTake, zoneFor, type DialFacts, type HoldVerdict, type TakeHold } from '../domain/may-dial';
import { Relationships } from './relationships';

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
    private readonly relationships: Relationships,
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

  /** What no waiting would end, of a contact that somebody wants in the campaign. */
  async judgeContact(
    tx: Transaction,
    campaign: Campaign,
    { contactId, number, at }: { contactId: string; number: string | null; at: Instant },
  ): Promise<HoldVerdict<TakeHold> | null> {
    return mayTake({
      ...(await this.ofNumber(tx, campaign, { number, at })),
      consentMissing: await this.consentMissing(tx, campaign, contactId),
    });
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
      ...(await this.ofNumber(tx, campaign, { number, at })),
      attemptsToday: today,
      consentMissing: await this.consentMissing(tx, campaign, contactId),
      privateTo: record.agentId,
      agentId,
      lastAgent: await this.relationships.of(tx, campaign, record),
      onDesk: record.state === 'batched',
    };
  }

  private async ofNumber(tx: Transaction, campaign: Campaign, { number, at }: { number: string | null; at: Instant }) {
    const blocked =
      number && (await this.blacklist.check(tx, { number, direction: 'outbound', campaignId: campaign.id, at }));
    return {
      number,
      numberValid: number !== null && parsePhoneNumber(number).ok,
      numberDead: number !== null && (await this.hlr.isSkipped(tx, number)),
      blacklistedBy: blocked ? blocked.entryId : null,
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
