import { Inject, Injectable } from '@nestjs/common';
import type { RingingCall } from '#contracts';
import { IDS, type Ids } from '../../../../kernel/ids';
import type { EventMeta } from '../../../../kernel/journal';
import { accepted, refused, type Outcome, type Refusal } from '../../../../kernel/outcome';
import { config } from '../../../../platform/config';
import { Database, type Transaction } from '../../../../platform/database';
import { Agents, type AgentRefusal } from '../../../work/agents';
import { RingPlans } from '../../pbx';
import { callsArea } from '../calls.config';
import { Directory } from '../data/directory.store';
import type { CallRefusal } from '../domain/call-commands';
import { CallRefused } from './call-refused';
import { Calls } from './calls';
import type { Person } from './dial-destinations';
import { legOfOffer } from './leg-of-offer';

export type PickUpRefusal = AgentRefusal | CallRefusal | Refusal<'extension-missing' | 'call-not-found'>;

/** Calls that ring at colleagues of the same ring groups, and taking them. */
@Injectable()
export class PickUps {
  constructor(
    private readonly database: Database,
    private readonly calls: Calls,
    private readonly agents: Agents,
    private readonly directory: Directory,
    private readonly plans: RingPlans,
    @Inject(IDS) private readonly ids: Ids,
  ) {}

  async ringingFor(userId: string): Promise<RingingCall[]> {
    const tx = this.database.read;
    const colleagues = await this.plans.colleaguesOf(tx, userId);
    return tx.query<RingingCall[]>(
      `select c.id, c.number, c.display_name as "displayName",
         array(select u.extension from app_user u where u.id = any(c.offered_to) order by u.extension) as at
       from call c where c.state = 'offered' and c.queue_id is null and c.offered_to && $1::uuid[] and not c.offered_to @> array[$2::uuid]
       order by c.started_at limit 20`,
      [colleagues, userId],
    );
  }

  /** By code: the oldest of his groups, or that at one extension. False: there is none. */
  async byPhone(
    { legId, self, extension }: { legId: string; self: Person; extension: string | null },
    meta: EventMeta,
  ): Promise<boolean> {
    const ringing = await this.ringingFor(self.id);
    const found = ringing.find(({ at }) => extension === null || at.includes(extension));
    if (!found) return false;
    const by = { agentId: self.id, extension: self.extension };
    const outcome = await this.database.transaction((tx) =>
      this.calls.handle(tx, found.id, { type: 'PickUp', legId, by }, meta),
    );
    return outcome.ok;
  }

  /** By the button: his own phone rings with the others. */
  async byScreen(userId: string, callId: string, meta: EventMeta): Promise<Outcome<void, PickUpRefusal>> {
    const ringing = await this.ringingFor(userId);
    if (!ringing.some(({ id }) => id === callId)) return refused({ code: 'call-not-found' });
    try {
      return await this.database.transaction((tx) => this.join(tx, userId, callId, meta));
    } catch (error) {
      if (error instanceof CallRefused) return refused(error.refusal as PickUpRefusal);
      throw error;
    }
  }

  private async join(
    tx: Transaction,
    userId: string,
    callId: string,
    meta: EventMeta,
  ): Promise<Outcome<void, PickUpRefusal>> {
    const self = await this.directory.person(tx, { id: userId });
    if (!self) return refused({ code: 'extension-missing' });
    const offerId = this.ids.next();
    const offer = { offerId, channel: 'call', subjectId: callId, kind: 'direct' } as const;
    const reserved = await this.agents.handle(tx, userId, { type: 'Reserve', offer }, meta);
    if (!reserved.ok) return reserved;
    const call = await this.calls.load(tx, callId);
    const party = { kind: 'agent', agentId: userId, extension: self.extension } as const;
    const callerId = { number: call.number ?? 'anonymous', name: call.shown.displayName ?? undefined };
    const seconds = config(callsArea).ringSeconds;
    const phone = { offerId, party, legId: legOfOffer(offerId, userId), callerId, seconds };
    const joined = await this.calls.handle(tx, callId, { type: 'JoinRinging', phone }, meta);
    if (!joined.ok) throw new CallRefused(joined.refusal);
    return accepted(undefined);
  }
}
