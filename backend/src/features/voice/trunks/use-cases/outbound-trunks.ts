import { Injectable } from '@nestjs/common';
import { DateTime } from 'luxon';
import type { RetryCause, Trunk } from '#contracts';
import type { EventMeta } from '../../../../kernel/journal';
import { accepted, refused, type Outcome, type Refusal } from '../../../../kernel/outcome';
import type { Transaction } from '../../../../platform/database';
import { Journal } from '../../../../platform/journal';
import { LicensingService } from '../../../house/licensing';
import { ChannelStore } from '../data/channel.store';
import { TrunkRouteStore } from '../data/route.store';
import { TrunkStore } from '../data/trunk.store';
import { chooseTrunk, comesBy, fullness, type TrunkChoice, type TrunkQuestion } from '../domain/choose-trunk';

export interface OutboundAttempt {
  readonly callId: string;
  readonly legId: string;
  readonly nodeId: string;
  /** E.164. */
  readonly number: string;
  readonly campaignId?: string | null;
  /** What the call would show. */
  readonly callerId: string | null;
  /** Trunks that failed for this call. */
  readonly failed?: TrunkQuestion['failed'];
  /** While nobody has set up a trunk, this one of the configuration takes every call. */
  readonly configured: string;
}

/** `no-trunk`: why none can take the call; the whole choice is in the journal. */
export type NoTrunk = Refusal<'no-trunk'> & { readonly because: TrunkChoice['because'] };

/** By which trunk a call goes out, and which calls may come in by one. */
@Injectable()
export class OutboundTrunks {
  constructor(
    private readonly trunks: TrunkStore,
    private readonly routes: TrunkRouteStore,
    private readonly channels: ChannelStore,
    private readonly licensing: LicensingService,
    private readonly journal: Journal,
  ) {}

  /** Chooses and takes a channel in the caller's transaction; given back when the leg or the call ends. */
  async choose(
    tx: Transaction,
    attempt: OutboundAttempt,
    meta: EventMeta,
  ): Promise<Outcome<{ trunk: string; callerId: string | null }, NoTrunk>> {
    await this.channels.lock(tx);
    const trunks = await this.trunks.all(tx);
    const { callId, legId, nodeId, callerId } = attempt;
    if (trunks.length === 0) return accepted({ trunk: attempt.configured, callerId });
    const question = await this.question(tx, attempt, meta.at);
    const choice = chooseTrunk(question, await this.routes.all(tx), trunks.map(factsOf));
    const type = choice.chosen ? 'TrunkChosen' : 'TrunkNotChosen';
    await this.journal.append(tx, `trunks-${callId}`, [{ type, data: { callId, question, choice } }], meta);
    if (!choice.chosen) return refused({ code: 'no-trunk', because: choice.because });
    await this.channels.take(tx, { legId, trunk: choice.chosen.trunk, callId, nodeId, at: meta.at });
    return accepted(choice.chosen);
  }

  /** A call came in by a trunk: takes a channel, or says why it may not come. */
  async arrive(
    tx: Transaction,
    call: { callId: string; legId: string; nodeId: string; trunk: string | null; dnis: string; at: number },
  ): Promise<'trunk-inactive' | 'number-not-of-trunk' | 'channels-full' | 'byoc-channels-full' | null> {
    const trunk = call.trunk === null ? null : await this.trunks.find(tx, { name: call.trunk });
    if (!trunk) return null;
    if (!trunk.active) return 'trunk-inactive';
    if (!comesBy(trunk, call.dnis)) return 'number-not-of-trunk';
    await this.channels.lock(tx);
    const { channelsUsed: used } = (await this.trunks.find(tx, { name: trunk.name }))?.health ?? trunk.health;
    const full = fullness({ ...trunk, used }, await this.channels.byocUsed(tx), await this.byocChannels(tx));
    if (full === null) await this.channels.take(tx, { ...call, trunk: trunk.name });
    return full;
  }

  /** Which trunks there are, when every one of them is down; null: one works, or nobody has set one up. */
  async allDown(tx: Transaction): Promise<readonly string[] | null> {
    const trunks = (await this.trunks.all(tx)).filter(({ active }) => active);
    const down = trunks.every(({ health }) => health.state === 'down');
    return down && trunks.length > 0 ? trunks.map(({ name }) => name) : null;
  }

  /** The leg goes on in another call. */
  async hand(tx: Transaction, legId: string, callId: string): Promise<void> {
    await this.channels.hand(tx, legId, callId);
  }

  async release(tx: Transaction, of: { legId: string } | { callId: string }): Promise<void> {
    if ('legId' in of) await this.channels.release(tx, of.legId);
    else await this.channels.releaseCall(tx, of.callId);
  }

  /** An attempt failed for a reason that lies with the trunk: its last error. */
  async failed(tx: Transaction, trunk: string, error: string, at: number): Promise<void> {
    await this.channels.setError(tx, trunk, error.slice(0, 300), at);
  }

  async byocChannels(tx: Transaction): Promise<number> {
    return byocChannelsOf((await this.licensing.order(tx)).addOns);
  }

  private async question(tx: Transaction, attempt: OutboundAttempt, at: number): Promise<TrunkQuestion> {
    const { timeZone, addOns } = await this.licensing.order(tx);
    const local = DateTime.fromMillis(at, { zone: timeZone });
    return {
      number: attempt.number,
      campaignId: attempt.campaignId ?? null,
      callerId: attempt.callerId,
      local: { weekday: local.weekday, time: local.toFormat('HH:mm') },
      byocChannels: byocChannelsOf(addOns),
      failed: attempt.failed ?? [],
    };
  }
}

/** The unit of sale is one channel. */
export const byocChannelsOf = (addOns: readonly { featureId: string; quantity: number }[]): number =>
  addOns.filter(({ featureId }) => featureId === 'sip-trunk-byoc').reduce((sum, { quantity }) => sum + quantity, 0);

const factsOf = (trunk: Trunk) => ({ ...trunk, state: trunk.health.state, used: trunk.health.channelsUsed });

/** Ends of an attempt that lie with the trunk rather than with whom it should reach. */
export const liesWithTrunk = (cause: string): boolean =>
  (['network-failure', 'congestion', 'unknown-trunk', 'failed'] satisfies RetryCause[] as string[]).includes(cause);
