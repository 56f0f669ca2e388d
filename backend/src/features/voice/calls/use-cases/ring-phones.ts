import { Inject, Injectable } from '@nestjs/common';
import type { PbxTarget } from '#contracts';
import { IDS, type Ids } from '../../../../kernel/ids';
import type { EventMeta } from '../../../../kernel/journal';
import type { Transaction } from '../../../../platform/database';
import { Agents } from '../../../work/agents';
import { nobodyToRing, RingPlans, ringStep, type RingEnd, type RingPlan } from '../../pbx';
import { VoicemailBoxes } from '../../voicemail';
import { Directory } from '../data/directory.store';
import type { PhoneToRing, RingExit } from '../domain/call-commands';
import type { VoicemailPlan } from '../domain/call-events';
import type { CallState } from '../domain/call-state';
import { Calls } from './calls';
import { legOfOffer } from './leg-of-offer';
import { Policies } from './policies';
import { Targets } from './targets';

/** Who is led on more often is led in a circle. */
const MOST_HOPS = 5;

/** Rings the phones of a group or a person step by step, as the settings stand at each, and leads on who reaches nobody. */
@Injectable()
export class RingPhones {
  constructor(
    private readonly calls: Calls,
    private readonly agents: Agents,
    private readonly directory: Directory,
    private readonly plans: RingPlans,
    private readonly policies: Policies,
    private readonly targets: Targets,
    private readonly boxes: VoicemailBoxes,
    @Inject(IDS) private readonly ids: Ids,
  ) {}

  /** `step`: the one that the call was at when it was told. */
  async next(tx: Transaction, callId: string, step: number, meta: EventMeta): Promise<void> {
    const call = await this.calls.load(tx, callId);
    if (call.ring?.step !== step || call.phase !== 'queued' || call.offers.length > 0) return;
    const plan = await this.plans.plan(tx, call.ring.target);
    if (!plan) return this.leave(tx, { callId, call, step }, { to: { kind: 'hang-up' }, because: 'gone' }, meta);
    await this.tryStep(tx, { callId, call, step }, plan, meta);
  }

  private async tryStep(tx: Transaction, at: At, plan: RingPlan, meta: EventMeta): Promise<void> {
    const wanted = ringStep(plan, at.step);
    if (wanted.kind === 'go') return this.leave(tx, at, wanted, meta);
    const { phones, because } = await this.reserve(tx, at, wanted.userIds, meta);
    const exit = phones.length === 0 ? nobodyToRing(plan, because) : null;
    if (exit?.kind === 'go') return this.leave(tx, at, exit, meta);
    const { callId, call, step } = at;
    const callerId = { number: call.number ?? 'anonymous', name: await this.callerName(tx, call) };
    const order = { type: 'RingPhones', step, phones, callerId, seconds: wanted.seconds } as const;
    await this.calls.handle(tx, callId, order, meta);
  }

  private async callerName(tx: Transaction, { shown, far }: CallState): Promise<string | undefined> {
    if (shown.displayName !== null || far?.party.kind !== 'agent') return shown.displayName ?? undefined;
    return (await this.directory.person(tx, { id: far.party.agentId }))?.name;
  }

  /** Agents come before calls, in the order of their ids: locks are always taken so. */
  private async reserve(
    tx: Transaction,
    { callId, call }: At,
    userIds: readonly string[],
    meta: EventMeta,
  ): Promise<{ phones: PhoneToRing[]; because: 'busy' | 'away' }> {
    const extensions = await this.directory.extensions(tx, userIds);
    const phones: PhoneToRing[] = [];
    let because: 'busy' | 'away' = 'away';
    const caller = call.far?.party.kind === 'agent' ? call.far.party.agentId : null;
    for (const agentId of [...userIds].sort()) {
      const extension = extensions.get(agentId);
      if (extension === undefined || agentId === caller) continue;
      const offerId = this.ids.next();
      const offer = { offerId, channel: 'call', subjectId: callId, kind: 'direct' } as const;
      const reserved = await this.agents.handle(tx, agentId, { type: 'Reserve', offer }, meta);
      if (reserved.ok)
        phones.push({ offerId, party: { kind: 'agent', agentId, extension }, legId: legOfOffer(offerId, agentId) });
      else if (reserved.refusal.code === 'agent-engaged' || reserved.refusal.code === 'agent-busy') because = 'busy';
    }
    return { phones, because };
  }

  private async leave(
    tx: Transaction,
    { callId, call, step }: At,
    { to: target, because }: { to: PbxTarget; because: RingEnd | 'gone' },
    meta: EventMeta,
  ): Promise<void> {
    const looped = (call.ring?.hops ?? 0) >= MOST_HOPS;
    const to = looped ? ended(because) : await this.exit(tx, { callId, call, step }, target, because, meta);
    const order = { type: 'LeaveRing', step, to, because: looped ? 'loop' : because } as const;
    await this.calls.handle(tx, callId, order, meta);
  }

  private async exit(
    tx: Transaction,
    at: At,
    target: PbxTarget,
    because: RingEnd | 'gone',
    meta: EventMeta,
  ): Promise<RingExit> {
    const { callId, call } = at;
    if (target.kind === 'hang-up') return ended(because);
    if (target.kind === 'queue') {
      const policy = await this.policies.ofQueue(tx, target.queueId);
      return policy ? { kind: 'queue', policy } : ended(because);
    }
    if (target.kind === 'voicemail' || target.kind === 'own-voicemail') {
      const box = await this.box(tx, call, target, meta);
      return box ? { kind: 'voicemail', box } : ended(because);
    }
    const hops = (call.ring?.hops ?? 0) + 1;
    const group = await this.plans.groupAt(tx, target.number);
    if (group) return { kind: 'ring', ring: { target: { kind: 'group', id: group.id }, name: group.name, hops } };
    const person = await this.directory.person(tx, { extension: target.number });
    if (person) return { kind: 'ring', ring: { target: { kind: 'user', id: person.id }, name: person.name, hops } };
    const found = await this.targets.resolve(tx, target, { callId, byAgentId: null, call }, meta);
    return found.ok && found.value.kind === 'number' ? { kind: 'number', ring: found.value.ring } : ended(because);
  }

  private async box(
    tx: Transaction,
    { ring }: CallState,
    target: Extract<PbxTarget, { kind: 'voicemail' | 'own-voicemail' }>,
    meta: EventMeta,
  ): Promise<VoicemailPlan | null> {
    if (target.kind === 'voicemail') return this.boxes.plan(tx, target.boxId);
    return ring?.target.kind === 'user' ? this.boxes.planOf(tx, ring.target.id, meta) : null;
  }
}

interface At {
  readonly callId: string;
  readonly call: CallState;
  readonly step: number;
}

const BUSY: readonly string[] = ['busy', 'do-not-disturb'];
const ended = (because: RingEnd | 'gone'): RingExit =>
  BUSY.includes(because)
    ? { kind: 'hang-up', outcome: 'busy', reason: 'busy' }
    : { kind: 'hang-up', outcome: 'no-answer', reason: 'no-answer' };
