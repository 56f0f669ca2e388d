import { Inject, Injectable } from '@nestjs/common';
import type { RingGroup, SaveRingGroup } from '#contracts';
import { IDS, type Ids } from '../../../../kernel/ids';
import type { EventMeta } from '../../../../kernel/journal';
import { accepted, refused, type Outcome, type Refusal } from '../../../../kernel/outcome';
import { Database, sqlState, type Transaction } from '../../../../platform/database';
import { Journal } from '../../../../platform/journal';
import { RingGroupStore } from '../data/ring-group.store';

/** `extension-taken`: a user or another group has it; `members-unknown`: somebody is gone or has no extension; `target-unknown`: the queue or box behind it is gone; `ring-group-in-use`: a number leads there. */
export type RingGroupRefusal = Refusal<
  | 'ring-group-not-found'
  | 'extension-taken'
  | 'members-unknown'
  | 'target-unknown'
  | 'ring-group-in-use'
  | 'changed-meanwhile'
>;
type Saved = Outcome<RingGroup, RingGroupRefusal>;

/** Settings of ring groups: the next call follows them. */
@Injectable()
export class RingGroupSettings {
  constructor(
    private readonly database: Database,
    private readonly journal: Journal,
    private readonly store: RingGroupStore,
    @Inject(IDS) private readonly ids: Ids,
  ) {}

  create(given: SaveRingGroup, meta: EventMeta): Promise<Saved> {
    return this.saving(given, async (tx) => {
      const id = this.ids.next();
      await this.store.insert(tx, id, given);
      return this.announce(tx, id, meta);
    });
  }

  update(id: string, given: SaveRingGroup & { version: number }, meta: EventMeta): Promise<Saved> {
    return this.saving(given, async (tx) => {
      if (!(await this.store.find(tx, { id }))) return refused({ code: 'ring-group-not-found' });
      if (!(await this.store.update(tx, id, given, given.version))) return refused({ code: 'changed-meanwhile' });
      return this.announce(tx, id, meta);
    });
  }

  async remove(id: string, meta: EventMeta): Promise<Outcome<void, RingGroupRefusal>> {
    try {
      return await this.database.transaction(async (tx) => {
        const group = await this.store.find(tx, { id });
        if (!group) return refused({ code: 'ring-group-not-found' });
        await this.store.remove(tx, id);
        const event = { type: 'RingGroupRemoved', data: { groupId: id, name: group.name } };
        await this.journal.append(tx, `ring-group-${id}`, [event], meta);
        return accepted(undefined);
      });
    } catch (error) {
      if (sqlState(error) === '23503') return refused({ code: 'ring-group-in-use' });
      throw error;
    }
  }

  private async saving(given: SaveRingGroup, work: (tx: Transaction) => Promise<Saved>): Promise<Saved> {
    try {
      return await this.database.transaction(async (tx) => {
        if (await this.store.extensionTaken(tx, given.extension)) return refused({ code: 'extension-taken' });
        if (!(await this.store.membersExist(tx, given.memberIds))) return refused({ code: 'members-unknown' });
        if (!(await this.store.targetExists(tx, given.then))) return refused({ code: 'target-unknown' });
        return work(tx);
      });
    } catch (error) {
      if (sqlState(error) === '23505') return refused({ code: 'extension-taken' });
      throw error;
    }
  }

  private async announce(tx: Transaction, id: string, meta: EventMeta): Promise<Saved> {
    const group = await this.store.find(tx, { id });
    if (!group) return refused({ code: 'ring-group-not-found' });
    const { id: groupId, ...told } = group;
    await this.journal.append(tx, `ring-group-${id}`, [{ type: 'RingGroupSaved', data: { groupId, ...told } }], meta);
    return accepted(group);
  }
}
