import { Inject, Injectable } from '@nestjs/common';
import type { SaveTrunkRoute, TrunkRoute } from '#contracts';
import { IDS, type Ids } from '../../../../kernel/ids';
import type { EventMeta } from '../../../../kernel/journal';
import { accepted, refused, type Outcome, type Refusal } from '../../../../kernel/outcome';
import { Database, type Transaction } from '../../../../platform/database';
import { Journal } from '../../../../platform/journal';
import { CampaignScopes } from '../../blacklist';
import { TrunkRouteStore } from '../data/route.store';
import { TrunkStore } from '../data/trunk.store';

export type RouteRefusal = Refusal<
  'trunk-route-not-found' | 'trunk-unknown' | 'campaign-not-found' | 'changed-meanwhile'
>;
type Saved = Outcome<TrunkRoute, RouteRefusal>;

/** Settings of routes: the next call follows them. */
@Injectable()
export class RouteSettings {
  constructor(
    private readonly database: Database,
    private readonly journal: Journal,
    private readonly store: TrunkRouteStore,
    private readonly trunks: TrunkStore,
    private readonly campaigns: CampaignScopes,
    @Inject(IDS) private readonly ids: Ids,
  ) {}

  create(given: SaveTrunkRoute, meta: EventMeta): Promise<Saved> {
    return this.database.transaction(async (tx) => {
      const wrong = await this.unknown(tx, given);
      if (wrong) return refused(wrong);
      const id = this.ids.next();
      await this.store.insert(tx, id, given);
      return this.announce(tx, id, meta);
    });
  }

  update(id: string, given: SaveTrunkRoute & { version: number }, meta: EventMeta): Promise<Saved> {
    return this.database.transaction(async (tx) => {
      if (!(await this.store.find(tx, id))) return refused({ code: 'trunk-route-not-found' });
      const wrong = await this.unknown(tx, given);
      if (wrong) return refused(wrong);
      if (!(await this.store.update(tx, id, given, given.version))) return refused({ code: 'changed-meanwhile' });
      return this.announce(tx, id, meta);
    });
  }

  remove(id: string, meta: EventMeta): Promise<Outcome<void, RouteRefusal>> {
    return this.database.transaction(async (tx) => {
      const route = await this.store.find(tx, id);
      if (!route) return refused({ code: 'trunk-route-not-found' });
      await this.store.remove(tx, id);
      const event = { type: 'TrunkRouteRemoved', data: { routeId: id, name: route.name } };
      await this.journal.append(tx, `trunk-route-${id}`, [event], meta);
      return accepted(undefined);
    });
  }

  private async unknown(tx: Transaction, { trunkIds, campaignId }: SaveTrunkRoute): Promise<RouteRefusal | null> {
    const known = new Set((await this.trunks.all(tx)).map(({ id }) => id));
    if (!trunkIds.every((id) => known.has(id))) return { code: 'trunk-unknown' };
    if (campaignId !== null && !(await this.campaigns.exists(tx, campaignId))) return { code: 'campaign-not-found' };
    return null;
  }

  private async announce(tx: Transaction, id: string, meta: EventMeta): Promise<Saved> {
    const route = await this.store.find(tx, id);
    if (!route) return refused({ code: 'trunk-route-not-found' });
    const { id: routeId, ...told } = route;
    await this.journal.append(tx, `trunk-route-${id}`, [{ type: 'TrunkRouteSaved', data: { routeId, ...told } }], meta);
    return accepted(route);
  }
}
