import { Inject, Injectable } from '@nestjs/common';
import type { SavedView, SaveView } from '#contracts';
import { IDS, type Ids } from '../../../../kernel/ids';
import type { EventMeta } from '../../../../kernel/journal';
import { accepted, refused, type Outcome, type Refusal } from '../../../../kernel/outcome';
import { Database, sqlState } from '../../../../platform/database';
import type { Principal } from '../../../../platform/http';
import { Journal } from '../../../../platform/journal';
import { ViewStore } from '../data/view.store';

/** `view-not-shared`: sharing with roles is for those who may. */
export type ViewRefusal = Refusal<'view-name-taken' | 'view-not-found' | 'view-not-shared'>;

/** Lists and reports with their filters, kept under a name. */
@Injectable()
export class Views {
  constructor(
    private readonly database: Database,
    private readonly journal: Journal,
    private readonly store: ViewStore,
    @Inject(IDS) private readonly ids: Ids,
  ) {}

  async save(view: SaveView, user: Principal, meta: EventMeta): Promise<Outcome<SavedView, ViewRefusal>> {
    if (view.roles.length > 0 && !user.permissions.has('views.share')) return refused({ code: 'view-not-shared' });
    const id = this.ids.next();
    try {
      await this.database.transaction(async (tx) => {
        await this.store.insert(tx, { ...view, id, ownerId: user.userId, at: meta.at });
        await this.journal.append(tx, `view-${id}`, [{ type: 'ViewSaved', data: { viewId: id, view } }], meta);
      });
    } catch (error) {
      if (sqlState(error) === '23505') return refused({ code: 'view-name-taken' });
      throw error;
    }
    const saved = (await this.store.of(view.path, user)).find((each) => each.id === id);
    return saved ? accepted(saved) : refused({ code: 'view-not-found' });
  }

  async remove(id: string, { userId }: Principal, meta: EventMeta): Promise<Outcome<void, ViewRefusal>> {
    return this.database.transaction(async (tx) => {
      const name = await this.store.remove(tx, id, userId);
      if (name === null) return refused({ code: 'view-not-found' });
      await this.journal.append(tx, `view-${id}`, [{ type: 'ViewRemoved', data: { viewId: id, name } }], meta);
      return accepted(undefined);
    });
  }
}
