import { Injectable } from '@nestjs/common';
import type { Instant } from '../../../../kernel/clock';
import type { Transaction } from '../../../../platform/database';

/** Successes with the value that counts, as they were classified last. */
@Injectable()
export class SuccessStore {
  /** What was noted of the call before does not count any more; a classifier without success leaves nothing. */
  async note(
    tx: Transaction,
    { callId, classifierId, agentId, at }: { callId: string; classifierId: string; agentId: string; at: Instant },
  ): Promise<void> {
    await tx.query('delete from success_fact where call_id = $1', [callId]);
    await tx.query(
      `insert into success_fact (call_id, agent_id, campaign_id, classifier_id, value, at)
       select l.id, $3, (select a.campaign_id from dial_attempt a where a.call_id = l.id limit 1), c.id, coalesce(c.success_value, 0),
         to_timestamp($4 / 1000.0)
       from call l join classifier c on c.id = $2 and c.success where l.id = $1`,
      [callId, classifierId, agentId, at],
    );
  }
}
