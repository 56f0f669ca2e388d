import { Inject, Injectable } from '@nestjs/common';
import type { Queue, SaveQueue } from '#contracts';
import { CLOCK, type Clock } from '../../../../kernel/clock';
import { IDS, type Ids } from '../../../../kernel/ids';
import type { EventMeta } from '../../../../kernel/journal';
import { accepted, refused, type Outcome, type Refusal } from '../../../../kernel/outcome';
import { parsePhoneNumber } from '../../../../kernel/phone-number';
import { Database, sqlState, type Transaction } from '../../../../platform/database';
import { Journal } from '../../../../platform/journal';
import { LicensingService, type LimitReached } from '../../../house/licensing';
import { QueueStore } from '../data/queue.store';
import { OverflowTargets } from './overflow-targets';

/**
 * - `queue-name-taken`, `queue-not-found`, `changed-meanwhile`
 * - `queue-member-unknown`: an agent, group or classifier does not exist
 * - `queue-has-waiting`: callers wait in it; make it inactive first and let it run empty
 * - `queue-has-numbers`: a number of ours leads to it
 * - `queue-is-overflow-target`: another queue overflows into it
 * - `overflow-to-itself`, `overflow-target-unavailable`, `number-not-valid`: where its callers should go; `place` is the rule's, from 0
 * - `feature-not-ordered`: the settings in `field` need a function that the Order lacks
 */
export type QueueRefusal =
  | Refusal<
      | 'queue-name-taken'
      | 'queue-not-found'
      | 'changed-meanwhile'
      | 'queue-member-unknown'
      | 'queue-has-waiting'
      | 'queue-has-numbers'
      | 'queue-is-overflow-target'
    >
  | (Refusal<'overflow-to-itself' | 'overflow-target-unavailable' | 'number-not-valid'> & { readonly place: number })
  | (Refusal<'feature-not-ordered'> & { readonly field: string; readonly feature: string })
  | LimitReached;

type Saved = Outcome<Queue, QueueRefusal>;

/** Queue settings: plain tables and a journal entry; routing follows the entry, so waiting callers feel an edit at once. */
@Injectable()
export class QueueSettings {
  constructor(
    private readonly database: Database,
    private readonly journal: Journal,
    private readonly queues: QueueStore,
    @Inject(IDS) private readonly ids: Ids,
    @Inject(CLOCK) private readonly clock: Clock,
    private readonly licensing: LicensingService,
    private readonly targets: OverflowTargets,
  ) {}

  async create(queue: SaveQueue, meta: EventMeta): Promise<Saved> {
    return this.referencing(async (tx) => {
      const allowed = await this.licensing.checkHardCap(tx, 'limit-queues', () => this.queues.count(tx));
      if (!allowed.ok) return allowed;
      const id = this.ids.next();
      const possible = await this.check(tx, id, queue);
      if (!possible.ok) return possible;
      if (await this.queues.nameTaken(tx, queue.name, id)) return refused({ code: 'queue-name-taken' });
      await this.queues.insert(tx, id, queue);
      return this.announce(tx, id, meta);
    });
  }

  async update(id: string, queue: SaveQueue, version: number, meta: EventMeta): Promise<Saved> {
    return this.referencing(async (tx) => {
      const current = await this.queues.find(tx, id);
      if (!current) return refused({ code: 'queue-not-found' });
      const possible = await this.check(tx, id, queue);
      if (!possible.ok) return possible;
      if (await this.queues.nameTaken(tx, queue.name, id)) return refused({ code: 'queue-name-taken' });
      if (!(await this.queues.update(tx, id, queue, version))) return refused({ code: 'changed-meanwhile' });
      return this.announce(tx, id, meta);
    });
  }

  async remove(id: string, meta: EventMeta): Promise<Outcome<void, QueueRefusal>> {
    return this.database.transaction(async (tx) => {
      const queue = await this.queues.find(tx, id);
      if (!queue) return refused({ code: 'queue-not-found' });
      if ((await this.queues.waiting(tx, id)) > 0) return refused({ code: 'queue-has-waiting' });
      if (await this.queues.hasNumbers(tx, id)) return refused({ code: 'queue-has-numbers' });
      if (await this.queues.isOverflowTarget(tx, id)) return refused({ code: 'queue-is-overflow-target' });
      await this.queues.remove(tx, id, this.clock.now());
      await this.journal.append(
        tx,
        `queue-${id}`,
        [{ type: 'QueueDeleted', data: { queueId: id, name: queue.name } }],
        meta,
      );
      return accepted(undefined);
    });
  }

  /** Somebody joined or left a group: the queues that the group serves have other members now. */
  async groupChanged(groupId: string, meta: EventMeta): Promise<void> {
    await this.database.transaction(async (tx) => {
      for (const rules of await this.queues.rules(tx, await this.queues.idsWithGroup(tx, groupId))) {
        await this.journal.append(
          tx,
          `queue-${rules.id}`,
          [{ type: 'QueueMembersChanged', data: { queueId: rules.id, rules } }],
          meta,
        );
      }
    });
  }

  /** What the fields mean together, with the other settings and with the Order. */
  private async check(tx: Transaction, id: string, queue: SaveQueue): Promise<Outcome<void, QueueRefusal>> {
    for (const [place, { to }] of queue.overflow.entries()) {
      if (to.kind === 'queue' && to.queueId === id) return refused({ code: 'overflow-to-itself', place });
      if (to.kind === 'number' && !(await this.canBeRung(to.number)))
        return refused({ code: 'number-not-valid', place });
      if (!(await this.targets.leadSomewhere(tx, to))) return refused({ code: 'overflow-target-unavailable', place });
    }
    for (const [field, feature] of Object.entries(needsFeature(queue)))
      if (!(await this.licensing.has(feature))) return refused({ code: 'feature-not-ordered', field, feature });
    return accepted(undefined);
  }

  /** A telephone number, or the extension of a colleague. */
  private async canBeRung(number: string): Promise<boolean> {
    if (parsePhoneNumber(number).ok) return true;
    const rows = await this.database.read.query<object[]>('select 1 from app_user where extension = $1', [number]);
    return rows.length > 0;
  }

  private async announce(tx: Transaction, id: string, meta: EventMeta): Promise<Saved> {
    const queue = await this.queues.find(tx, id);
    const [rules] = await this.queues.rules(tx, [id]);
    if (!queue || !rules) return refused({ code: 'queue-not-found' });
    await this.journal.append(tx, `queue-${id}`, [{ type: 'QueueSaved', data: { queueId: id, queue, rules } }], meta);
    return accepted(queue);
  }

  private async referencing(work: (tx: Transaction) => Promise<Saved>): Promise<Saved> {
    try {
      return await this.database.transaction(work);
    } catch (error) {
      if (sqlState(error) === '23503') return refused({ code: 'queue-member-unknown' });
      if (sqlState(error) === '23505') return refused({ code: 'queue-name-taken' });
      throw error;
    }
  }
}

/** Fields in use that only some packages have, by the function's id. */
const needsFeature = (queue: SaveQueue): Record<string, string> => ({
  ...((queue.skills.length > 0 || queue.rings.length > 0) && { skills: 'sbr-pbr-queues' }),
  ...(queue.ranking !== 'strategy' && { ranking: 'sbr-pbr-queues' }),
  ...(queue.callback && { callback: 'automatic-callbacks' }),
  ...(queue.keepRelationship && { keepRelationship: 'relationship-keeping' }),
});
