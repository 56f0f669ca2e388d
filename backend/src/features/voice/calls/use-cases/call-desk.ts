import { Injectable } from '@nestjs/common';
import type { TransferTarget } from '#contracts';
import type { EventMeta } from '../../../../kernel/journal';
import { refused, type Outcome, type Refusal } from '../../../../kernel/outcome';
import { Database } from '../../../../platform/database';
import type { CallRefusal, DeskCommand } from '../domain/call-commands';
import type { CallState } from '../domain/call-state';
import type { FollowUpRefusal } from '../../../customers/classification';
import { CallRefused } from './call-refused';
import { Calls } from './calls';
import { Targets, type TargetRefusal } from './targets';

/**
 * - `classifier-not-found`: the call cannot be classified with what does not exist (any more)
 * - `classifier-not-of-queue`: the call's queue names its classifiers, and this one is not among them
 */
export type DeskRefusal = CallRefusal | TargetRefusal | FollowUpRefusal | Refusal<'classifier-not-of-queue'>;
type Done = Outcome<{ state: CallState }, DeskRefusal>;

/** What agents do with their calls. The decider refuses whatever is not theirs or not possible now. */
@Injectable()
export class CallDesk {
  constructor(
    private readonly database: Database,
    private readonly calls: Calls,
    private readonly targets: Targets,
  ) {}

  act(callId: string, command: DeskCommand, meta: EventMeta): Promise<Done> {
    return this.database.transaction((tx) => this.calls.handle(tx, callId, command, meta));
  }

  /** The colleague is reserved first (agents are locked before calls); when the call refuses, nobody was reserved. */
  async hand(
    callId: string,
    how: { type: 'Transfer' | 'Consult'; agentId: string; target: TransferTarget },
    meta: EventMeta,
  ): Promise<Done> {
    try {
      return await this.database.transaction(async (tx) => {
        const call = await this.calls.load(tx, callId);
        const wanted = { callId, byAgentId: how.agentId, call };
        const to = await this.targets.resolve(tx, how.target, wanted, meta);
        if (!to.ok) return to;
        const outcome = await this.calls.handle(
          tx,
          callId,
          { type: how.type, agentId: how.agentId, to: to.value },
          meta,
        );
        if (!outcome.ok) throw new CallRefused(outcome.refusal);
        return outcome;
      });
    } catch (error) {
      if (error instanceof CallRefused) return refused(error.refusal as CallRefusal);
      throw error;
    }
  }
}
