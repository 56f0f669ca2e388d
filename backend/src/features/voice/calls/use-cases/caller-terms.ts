import { Injectable } from '@nestjs/common';
import type { Transaction } from '../../../../platform/database';
import { ContactRoutingStore } from '../../../customers/records';
import type { Requirement, WorkCommand } from '../../../work/routing';

/** What the record of whoever calls says of his place: its priority comes before flow, queue and channel. */
@Injectable()
export class CallerTerms {
  constructor(private readonly routing: ContactRoutingStore) {}

  async apply(tx: Transaction, order: WorkCommand): Promise<WorkCommand> {
    if (order.type !== 'Enqueue') return order;
    const { subject } = order;
    const [call] = await tx.query<{ contact_id: string | null }[]>('select contact_id from call where id = $1', [
      subject.subjectId,
    ]);
    if (!call?.contact_id) return order;
    const { priority, skills } = await this.routing.of(tx, call.contact_id);
    const requirements = highest(subject.requirements ?? [], skills);
    if (priority === null) return { ...order, subject: { ...subject, requirements } };
    return { ...order, subject: { ...subject, requirements, priority, priorityBy: 'record' } };
  }
}

/** Both together; of a skill that both ask for, the higher level. */
function highest(one: readonly Requirement[], other: readonly Requirement[]): readonly Requirement[] {
  const of = new Map<string, Requirement>();
  for (const each of [...one, ...other]) {
    const known = of.get(each.skillId);
    if (!known || each.level > known.level) of.set(each.skillId, each);
  }
  return [...of.values()];
}
