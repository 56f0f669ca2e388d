import { Injectable } from '@nestjs/common';
import { AGENT_KINDS } from '#contracts';
import type { EventMeta } from '../../../../kernel/journal';
import type { Transaction } from '../../../../platform/database';
import { Journal } from '../../../../platform/journal';
import { Schedule } from '../../../../platform/schedule';
import type { MissCause } from '../../../work/agents';
import { CampaignCalls, type CallEvent } from '../../calls';
import { Tables } from '../data/tables';
import type { LiveAttempt } from '../data/attempt.store';
import { unchecked } from '../domain/machine-checks';
import { outcomeOfCall } from '../domain/outcome-of-call';
import { Attempts } from './attempts';
import { CampaignMessages, saidBy } from './campaign-messages';
import { Relationships } from './relationships';
import { Seats } from './seats';

/** Timer: a person has waited as long as he may without an agent. */
export const ABANDON = 'campaigns.abandon';
/** Timer: nobody knows who has answered; the message is said. */
export const SPEAK = 'campaigns.speak';
const CONNECT_WITHIN_MS = 2000;
/** So long an agent is spared who says nothing yet: then he still comes within two seconds. */
const LISTEN_MS = 1000;
/** So long a message waits for the detector; who says nothing hears it then. */
const SILENT_MS = 4000;
/** A machine that an agent still speaks with after so long was a person. */
const PERSON_AFTER_MS = 12_000;

export const FOLLOWED_CALLS = [
  'CallFarAnswered',
  'CallConnected',
  'CallOfferFailed',
  'CallOfferWithdrawn',
  'CallAgentLeft',
  'CallHungUp',
] as const satisfies readonly CallEvent['type'][];

/** What happens to the calls of campaigns, told to their attempts and to the agents' seats. Every step is safe to repeat. */
@Injectable()
export class FollowCalls {
  constructor(
    private readonly tables: Tables,
    private readonly attempts: Attempts,
    private readonly seats: Seats,
    private readonly relationships: Relationships,
    private readonly calls: CampaignCalls,
    readonly messages: CampaignMessages,
    private readonly schedule: Schedule,
    private readonly journal: Journal,
  ) {}

  async follow(tx: Transaction, callId: string, event: CallEvent, meta: EventMeta): Promise<void> {
    const attempt = await this.tables.attempts.ofCall(tx, callId);
    if (!attempt) return;
    switch (event.type) {
      case 'CallFarAnswered':
        return this.answered(tx, attempt, event.data.at, meta);
      case 'CallConnected':
        return this.connected(tx, attempt, event.data, meta);
      case 'CallOfferFailed':
        return this.offerFailed(tx, attempt, event.data, meta);
      case 'CallOfferWithdrawn':
        return this.withdrawn(tx, event.data, meta);
      case 'CallAgentLeft':
        return this.agentLeft(tx, event.data);
      case 'CallHungUp':
        return this.hungUp(tx, attempt, event.data, meta);
      default:
        return;
    }
  }

  /** Nobody came in time: counted as abandoned, and told who called. An agent whose phone rings already still gets him. */
  async abandon(tx: Transaction, attemptId: string, meta: EventMeta): Promise<void> {
    const events = await this.attempts.handle(tx, attemptId, { type: 'Abandon', at: meta.at }, meta);
    const attempt = await this.tables.attempts.ofCall(tx, attemptId);
    const campaign = attempt && (await this.tables.campaigns.find(tx, attempt.campaignId));
    if (events.length > 0 && campaign)
      await this.calls.letGo(tx, attemptId, saidBy(campaign, campaign.predictive.abandonedMessage, 'abandoned'), meta);
  }

  /** The agent's work for the campaign is over: he is anybody's again, and the pacer learns how long it took. */
  async workEnded(
    tx: Transaction,
    { workId, activeMs, wrapUpMs }: { workId: string; activeMs: number; wrapUpMs: number },
    meta: EventMeta,
  ): Promise<void> {
    const seat = await this.tables.places.find(tx, workId);
    if (!seat) return;
    await this.tables.places.leave(tx, seat.seatId);
    const { campaignId, agentId } = seat;
    const data = { campaignId, agentId, activeMs, wrapUpMs };
    await this.journal.append(tx, `campaigndesk-${agentId}`, [{ type: 'CampaignSeatLeft', data }], meta);
    await this.attempts.observe(tx, campaignId, [
      { kind: 'talk-ended', at: meta.at, agentId, seconds: activeMs / 1000 },
      { kind: 'wrap-up-ended', at: meta.at, agentId, seconds: wrapUpMs / 1000 },
    ]);
  }

  private async answered(tx: Transaction, attempt: LiveAttempt, at: number, meta: EventMeta): Promise<void> {
    const campaign = await this.tables.campaigns.find(tx, attempt.campaignId);
    if (!campaign) return;
    const forAgent = attempt.paced || AGENT_KINDS.includes(campaign.kind);
    const listens = campaign.machines.enabled && (attempt.paced || !forAgent);
    const listensUntil = listens ? at + (forAgent ? LISTEN_MS : SILENT_MS) : null;
    await this.attempts.handle(tx, attempt.id, { type: 'NoteAnswered', at, listensUntil }, meta);
    if (forAgent) {
      const due = at + CONNECT_WITHIN_MS;
      await this.schedule.at(tx, {
        key: abandonKey(attempt.id),
        due,
        command: ABANDON,
        payload: { attemptId: attempt.id },
      });
      return listensUntil === null ? this.give(tx, attempt, meta) : undefined;
    }
    // A flow speaks by itself; a message waits until it is known to whom.
    if (campaign.kind === 'automatic' || listensUntil === null) return this.speak(tx, attempt.id, meta);
    const payload = { attemptId: attempt.id };
    await this.schedule.at(tx, { key: speakKey(attempt.id), due: listensUntil, command: SPEAK, payload });
  }

