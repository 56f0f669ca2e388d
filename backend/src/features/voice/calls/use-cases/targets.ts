import { Inject, Injectable } from '@nestjs/common';
import type { TransferTarget } from '#contracts';
import { IDS, type Ids } from '../../../../kernel/ids';
import type { EventMeta } from '../../../../kernel/journal';
import { refused, accepted, type Outcome, type Refusal } from '../../../../kernel/outcome';
import { parsePhoneNumber } from '../../../../kernel/phone-number';
import { config } from '../../../../platform/config';
import type { Transaction } from '../../../../platform/database';
import { Agents, type AgentRefusal } from '../../../work/agents';
import { Blacklist } from '../../blacklist';
import { OutboundTrunks, type NoTrunk } from '../../trunks';
import { VoicemailBoxes } from '../../voicemail';
import { callsArea } from '../calls.config';
import type { ResolvedTarget } from '../domain/call-commands';
import type { CallState } from '../domain/call-state';
import { Directory } from '../data/directory.store';
import type { NumberBlacklisted } from './dial-destinations';
import { legOfOffer } from './leg-of-offer';
import { Policies } from './policies';

export type TargetRefusal =
  AgentRefusal | Refusal<'target-not-found' | 'target-is-yourself' | 'number-not-valid'> | NumberBlacklisted | NoTrunk;

interface Wanted {
  readonly callId: string;
  /** Null: nobody, a flow. */
  readonly byAgentId: string | null;
  readonly call: CallState;
}

/** Finds out whom a transfer or consultation means, and reserves a colleague in the same transaction. */
@Injectable()
export class Targets {
  constructor(
    private readonly agents: Agents,
    private readonly directory: Directory,
    private readonly policies: Policies,
    private readonly blacklist: Blacklist,
    private readonly trunks: OutboundTrunks,
    private readonly boxes: VoicemailBoxes,
    @Inject(IDS) private readonly ids: Ids,
  ) {}

  async resolve(
    tx: Transaction,
    target: TransferTarget,
    wanted: Wanted,
    meta: EventMeta,
  ): Promise<Outcome<ResolvedTarget, TargetRefusal>> {
    if (target.kind === 'queue') {
      const policy = await this.policies.ofQueue(tx, target.queueId);
      return policy ? accepted({ kind: 'queue', target, policy }) : refused({ code: 'target-not-found' });
    }
    if (target.kind === 'voicemail') {
      const box = await this.boxes.plan(tx, target.boxId);
      return box ? accepted({ kind: 'voicemail', target, box }) : refused({ code: 'target-not-found' });
    }
    if (target.kind === 'agent') return this.colleague(tx, target, wanted, meta);
    const person = await this.directory.person(tx, { extension: target.number });
    if (person) return this.colleague(tx, { kind: 'agent', agentId: person.id }, wanted, meta);
    const parsed = parsePhoneNumber(target.number);
    if (!parsed.ok) return refused({ code: 'number-not-valid' });
    const dialled = { number: parsed.value.e164, agentId: wanted.byAgentId };
    const entry = await this.blacklist.checkDial(tx, dialled, meta);
    if (entry) return refused({ code: 'number-blacklisted', entry });
    const { trunk: configured, ringSeconds, outboundNumber } = config(callsArea);
    const party = { kind: 'number', number: parsed.value.e164 } as const;
    const shown = wanted.call.ownNumber ?? outboundNumber;
    const legId = this.ids.next();
    const { callId, call } = wanted;
    const attempt = { callId, legId, nodeId: call.nodeId, number: party.number, callerId: shown, configured };
    const way = await this.trunks.choose(tx, attempt, meta);
    if (!way.ok) return way;
    const callerId = { number: way.value.callerId ?? shown };
    return accepted({ kind: 'number', target, ring: { legId, party, trunk: way.value.trunk, callerId, ringSeconds } });
  }

  async hasBox(tx: Transaction, boxId: string): Promise<boolean> {
    return (await this.boxes.plan(tx, boxId)) !== null;
  }

  private async colleague(
    tx: Transaction,
    target: Extract<TransferTarget, { kind: 'agent' }>,
    wanted: Wanted,
    meta: EventMeta,
  ): Promise<Outcome<ResolvedTarget, TargetRefusal>> {
    const person = await this.directory.person(tx, { id: target.agentId });
    if (!person) return refused({ code: 'target-not-found' });
    if (person.id === wanted.byAgentId) return refused({ code: 'target-is-yourself' });
    const offerId = this.ids.next();
    const offer = { offerId, channel: 'call', subjectId: wanted.callId, kind: 'direct' } as const;
    const reserved = await this.agents.handle(tx, person.id, { type: 'Reserve', offer }, meta);
    if (!reserved.ok) return reserved;
    const party = { kind: 'agent', agentId: person.id, extension: person.extension } as const;
    const callerId = { number: wanted.call.number ?? 'anonymous', name: wanted.call.shown.displayName ?? undefined };
    const ring = {
      legId: legOfOffer(offerId, person.id),
      party,
      trunk: null,
      callerId,
      ringSeconds: config(callsArea).ringSeconds,
    };
    return accepted({ kind: 'agent', target, offerId, party, ring, name: person.name });
  }
}
