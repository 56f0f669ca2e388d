import { Inject, Injectable } from '@nestjs/common';
import type { PermissionSet, SavePermissionSet } from '#contracts';
import { CLOCK, type Clock } from '../../../../kernel/clock';
import { IDS, type Ids } from '../../../../kernel/ids';
import { accepted, refused, type Outcome } from '../../../../kernel/outcome';
import { Database, type Transaction } from '../../../../platform/database';
import type { Cause } from '../../../../platform/http';
import { Journal } from '../../../../platform/journal';
import { PermissionSetStore } from '../data/permission-set.store';
import type { PermissionSetEvent } from '../domain/events';
import type { IdentityRefusal } from '../domain/refusals';
import { refusalOfConflict } from './conflict';

type Result = Promise<Outcome<PermissionSet, IdentityRefusal>>;

/** Builds, changes and deletes permission sets; users who have one are affected from their next request on. */
@Injectable()
export class PermissionSets {
  constructor(
    private readonly database: Database,
    private readonly journal: Journal,
    private readonly store: PermissionSetStore,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(IDS) private readonly ids: Ids,
  ) {}

  create({ name, description, grants, denies }: SavePermissionSet, cause: Cause): Result {
    return refusalOfConflict(() =>
      this.database.transaction(async (tx) => {
        const id = this.ids.next();
        await this.store.insert(tx, { id, name, description, grants, denies });
        const data = { permissionSetId: id, name, description, grants, denies };
        await this.write(tx, id, { type: 'PermissionSetCreated', data }, cause);
        return this.present(tx, id);
      }),
    );
  }

  update(id: string, { name, description, grants, denies, version }: SavePermissionSet, cause: Cause): Result {
    return refusalOfConflict(() =>
      this.database.transaction(async (tx) => {
        const before = await this.store.lock(tx, id);
        if (!before) return refused({ code: 'not-found' });
        if (version !== before.version) return refused({ code: 'stale-version' });
        await this.store.update(tx, { id, name, description, grants, denies });
        const data = { permissionSetId: id, name, description, grants, denies };
        await this.write(tx, id, { type: 'PermissionSetUpdated', data }, cause);
        return this.present(tx, id);
      }),
    );
  }

  delete(id: string, cause: Cause): Promise<Outcome<void, IdentityRefusal>> {
    return this.database.transaction(async (tx) => {
      const set = await this.store.lock(tx, id);
      if (!set) return refused({ code: 'not-found' });
      await this.store.delete(tx, id);
      await this.write(tx, id, { type: 'PermissionSetDeleted', data: { permissionSetId: id, name: set.name } }, cause);
      return accepted(undefined);
    });
  }

  private async present(tx: Transaction, id: string): Result {
    const set = await this.store.byId(id, tx);
    return set ? accepted(set) : refused({ code: 'not-found' });
  }

  private async write(tx: Transaction, id: string, event: PermissionSetEvent, cause: Cause): Promise<void> {
    await this.journal.append(tx, `permissionset-${id}`, [event], { at: this.clock.now(), ...cause });
  }
}
