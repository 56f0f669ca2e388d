import { Inject, Injectable } from '@nestjs/common';
import type { Group, SaveGroup } from '#contracts';
import { CLOCK, type Clock } from '../../../../kernel/clock';
import { IDS, type Ids } from '../../../../kernel/ids';
import { accepted, refused, type Outcome } from '../../../../kernel/outcome';
import { Database, type Transaction } from '../../../../platform/database';
import type { Cause } from '../../../../platform/http';
import { Journal } from '../../../../platform/journal';
import { GroupStore } from '../data/group.store';
import type { GroupEvent } from '../domain/events';
import type { IdentityRefusal } from '../domain/refusals';
import { refusalOfConflict } from './conflict';

type Result = Promise<Outcome<Group, IdentityRefusal>>;

/** Creates, changes and deletes groups and their members. */
@Injectable()
export class Groups {
  constructor(
    private readonly database: Database,
    private readonly journal: Journal,
    private readonly store: GroupStore,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(IDS) private readonly ids: Ids,
  ) {}

  byName(name: string): Promise<Group | null> {
    return this.store.byName(name);
  }

  create({ name, description, memberIds = [] }: SaveGroup, cause: Cause): Result {
    return refusalOfConflict(() =>
      this.database.transaction(async (tx) => {
        if ((await this.store.unknownUsers(tx, memberIds)) > 0)
          return refused({ code: 'unknown-reference', field: 'memberIds' });
        const id = this.ids.next();
        await this.store.insert(tx, { id, name, description });
        await this.store.changeMembers(tx, id, { added: memberIds, removed: [] });
        await this.write(tx, id, { type: 'GroupCreated', data: { groupId: id, name, memberIds } }, cause);
        return this.present(tx, id);
      }),
    );
  }

  /** Without `memberIds` the members stay. */
  update(id: string, { name, description, memberIds, version }: SaveGroup, cause: Cause): Result {
    return refusalOfConflict(() =>
      this.database.transaction(async (tx) => {
        const before = await this.store.lock(tx, id);
        if (!before) return refused({ code: 'not-found' });
        if (version !== before.version) return refused({ code: 'stale-version' });
        if (memberIds && (await this.store.unknownUsers(tx, memberIds)) > 0)
          return refused({ code: 'unknown-reference', field: 'memberIds' });
        const present = await this.store.memberIds(tx, id);
        const wanted = memberIds ?? present;
        const added = wanted.filter((each) => !present.includes(each));
        const removed = present.filter((each) => !wanted.includes(each));
        await this.store.update(tx, { id, name, description });
        await this.store.changeMembers(tx, id, { added, removed });
        await this.write(tx, id, { type: 'GroupUpdated', data: { groupId: id, name, added, removed } }, cause);
        return this.present(tx, id);
      }),
    );
  }

  delete(id: string, cause: Cause): Promise<Outcome<void, IdentityRefusal>> {
    return this.database.transaction(async (tx) => {
      const group = await this.store.lock(tx, id);
      if (!group) return refused({ code: 'not-found' });
      await this.store.delete(tx, id);
      await this.write(tx, id, { type: 'GroupDeleted', data: { groupId: id, name: group.name } }, cause);
      return accepted(undefined);
    });
  }

  private async present(tx: Transaction, id: string): Result {
    const group = await this.store.byId(id, tx);
    return group ? accepted(group) : refused({ code: 'not-found' });
  }

  private async write(tx: Transaction, id: string, event: GroupEvent, cause: Cause): Promise<void> {
    await this.journal.append(tx, `group-${id}`, [event], { at: this.clock.now(), ...cause });
  }
}
