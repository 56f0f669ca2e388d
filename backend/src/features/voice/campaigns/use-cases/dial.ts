import { Inject, Injectable } from '@nestjs/common';
import type { Campaign } from '#contracts';
import { IDS, type Ids } from '../../../../kernel/ids';
import type { EventMeta } from '../../../../kernel/journal';
import { nextRandom, seedRandomness } from '../../../../kernel/randomness';
import { config } from '../../../../platform/config';
import type { Transaction } from '../../../../platform/database';
import { callsArea, CampaignCalls, type CampaignCall } from '../../calls';
import { DiallingStore, type Dialling } from '../data/dialling.store';
import { chooseCallerId } from '../domain/choose-caller-id';
import { placesOf } from '../domain/places-of';
import { Attempts } from './attempts';
import type { Supplied } from './supply';

/** `seat`: the agent's phone first. Null: the person first. */
export interface DialWish {
  readonly campaign: Campaign;
  readonly supplied: Supplied;
  readonly seat: { readonly agentId: string; readonly seatId: string } | null;
}

const NO_TRUNK_MS = 30_000;

/** Makes the call of a record that passed the gate, in the same transaction: the call, its attempt and the record's state, or nothing. */
@Injectable()
export class DialRecord {
  constructor(
    private readonly calls: CampaignCalls,
    private readonly attempts: Attempts,
    private readonly records: DiallingStore,
    @Inject(IDS) private readonly ids: Ids,
  ) {}

  /** Null: no trunk can take it now; the record is kept back for a moment. */
  async dial(tx: Transaction, { campaign, supplied, seat }: DialWish, meta: EventMeta): Promise<string | null> {
    const { record, why } = supplied;
    const attemptId = this.ids.next();
    const call = callOf(campaign, record, attemptId);
    const made = seat
      ? await this.calls.dial(tx, { ...call, ...seat }, meta)
      : await this.calls.place(tx, { ...call, flowId: campaign.kind === 'automatic' ? campaign.flowId : null }, meta);
    if (!made.ok) {
      await this.records.unbatchOne(tx, record.recordId);
      await this.records.hold(tx, record.recordId, 'no-trunk', meta.at + NO_TRUNK_MS);
      return null;
    }
    await this.records.activate(tx, record.recordId);
    const { contactId, recordId } = record;
    const of = { attemptId, campaignId: campaign.id, recordId, contactId, kind: campaign.kind, why, at: meta.at };
    const who = {
      number: call.number,
      callerId: made.value.callerId,
      agentId: seat?.agentId ?? null,
      callId: attemptId,
    };
    await this.attempts.handle(tx, attemptId, { type: 'Start', attempt: { ...of, ...who } }, meta);
    return attemptId;
  }
}

function callOf(campaign: Campaign, record: Dialling, attemptId: string): CampaignCall {
  const { callerId, wrapUpSeconds, classifierRequired, ringSeconds } = campaign;
  const [draw] = nextRandom(seedRandomness(attemptId));
  const otherwise = config(callsArea).outboundNumber;
  return {
    campaign: { campaignId: campaign.id, attemptId },
    contactId: record.contactId,
    number: record.number ?? '',
    callerId: chooseCallerId(callerId, { fields: placesOf(record.fields), draw, otherwise }),
    ringSeconds,
    policy: { record: campaign.record, recordPercent: campaign.recordPercent, wrapUpSeconds, classifierRequired },
  };
}
