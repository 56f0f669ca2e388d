import { Inject, Injectable } from '@nestjs/common';
import { IDS, type Ids } from '../../../../kernel/ids';
import type { EventMeta } from '../../../../kernel/journal';
import { config } from '../../../../platform/config';
import type { Transaction } from '../../../../platform/database';
import { liesWithTrunk, OutboundTrunks } from '../../trunks';
import { callsArea } from '../calls.config';
import { Calls } from './calls';

interface FailedAttempt {
  readonly legId: string;
  readonly cause: string;
  readonly rawCause: string;
}

/** The attempt to reach somebody outside failed on its trunk: the next one, when the route says so. */
@Injectable()
export class RetryTrunk {
  constructor(
    private readonly calls: Calls,
    private readonly trunks: OutboundTrunks,
    @Inject(IDS) private readonly ids: Ids,
  ) {}

  /** True: another attempt is on its way, so the failure is not the call's end. */
  async after(tx: Transaction, callId: string, failed: FailedAttempt, meta: EventMeta): Promise<boolean> {
    await this.trunks.release(tx, { legId: failed.legId });
    const { phase, direction, far, agent, ownNumber, nodeId, campaign } = await this.calls.load(tx, callId);
    if (phase !== 'dialing' || direction !== 'outbound' || far?.legId !== failed.legId) return false;
    if (far.party.kind !== 'number' || far.trunk === null || far.stage === 'up' || (agent && agent.stage !== 'up'))
      return false;
    const { cause, rawCause } = failed;
    if (liesWithTrunk(cause)) await this.trunks.failed(tx, far.trunk, `${cause} (${rawCause})`, meta.at);
    const legId = this.ids.next();
    const next = await this.trunks.choose(
      tx,
      {
        ...{ callId, legId, nodeId, number: far.party.number, callerId: ownNumber },
        failed: [...(far.failed ?? []), { trunk: far.trunk, cause }],
        configured: far.trunk,
        campaignId: campaign?.campaignId ?? null,
      },
      meta,
    );
    // While no trunk is set up, the one of the configuration has had its chance.
    if (!next.ok || next.value.trunk === far.trunk) return false;
    const { trunk, callerId } = next.value;
    const ring = {
      ...{ legId, party: far.party, trunk, ringSeconds: config(callsArea).ringSeconds },
      callerId: { number: callerId ?? '' },
    };
    const outcome = await this.calls.handle(tx, callId, { type: 'Reroute', failed: far.legId, cause, ring }, meta);
    return outcome.ok && outcome.value.events.length > 0;
  }
}
