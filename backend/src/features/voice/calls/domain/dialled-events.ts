import type { Instant } from '../../../../kernel/clock';
import type { DomainEvent } from '../../../../kernel/journal';
import type { CallerId, LegId, NodeId } from '../../switch';
import type { ContactCard, HandlingPolicy, Lead, OfCampaign, Party } from './call-state';

/** What every event of a call carries beside its own data. */
export type Of<Type extends string, Data> = DomainEvent<Type, Data & { readonly nodeId: NodeId; readonly at: Instant }>;

/** A campaign calls; `flowId`: what the person hears when he answers, null: an agent. */
export type CallPlaced = Of<
  'CallPlaced',
  {
    farLegId: LegId;
    to: Party;
    trunk: string | null;
    number: string | null;
    contact: ContactCard | null;
    ownNumber: string | null;
    callerId: CallerId;
    policy: HandlingPolicy;
    ringSeconds: number;
    flowId: string | null;
    campaign: OfCampaign;
  }
>;
/** The person whom a campaign called is there. */
export type CallFarAnswered = Of<'CallFarAnswered', { legId: LegId; campaign: OfCampaign }>;
export type CallDialed = Of<
  'CallDialed',
  {
    direction: 'outbound' | 'internal';
    agentId: string;
    extension: string;
    agentLegId: LegId;
    farLegId: LegId;
    to: Party;
    trunk: string | null;
    offerId: string | null;
    number: string | null;
    displayName: string | null;
    contact: ContactCard | null;
    ownNumber: string | null;
    callerId: CallerId;
    policy: HandlingPolicy;
    ringSeconds: number;
    lead?: Lead;
    /** His phone called: it is on the line already. */
    arrived?: true;
    campaign?: OfCampaign;
  }
>;
