import { Inject, Injectable } from '@nestjs/common';
import type { EventMeta } from '../../../../kernel/journal';
import { accepted, type Outcome } from '../../../../kernel/outcome';
import { config } from '../../../../platform/config';
import type { Transaction } from '../../../../platform/database';
import { Agents, type AgentRefusal } from '../../../work/agents';
import { ContactStore } from '../../../customers/records';
import { SWITCH, type Switch } from '../../switch';
import { OutboundTrunks, type NoTrunk } from '../../trunks';
import { callsArea } from '../calls.config';
import { Directory } from '../data/directory.store';
import type { LetGo } from '../domain/call-commands';
import { NO_POLICY, type CallState, type HandlingPolicy, type OfCampaign } from '../domain/call-state';
import { CallRefused } from './call-refused';
import { Calls } from './calls';
import { legOfOffer } from './leg-of-offer';

/** A call of a campaign. Its id is that of the attempt, and so is that of the first leg to the person called: ordered twice it is made once. */
export interface CampaignCall {
  readonly campaign: OfCampaign;
  readonly contactId: string;
  /** E.164. */
  readonly number: string;
  readonly callerId: string;
  readonly ringSeconds: number;
  readonly policy: Pick<HandlingPolicy, 'record' | 'recordPercent' | 'wrapUpSeconds' | 'classifierRequired'>;
}

/** How a call ends that no agent takes. `language` null: the installation's. */
interface Said extends Required<LetGo> {
  readonly language: string | null;
}

/** Calls that campaigns make, in the transaction that takes the record. The gate before a dial is the campaign's. */
@Injectable()
export class CampaignCalls {
  constructor(
    private readonly calls: Calls,
    private readonly agents: Agents,
    private readonly directory: Directory,
    private readonly contacts: ContactStore,
    private readonly trunks: OutboundTrunks,
    @Inject(SWITCH) private readonly port: Switch,
  ) {}

  /** The agent's own phone first; `seatId` is his reservation, or a new id when he has none. Refusals throw `CallRefused`. */
  async dial(
    tx: Transaction,
    call: CampaignCall & { readonly agentId: string; readonly seatId: string },
    meta: EventMeta,
  ): Promise<Outcome<{ callerId: string }, NoTrunk>> {
    const { agentId, seatId } = call;
    const way = await this.way(tx, call, meta);
    if (!way.ok) return way;
    const callId = call.campaign.attemptId;
    const of = { ...meta, correlation: callId };
    const start = { type: 'StartWork', workId: seatId, channel: 'call', subjectId: callId } as const;
    const engaged = await this.agents.handle(tx, agentId, start, of);
    if (!engaged.ok) throw new CallRefused<AgentRefusal>(engaged.refusal);
    const phones = await this.directory.extensions(tx, [agentId]);
    const own = { agentId, extension: phones.get(agentId) ?? '', agentLegId: seatId, offerId: null, displayName: null };
    await this.order(tx, callId, { type: 'Dial', ...own, ...way.value }, of);
    return accepted({ callerId: way.value.ownNumber });
  }

  /** Nobody of ours on the line yet; `flowId`: what the person hears when he answers. */
  async place(
    tx: Transaction,
    call: CampaignCall & { readonly flowId: string | null },
    meta: EventMeta,
  ): Promise<Outcome<{ callerId: string }, NoTrunk>> {
    const way = await this.way(tx, call, meta);
    if (!way.ok) return way;
    const callId = call.campaign.attemptId;
    const of = { ...meta, correlation: callId };
    await this.order(tx, callId, { type: 'Place', flowId: call.flowId, ...way.value }, of);
    return accepted({ callerId: way.value.ownNumber });
  }

  /** The person who waits goes to this agent, whose phone lifts by itself; nothing happens when he does not wait any more. */
  async give(
    tx: Transaction,
    callId: string,
    to: { readonly agentId: string; readonly seatId: string },
    meta: EventMeta,
  ): Promise<boolean> {
    const call = await this.calls.load(tx, callId);
    const workId = waitsFor(call);
    if (workId === null) return false;
    const phones = await this.directory.extensions(tx, [to.agentId]);
    const outcome = await this.calls.handle(
      tx,
      callId,
      {
        type: 'Offer',
        offerId: to.seatId,
        workId,
        agentId: to.agentId,
        extension: phones.get(to.agentId) ?? '',
        legId: legOfOffer(to.seatId, to.agentId),
        callerId: { number: call.number ?? 'anonymous' },
        lifts: true,
      },
      meta,
    );
    return outcome.ok && outcome.value.events.length > 0;
  }

  /** Nobody is there for him: says who called, then ends the call. While a phone rings for him he goes on waiting. */
  async letGo(tx: Transaction, callId: string, said: Said, meta: EventMeta): Promise<void> {
    const workId = waitsFor(await this.calls.load(tx, callId));
    if (workId === null) return;
    await this.calls.handle(tx, callId, { type: 'Overflow', workId, to: { kind: 'hang-up', ...said } }, meta);
  }

  /** A machine is there: whoever of ours has it, or whose phone rings for it, is free at once, and a flow is silent. */
  async takeBack(tx: Transaction, callId: string, because: string, meta: EventMeta): Promise<void> {
    await this.calls.handle(tx, callId, { type: 'TakeBack', because }, meta);
  }

  private async order(
    tx: Transaction,
    callId: string,
    order: Parameters<Calls['handle']>[2],
    meta: EventMeta,
  ): Promise<void> {
    const outcome = await this.calls.handle(tx, callId, order, meta);
    if (!outcome.ok) throw new CallRefused(outcome.refusal);
  }

  private async way(tx: Transaction, call: CampaignCall, meta: EventMeta) {
    const { campaign, number, callerId, ringSeconds } = call;
    const { attemptId: callId, campaignId } = campaign;
    const { nodeId } = this.port;
    const attempt = { callId, legId: callId, nodeId, number, campaignId, callerId };
    const configured = config(callsArea).trunk;
    const way = await this.trunks.choose(tx, { ...attempt, configured }, { ...meta, correlation: callId });
    if (!way.ok) return way;
    const ownNumber = way.value.callerId ?? callerId;
    return accepted({
      ...{ nodeId, campaign, number, ownNumber, ringSeconds, farLegId: callId, trunk: way.value.trunk },
      to: { kind: 'number', number },
      callerId: { number: ownNumber },
      contact: await this.contacts.card(tx, call.contactId),
      policy: { ...NO_POLICY, ...call.policy },
    } as const);
  }
}

/** The stay in which the person waits for an agent; null: he does not. */
const waitsFor = ({ phase, stay, offers, overflowed }: CallState): string | null =>
  phase === 'queued' && offers.length === 0 && !overflowed ? (stay?.workId ?? null) : null;