  /** The automatic call begins: a person is there, or nobody knows otherwise. */
  async speak(tx: Transaction, attemptId: string, meta: EventMeta): Promise<void> {
    await this.schedule.cancel(tx, speakKey(attemptId));
    const connect = { type: 'NoteConnected', at: meta.at, agentId: null } as const;
    const connected = await this.attempts.handle(tx, attemptId, connect, meta);
    const attempt = await this.tables.attempts.ofCall(tx, attemptId);
    const campaign = attempt && (await this.tables.campaigns.find(tx, attempt.campaignId));
    if (connected.length === 0 || !attempt || campaign?.kind !== 'voice-mailing') return;
    const text = await this.messages.of(tx, campaign, { recordId: attempt.recordId, text: campaign.message });
    await this.calls.letGo(tx, attemptId, saidBy(campaign, text, 'self-service'), meta);
  }

  /** A machine: nobody waits for an agent any more, and who has it is free. */
  async spare(tx: Transaction, attemptId: string, meta: EventMeta): Promise<void> {
    await this.schedule.cancel(tx, abandonKey(attemptId));
    await this.schedule.cancel(tx, speakKey(attemptId));
    await this.calls.takeBack(tx, attemptId, 'machine', meta);
  }

  /** To whom he talked with last where that is preferred, else to who has waited longest; nobody waits: the next who is free. */
  async give(
    tx: Transaction,
    attempt: Pick<LiveAttempt, 'id' | 'campaignId' | 'recordId'>,
    meta: EventMeta,
  ): Promise<void> {
    const campaign = await this.tables.campaigns.find(tx, attempt.campaignId);
    const preferred = await this.relationships.preferred(tx, campaign, attempt.recordId);
    const seat = await this.tables.places.nextWaiting(tx, attempt.campaignId, preferred);
    if (!seat || !(await this.calls.give(tx, attempt.id, seat, meta))) return;
    await this.tables.places.move(tx, seat.seatId, { state: 'called', since: meta.at, callId: attempt.id });
    await this.seats.announce(tx, seat, meta);
  }

  private async connected(
    tx: Transaction,
    attempt: LiveAttempt,
    { agentId, workId, at }: Extract<CallEvent, { type: 'CallConnected' }>['data'],
    meta: EventMeta,
  ): Promise<void> {
    // It turned out to be a machine while his phone lifted.
    if (attempt.state === 'machine') return this.calls.takeBack(tx, attempt.id, 'machine', meta);
    await this.attempts.handle(tx, attempt.id, { type: 'NoteConnected', at, agentId }, meta);
    await this.schedule.cancel(tx, abandonKey(attempt.id));
    const seat = await this.tables.places.find(tx, workId);
    if (seat) await this.tables.places.move(tx, workId, { state: 'talking', since: at, callId: attempt.id });
  }

  /** His phone did not lift: he is set not ready as with any missed call, and the next one gets the person. */
  private async offerFailed(
    tx: Transaction,
    attempt: LiveAttempt,
    { offerId, cause }: { offerId: string; cause: MissCause },
    meta: EventMeta,
  ): Promise<void> {
    await this.seats.missed(tx, offerId, cause, meta);
    await this.give(tx, attempt, meta);
  }

  /** One that was left to its agent to be checked stands for those that were not. */
  private async check(
    tx: Transaction,
    { attempt, talkMs, at }: { attempt: LiveAttempt; talkMs: number; at: number },
    meta: EventMeta,
  ): Promise<void> {
    const campaign = await this.tables.campaigns.find(tx, attempt.campaignId);
    if (!attempt.checked || !campaign || talkMs < PERSON_AFTER_MS) return;
    const standsFor = unchecked(campaign.machines.checkPercent);
    await this.attempts.handle(tx, attempt.id, { type: 'NoteMisjudged', at, standsFor }, meta);
  }

  private async withdrawn(
    tx: Transaction,
    { offerId, because }: { offerId: string; because: string },
    meta: EventMeta,
  ) {
    const seat = await this.tables.places.find(tx, offerId);
    if (seat?.state === 'called') await this.seats.release(tx, seat, because, meta);
  }

  private async agentLeft(
    tx: Transaction,
    { workId, wrapUp, at }: Extract<CallEvent, { type: 'CallAgentLeft' }>['data'],
  ): Promise<void> {
    const seat = await this.tables.places.find(tx, workId);
    if (seat && wrapUp) await this.tables.places.move(tx, workId, { state: 'wrap-up', since: at });
  }

  private async hungUp(
    tx: Transaction,
    attempt: LiveAttempt,
    end: Extract<CallEvent, { type: 'CallHungUp' }>['data'],
    meta: EventMeta,
  ): Promise<void> {
    // Its record may come due before the next look, which was set while it was being called.
    await this.tables.campaigns.lookNow(tx, attempt.campaignId);
    const campaign = await this.tables.campaigns.find(tx, attempt.campaignId);
    const automatic = campaign !== null && !AGENT_KINDS.includes(campaign.kind) && !attempt.paced;
    const outcome = outcomeOfCall(end, automatic);
    const reason = end.because;
    await this.check(tx, { attempt, talkMs: end.talkMs, at: end.at }, meta);
    await this.schedule.cancel(tx, abandonKey(attempt.id));
    await this.schedule.cancel(tx, speakKey(attempt.id));
    await this.attempts.handle(tx, attempt.id, { type: 'End', at: end.at, outcome, reason }, meta);
  }
}

const abandonKey = (attemptId: string): string => `${ABANDON}:${attemptId}`;
const speakKey = (attemptId: string): string => `${SPEAK}:${attemptId}`;
