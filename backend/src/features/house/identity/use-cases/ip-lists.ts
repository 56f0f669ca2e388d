import { Inject, Injectable } from '@nestjs/common';
import type { IpList, SaveIpList } from '#contracts';
import { CLOCK, type Clock } from '../../../../kernel/clock';
import { IDS, type Ids } from '../../../../kernel/ids';
import { accepted, refused, type Outcome } from '../../../../kernel/outcome';
import { Database, type Transaction } from '../../../../platform/database';
import type { Cause } from '../../../../platform/http';
import { Journal } from '../../../../platform/journal';
import { IpListStore } from '../data/ip-list.store';
import type { IpListEvent } from '../domain/events';
import { parseRange } from '../domain/ip-range';
import type { IdentityRefusal } from '../domain/refusals';
import { refusalOfConflict } from './conflict';

type Result = Promise<Outcome<IpList, IdentityRefusal>>;

/** Limits from where users may come. A list holds from the next request on. */
@Injectable()
export class IpLists {
  constructor(
    private readonly database: Database,
    private readonly journal: Journal,
    private readonly store: IpListStore,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(IDS) private readonly ids: Ids,
  ) {}

  create({ scope, ranges }: SaveIpList, cause: Cause): Result {
    return refusalOfConflict(() =>
      this.database.transaction(async (tx) => {
        const wrong = await this.wrong(tx, { scope, ranges });
        if (wrong) return refused(wrong);
        const list = { id: this.ids.next(), scope, ranges, version: 1 };
        await this.store.insert(tx, list);
        await this.write(tx, 'IpListCreated', list, cause);
        return accepted(list);
      }),
    );
  }

  update(id: string, { scope, ranges, version }: SaveIpList, cause: Cause): Result {
    return refusalOfConflict(() =>
      this.database.transaction(async (tx) => {
        const before = await this.store.lock(tx, id);
        if (!before) return refused({ code: 'not-found' });
        if (version !== before.version) return refused({ code: 'stale-version' });
        const wrong = await this.wrong(tx, { scope, ranges });
        if (wrong) return refused(wrong);
        const list = { id, scope, ranges, version: before.version + 1 };
        await this.store.update(tx, list);
        await this.write(tx, 'IpListUpdated', list, cause);
        return accepted(list);
      }),
    );
  }

  delete(id: string, cause: Cause): Promise<Outcome<void, IdentityRefusal>> {
    return this.database.transaction(async (tx) => {
      const list = await this.store.lock(tx, id);
      if (!list) return refused({ code: 'not-found' });
      await this.store.delete(tx, id);
      await this.write(tx, 'IpListDeleted', list, cause);
      return accepted(undefined);
    });
  }

  private async wrong(
    tx: Transaction,
    { scope, ranges }: Pick<SaveIpList, 'scope' | 'ranges'>,
  ): Promise<IdentityRefusal | null> {
    const index = ranges.findIndex((range) => parseRange(range) === null);
    if (index >= 0) return { code: 'range-invalid', index };
    if (scope.kind !== 'user') return null;
    const found = await tx.query<unknown[]>('select 1 from app_user where id = $1', [scope.userId]);
    return found.length > 0 ? null : { code: 'unknown-reference', field: 'scope.userId' };
  }

  private async write(
    tx: Transaction,
    type: IpListEvent['type'],
    { id, scope, ranges }: IpList,
    cause: Cause,
  ): Promise<void> {
    const event: IpListEvent = { type, data: { ipListId: id, scope, ranges } };
    await this.journal.append(tx, `iplist-${id}`, [event], { at: this.clock.now(), ...cause });
  }
}
