import { Inject, Injectable } from '@nestjs/common';
import { randomBytes } from 'node:crypto';
import { isCampaignMetric, type CreatedWallboardLink, type SaveWallboard, type Wallboard } from '#contracts';
import { CLOCK, type Clock } from '../../../../kernel/clock';
import { IDS, type Ids } from '../../../../kernel/ids';
import type { EventMeta } from '../../../../kernel/journal';
import { accepted, refused, type Outcome, type Refusal } from '../../../../kernel/outcome';
import { Database, sqlState, type Transaction } from '../../../../platform/database';
import { oversees, type Principal } from '../../../../platform/http';
import { Journal } from '../../../../platform/journal';
import { RealtimeGateway } from '../../../../platform/realtime';
import { CampaignFiguresStore, leads } from '../../monitoring';
import { LinkStore } from '../data/link.store';
import { WallboardStore } from '../data/wallboard.store';

/**
 * `wallboard-queue-unknown`, `wallboard-campaign-unknown`: it is not there, or is not supervised; `tile-…-missing`: a tile does not say
 * what it shows.
 */
export type WallboardRefusal =
  | Refusal<'wallboard-not-found' | 'wallboard-name-taken' | 'changed-meanwhile' | 'link-not-found'>
  | (Refusal<'wallboard-queue-unknown' | 'tile-queues-missing' | 'tile-metric-missing'> & { index: number })
  | (Refusal<'wallboard-campaign-unknown' | 'tile-campaigns-missing'> & { index: number });
type Saved<T> = Outcome<T, WallboardRefusal>;

export const LINK_PREFIX = 'wall_';

type Viewer = Pick<Principal, 'supervised'>;

/** Boards and their links: tables and journal entries. */
@Injectable()
export class Wallboards {
  constructor(
    private readonly database: Database,
    private readonly journal: Journal,
    private readonly store: WallboardStore,
    private readonly links: LinkStore,
    private readonly campaigns: CampaignFiguresStore,
    private readonly gateway: RealtimeGateway,
    @Inject(IDS) private readonly ids: Ids,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** `id` null: a new one. */
  save(id: string | null, board: SaveWallboard, user: Viewer, meta: EventMeta): Promise<Saved<Wallboard>> {
    return this.saving(async (tx) => {
      if (id && !(await this.store.find(tx, id))) return refused({ code: 'wallboard-not-found' });
      const wrong = await this.check(tx, board, user);
      if (wrong) return refused(wrong);
      const boardId = id ?? this.ids.next();
      if (!id) await this.store.insert(tx, boardId, board);
      else if (!(await this.store.update(tx, id, board))) return refused({ code: 'changed-meanwhile' });
      const wallboard = await this.store.find(tx, boardId);
      if (!wallboard) return refused({ code: 'wallboard-not-found' });
      const data = { wallboardId: boardId, wallboard };
      await this.journal.append(tx, `wallboard-${boardId}`, [{ type: 'WallboardSaved', data }], meta);
      return accepted(wallboard);
    });
  }

  /** Its links end with it, and whoever shows it by one goes dark. */
  async remove(id: string, meta: EventMeta): Promise<Saved<void>> {
    const links = await this.links.ofBoard(id);
    const removed = await this.saving<void>(async (tx) => {
      const found = await this.store.find(tx, id);
      if (!found) return refused({ code: 'wallboard-not-found' });
      await this.store.remove(tx, id);
      const data = { wallboardId: id, name: found.name };
      await this.journal.append(tx, `wallboard-${id}`, [{ type: 'WallboardRemoved', data }], meta);
      return accepted(undefined);
    });
    if (removed.ok) for (const link of links) this.goDark(link.id);
    return removed;
  }

  createLink(
    id: string,
    { name, userId }: { name: string; userId: string },
    meta: EventMeta,
  ): Promise<Saved<CreatedWallboardLink>> {
    return this.saving(async (tx) => {
      if (!(await this.store.find(tx, id))) return refused({ code: 'wallboard-not-found' });
      const token = LINK_PREFIX + randomBytes(32).toString('base64url');
      const linkId = this.ids.next();
      const given = { id: linkId, wallboardId: id, name, token, createdBy: userId, at: meta.at };
      const link = await this.links.insert(tx, given);
      const data = { wallboardId: id, linkId, name };
      await this.journal.append(tx, `wallboard-${id}`, [{ type: 'WallboardLinkCreated', data }], meta);
      return accepted({ ...link, token });
    });
  }

  async revokeLink(id: string, linkId: string, meta: EventMeta): Promise<Saved<void>> {
    const revoked = await this.saving<void>(async (tx) => {
      const name = await this.links.remove(tx, id, linkId);
      if (name === null) return refused({ code: 'link-not-found' });
      const data = { wallboardId: id, linkId, name };
      await this.journal.append(tx, `wallboard-${id}`, [{ type: 'WallboardLinkRevoked', data }], meta);
      return accepted(undefined);
    });
    if (revoked.ok) this.goDark(linkId);
    return revoked;
  }

  private goDark(linkId: string): void {
    this.gateway.endSockets({ userId: linkId }, 'signed-out');
  }

  private async check(tx: Transaction, { tiles }: SaveWallboard, user: Viewer): Promise<WallboardRefusal | null> {
    const there = new Set(
      await this.store.queues(
        tx,
        tiles.flatMap(({ queueIds }) => queueIds),
      ),
    );
    const campaigns = await this.campaigns.byIds(
      tiles.flatMap(({ campaignIds }) => campaignIds),
      this.clock.now(),
    );
    const led = new Set(campaigns.filter((each) => leads(user, each)).map(({ id }) => id));
    for (const [index, { kind, queueIds, campaignIds, metric }] of tiles.entries()) {
      if (kind === 'clock' || kind === 'text') continue;
      if (kind === 'campaigns' || (kind === 'figure' && isCampaignMetric(metric))) {
        if (campaignIds.length === 0) return { code: 'tile-campaigns-missing', index };
        if (!campaignIds.every((id) => led.has(id))) return { code: 'wallboard-campaign-unknown', index };
        continue;
      }
      if (queueIds.length === 0) return { code: 'tile-queues-missing', index };
      if (kind === 'figure' && metric === null) return { code: 'tile-metric-missing', index };
      const known = queueIds.every((id) => there.has(id) && oversees(user, { queues: [id] }));
      if (!known) return { code: 'wallboard-queue-unknown', index };
    }
    return null;
  }

  private async saving<T>(work: (tx: Transaction) => Promise<Saved<T>>): Promise<Saved<T>> {
    try {
      return await this.database.transaction(work);
    } catch (error) {
      if (sqlState(error) === '23505') return refused({ code: 'wallboard-name-taken' });
      throw error;
    }
  }
}
