import { Injectable } from '@nestjs/common';
import type { RecordedEvent } from '../../../../kernel/journal';
import type { Transaction } from '../../../../platform/database';
import type { Affinity, WorkCommand } from '../../../work/routing';
import type { CallQueued } from '../domain/call-events';

const SPOKE_LAST = 'p.agent_id is not null and p.answered_at is not null order by p.started_at desc limit 1';

/** Relationship keeping: whom a caller or a contact talked with last. */
@Injectable()
export class LastAgents {
  /** The order with the caller's last agent in it, where his queue keeps relationships and the caller has just come. */
  async prefer(
    tx: Transaction,
    { type, data }: Pick<RecordedEvent, 'type' | 'data'>,
    order: WorkCommand,
  ): Promise<WorkCommand> {
    if (type !== 'CallQueued' || order.type !== 'Enqueue') return order;
    const { policy, because } = data as CallQueued['data'];
    if (because !== 'arrival' || !policy.lastAgentSeconds) return order;
    const affinity = await this.of(tx, order.subject.subjectId, policy.lastAgentSeconds);
    return { ...order, subject: { ...order.subject, affinity } };
  }

  /** Whoever talked last with one of the numbers on the card, whoever called whom. */
  async ofContact(tx: Transaction, contactId: string): Promise<string | null> {
    const [last] = await tx.query<{ agent_id: string }[]>(
      `select p.agent_id from call p where p.number = any((select phones from contact where id = $1)::text[]) and ${SPOKE_LAST}`,
      [contactId],
    );
    return last?.agent_id ?? null;
  }

  private async of(tx: Transaction, callId: string, seconds: number): Promise<Affinity | null> {
    const [last] = await tx.query<{ agent_id: string }[]>(
      `select p.agent_id from call c join call p on p.number = c.number and p.id <> c.id
       where c.id = $1 and c.number <> '' and ${SPOKE_LAST}`,
      [callId],
    );
    return last ? { agentId: last.agent_id, seconds } : null;
  }
}
