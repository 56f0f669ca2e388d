import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import { z } from 'zod';
import { CLOCK, type Clock } from '../../../../kernel/clock';
import { because, bySystem } from '../../../../kernel/event-meta';
import type { EventMeta, RecordedEvent } from '../../../../kernel/journal';
import { config } from '../../../../platform/config';
import { Database, type Transaction } from '../../../../platform/database';
import { Relay } from '../../../../platform/journal';
import { Schedule } from '../../../../platform/schedule';
import type { RecontactChanged, RecontactSet } from '../../../customers/classification';
import { RECORD_EVENT_TYPES, type RecordEvent } from '../../../customers/records';
import type { CallEvent } from '../../calls';
import { Dialler } from '../use-cases/dialler';
import { ABANDON, FollowCalls, FOLLOWED_CALLS, SPEAK } from '../use-cases/follow-calls';
import { FollowRecords } from '../use-cases/follow-records';
import { START_SEAT, Seats } from '../use-cases/seats';

const TICK = 'campaigns.tick';

const attemptPayload = z.object({ attemptId: z.string() });
const seatPayload = z.object({ seatId: z.string() });

const AGENT_TYPES = ['AgentWorkEnded', 'AgentSignedOut', 'AgentPhoneChanged'];
/** Nothing is done with these but to look at once. */
const ONLY_WAKE = new Set([
  'AgentStatusChanged',
  'AgentStatusRequested',
  'CampaignStarted',
  'CampaignPaused',
  'CampaignSaved',
  'WorkHeld',
  'WorkChannelResumed',
]);
const RECORD_TYPES = [...RECORD_EVENT_TYPES, 'RecontactSet', 'RecontactChanged'];

/** What campaigns do because of what happens: calls, agents, records, settings, and the clock twice a second while one runs. */
@Injectable()
export class CampaignReactions implements OnModuleInit {
  /** As far as this process knows something runs: only then is an event a reason to look. */
  private busy = true;

  constructor(
    private readonly relay: Relay,
    private readonly schedule: Schedule,
    private readonly database: Database,
    private readonly calls: FollowCalls,
    private readonly records: FollowRecords,
    private readonly dialler: Dialler,
    private readonly seats: Seats,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  onModuleInit(): void {
    if (!config('process').parts.includes('telephony')) return;
    this.relay.subscribe({
      name: 'campaigns.records',
      types: RECORD_TYPES,
      from: 'beginning',
      handle: async (events) => {
        await this.each(events, (tx, event, meta) => this.ofRecord(tx, event, meta));
        await this.tick();
      },
    });
    this.relay.subscribe({
      name: 'campaigns.dialler',
      types: [...FOLLOWED_CALLS, ...AGENT_TYPES, 'CampaignDrained', 'CampaignFinished', ...ONLY_WAKE],
      from: 'now',
      handle: (events) => this.ofDialler(events),
    });
    this.schedule.on(TICK, () => this.tick());
    const ofAttempt =
      (work: (tx: Transaction, attemptId: string, meta: EventMeta) => Promise<void>) => (payload: unknown) => {
        const { attemptId } = attemptPayload.parse(payload);
        const meta = bySystem('campaigns', attemptId, this.clock.now());
        return this.database.transaction((tx) => work(tx, attemptId, meta));
      };
    this.schedule.on(
      ABANDON,
      ofAttempt((tx, attemptId, meta) => this.calls.abandon(tx, attemptId, meta)),
    );
    this.schedule.on(
      SPEAK,
      ofAttempt((tx, attemptId, meta) => this.calls.speak(tx, attemptId, meta)),
    );
    this.schedule.on(START_SEAT, async (payload) => {
      const { seatId } = seatPayload.parse(payload);
      await this.seats.start(seatId, bySystem('campaigns', seatId, this.clock.now()));
    });
  }

  private async ofDialler(events: readonly RecordedEvent[]): Promise<void> {
    const facts = events.filter(({ type }) => !ONLY_WAKE.has(type));
    await this.each(facts, (tx, event, meta) => this.ofEvent(tx, event, meta));
    if (this.busy || events.some(({ type }) => type.startsWith('Campaign'))) await this.tick();
  }

  /** Looks, and asks the clock for the next look. */
  private async tick(): Promise<void> {
    const { active, due } = await this.dialler.tick();
    this.busy = active;
    if (due === null) return;
    await this.database.transaction((tx) => this.schedule.at(tx, { key: TICK, due, command: TICK, payload: {} }));
  }

  private async ofEvent(tx: Transaction, event: RecordedEvent, meta: EventMeta): Promise<void> {
    if (event.stream.startsWith('call-')) {
      const told = { type: event.type, data: event.data } as CallEvent;
      return this.calls.follow(tx, event.stream.slice('call-'.length), told, meta);
    }
    const agentId = event.stream.slice('agent-'.length);
    if (event.type === 'AgentWorkEnded')
      return this.calls.workEnded(tx, event.data as { workId: string; activeMs: number; wrapUpMs: number }, meta);
    if (event.type === 'AgentSignedOut') return this.seats.gone(tx, agentId, { signedOut: true }, meta);
    if (event.type === 'AgentPhoneChanged' && (event.data as { phone: string }).phone === 'unregistered')
      return this.seats.gone(tx, agentId, { signedOut: false }, meta);
    if (event.type === 'CampaignDrained' || event.type === 'CampaignFinished')
      return this.seats.clear(tx, (event.data as { campaignId: string }).campaignId);
  }

  private async ofRecord(tx: Transaction, event: RecordedEvent, meta: EventMeta): Promise<void> {
    if (event.type === 'RecontactSet') return this.records.recontactSet(tx, event.data as RecontactSet['data'], meta);
    if (event.type === 'RecontactChanged')
      return this.records.recontactChanged(tx, event.data as RecontactChanged['data'], meta);
    return this.records.record(tx, { type: event.type, data: event.data } as RecordEvent, meta);
  }

  private async each(
    events: readonly RecordedEvent[],
    work: (tx: Transaction, event: RecordedEvent, meta: EventMeta) => Promise<void>,
  ): Promise<void> {
    for (const event of events) {
      const meta = because(event, 'campaigns', this.clock.now());
      await this.database.transaction((tx) => work(tx, event, meta));
    }
  }
}
