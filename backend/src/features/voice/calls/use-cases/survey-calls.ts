import { Inject, Injectable } from '@nestjs/common';
import { IDS, type Ids } from '../../../../kernel/ids';
import type { EventMeta } from '../../../../kernel/journal';
import { accepted, refused, type Outcome, type Refusal } from '../../../../kernel/outcome';
import type { Transaction } from '../../../../platform/database';
import { SWITCH, type Switch } from '../../switch';
import { INITIAL_CALL, type CallSurvey } from '../domain/call-state';
import { Calls } from './calls';
import { Targets, type TargetRefusal } from './targets';

interface Wanted {
  /** The conversation that the opinion is about. */
  readonly of: string;
  readonly flowId: string;
  readonly number: string;
}

/** Calls for opinions: the line that stays when the agent hangs up, and calls by the system in which no agent takes part. */
@Injectable()
export class SurveyCalls {
  constructor(
    private readonly calls: Calls,
    private readonly targets: Targets,
    @Inject(SWITCH) private readonly port: Switch,
    @Inject(IDS) private readonly ids: Ids,
  ) {}

  /** Where the caller goes when the agent hangs up; null: the line ends as usual. */
  async plan(tx: Transaction, callId: string, survey: CallSurvey | null, meta: EventMeta): Promise<void> {
    await this.calls.handle(tx, callId, { type: 'PlanSurvey', survey }, meta);
  }

  /** Calls the number by the trunk that the routes give it; the blacklist may refuse. */
  async place(
    tx: Transaction,
    { of, flowId, number }: Wanted,
    meta: EventMeta,
  ): Promise<Outcome<{ callId: string }, TargetRefusal | Refusal<'not-a-number'>>> {
    const { ownNumber, contact, shown } = await this.calls.load(tx, of);
    const { nodeId } = this.port;
    const callId = this.ids.next();
    const call = { ...INITIAL_CALL, nodeId, ownNumber };
    const found = await this.targets.resolve(tx, { kind: 'number', number }, { callId, byAgentId: null, call }, meta);
    if (!found.ok) return found;
    // An extension of ours: the conversation was with a colleague.
    if (found.value.kind !== 'number') return refused({ code: 'not-a-number' });
    const { ring } = found.value;
    const asked = { of, flowId, number, displayName: shown.displayName, ownNumber, contact };
    await this.calls.handle(tx, callId, { type: 'DialSurvey', nodeId, ring, ...asked }, meta);
    return accepted({ callId });
  }
}
