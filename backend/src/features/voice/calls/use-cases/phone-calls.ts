import { Injectable } from '@nestjs/common';
import type { EventMeta } from '../../../../kernel/journal';
import { Database, type Transaction } from '../../../../platform/database';
import { featureCode, RingPlans, type FeatureCode, type RingTarget } from '../../pbx';
import type { HangUpReason, LegArrived } from '../../switch';
import { Directory, type DirectoryPerson } from '../data/directory.store';
import type { Arrive } from '../domain/call-commands';
import { Calls } from './calls';
import { DialOut } from './dial-out';
import { FeatureCodes } from './feature-codes';
import { PickUps } from './pick-ups';
import { Policies } from './policies';

type Event = Pick<LegArrived, 'nodeId' | 'legId' | 'dnis'> & { readonly callId: string; readonly extension: string };

/** What is dialled on a phone of ours: a code, a colleague, a group, or somebody outside. */
@Injectable()
export class PhoneCalls {
  constructor(
    private readonly database: Database,
    private readonly calls: Calls,
    private readonly directory: Directory,
    private readonly plans: RingPlans,
    private readonly codes: FeatureCodes,
    private readonly pickUps: PickUps,
    private readonly dialOut: DialOut,
    private readonly policies: Policies,
  ) {}

  async receive(event: Event, meta: EventMeta): Promise<void> {
    const known = await this.calls.load(this.database.read, event.callId);
    if (known.phase !== 'none') return;
    const self = await this.directory.person(this.database.read, { extension: event.extension });
    if (!self) return this.refuse(event, null, 'extension-unknown', meta);
    const code = featureCode(event.dnis);
    if (code) return this.code(event, self, code, meta);
    const phones = await this.phonesAt(event.dnis, self);
    if (phones) return this.ring(event, self, phones, meta);
    const { callId, legId } = event;
    const wish = { agentId: self.id, number: event.dnis, contactId: undefined, arrived: { callId, legId } };
    const dialled = await this.dialOut.dial(wish, meta);
    if (!dialled.ok) await this.refuse(event, self, dialled.refusal.code, meta);
  }

  private async phonesAt(dialled: string, self: DirectoryPerson): Promise<{ target: RingTarget; name: string } | null> {
    const tx = this.database.read;
    const group = await this.plans.groupAt(tx, dialled);
    if (group) return { target: { kind: 'group', id: group.id }, name: group.name };
    const person = await this.directory.person(tx, { extension: dialled });
    return person && person.id !== self.id ? { target: { kind: 'user', id: person.id }, name: person.name } : null;
  }

  private async code(event: Event, self: DirectoryPerson, code: FeatureCode, meta: EventMeta): Promise<void> {
    if (code.kind === 'pick-up') {
      const picked = await this.pickUps.byPhone({ legId: event.legId, self, extension: code.extension }, meta);
      if (!picked) await this.refuse(event, self, 'nothing-to-pick-up', meta);
      return;
    }
    const own = { callId: event.callId, legId: event.legId, agentId: self.id, language: self.language };
    await this.codes.carryOut(own, code, meta, (tx, notice) =>
      this.calls.handle(tx, event.callId, this.orderOf(event, self, this.leading(event, { notice })), meta),
    );
  }

  private ring(
    event: Event,
    self: DirectoryPerson,
    { target, name }: { target: RingTarget; name: string },
    meta: EventMeta,
  ): Promise<void> {
    return this.arrive(event, self, { ring: { target, name, hops: 0 } }, meta);
  }

  private arrive(event: Event, self: DirectoryPerson, leads: Leads, meta: EventMeta): Promise<void> {
    return this.handle(event, self, this.leading(event, leads), meta);
  }

  private leading({ dnis }: Event, leads: Leads): Arrive['route'] {
    const policy = this.policies.ofPhones();
    return { ok: true, ownNumber: dnis, policy, greeting: null, flowId: null, ...leads };
  }

  private refuse(event: Event, self: DirectoryPerson | null, because: string, meta: EventMeta): Promise<void> {
    const reason: HangUpReason = because.startsWith('agent-') ? 'busy' : 'unallocated';
    return this.handle(event, self, { ok: false, because, reason }, meta);
  }

  private async handle(
    event: Event,
    self: DirectoryPerson | null,
    route: Arrive['route'],
    meta: EventMeta,
  ): Promise<void> {
    await this.database.transaction((tx: Transaction) =>
      this.calls.handle(tx, event.callId, this.orderOf(event, self, route), meta),
    );
  }

  private orderOf(
    { nodeId, legId, dnis, extension }: Event,
    self: DirectoryPerson | null,
    route: Arrive['route'],
  ): Arrive {
    const from = { ani: extension, number: extension, displayName: self?.name ?? null };
    const caller = self && { agentId: self.id, extension };
    return { type: 'Arrive', nodeId, legId, dnis, trunk: null, contact: null, caller, route, ...from };
  }
}

type Leads = Pick<Extract<Arrive['route'], { ok: true }>, 'ring' | 'notice'>;
