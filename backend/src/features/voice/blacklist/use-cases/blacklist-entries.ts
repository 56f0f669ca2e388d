import { Inject, Injectable } from '@nestjs/common';
import type { BlacklistEntry, SaveBlacklistEntry } from '#contracts';
import { IDS, type Ids } from '../../../../kernel/ids';
import type { EventMeta } from '../../../../kernel/journal';
import { accepted, refused, type Outcome, type Refusal } from '../../../../kernel/outcome';
import { Database, sqlState, type Transaction } from '../../../../platform/database';
import { Journal } from '../../../../platform/journal';
import { Schedule } from '../../../../platform/schedule';
import { BlacklistStore, type EntryFields } from '../data/blacklist.store';
import { readPattern, type PatternRefusal } from '../domain/pattern';
import { scopeOf } from '../domain/scope';
import { CampaignScopes } from './campaign-scopes';

/** Timer that removes an entry. */
export const BLACKLIST_EXPIRY = 'blacklist.expire';
export const expiryKey = (id: string): string => `${BLACKLIST_EXPIRY}:${id}`;

/** `entry-known`: the same pattern, direction and scope is on the list already. */
export type EntryRefusal =
  | PatternRefusal
  | Refusal<'entry-not-found' | 'entry-known' | 'campaign-not-found' | 'expires-in-past' | 'changed-meanwhile'>;
type Saved = Outcome<BlacklistEntry, EntryRefusal>;

/** Settings of the blacklist: a table, a journal entry each, and a timer for what shall end by itself. */
@Injectable()
export class BlacklistEntries {
  constructor(
    private readonly database: Database,
    private readonly journal: Journal,
    private readonly schedule: Schedule,
    private readonly store: BlacklistStore,
    private readonly campaigns: CampaignScopes,
    @Inject(IDS) private readonly ids: Ids,
  ) {}

  create(given: SaveBlacklistEntry, meta: EventMeta): Promise<Saved> {
    return this.saving(given, meta, async (tx, fields) => {
      const id = this.ids.next();
      const made = await this.store.insert(tx, [{ id, ...fields }], { by: meta.actor.id, at: meta.at });
      if (!made.has(id)) return refused({ code: 'entry-known' });
      return this.announce(tx, id, { type: 'BlacklistEntryAdded', more: { importId: null } }, meta);
    });
  }

  update(id: string, given: SaveBlacklistEntry & { version: number }, meta: EventMeta): Promise<Saved> {
    return this.saving(given, meta, async (tx, fields) => {
      if (!(await this.store.find(tx, id))) return refused({ code: 'entry-not-found' });
      if (!(await this.store.update(tx, id, fields, given.version))) return refused({ code: 'changed-meanwhile' });
      return this.announce(tx, id, { type: 'BlacklistEntryChanged', more: {} }, meta);
    });
  }

  async remove(
    id: string,
    because: 'removed' | 'expired',
    meta: EventMeta,
  ): Promise<Outcome<void, Refusal<'entry-not-found'>>> {
    return this.database.transaction(async (tx) => {
      const entry = await this.store.find(tx, id);
      if (!entry || !(await this.store.remove(tx, id))) return refused({ code: 'entry-not-found' });
      await this.schedule.cancel(tx, expiryKey(id));
      const data = { ...told(entry), because };
      await this.journal.append(tx, `blacklist-${id}`, [{ type: 'BlacklistEntryRemoved', data }], meta);
      return accepted(undefined);
    });
  }

  /** The timer was right only if the entry still ends then. */
  async expire(id: string, meta: EventMeta): Promise<void> {
    const entry = await this.store.find(this.database.read, id);
    if (entry?.expiresAt && Date.parse(entry.expiresAt) <= meta.at) await this.remove(id, 'expired', meta);
  }

  private async announce(
    tx: Transaction,
    id: string,
    event: { type: 'BlacklistEntryAdded' | 'BlacklistEntryChanged'; more: object },
    meta: EventMeta,
  ): Promise<Saved> {
    const entry = await this.store.find(tx, id);
    if (!entry) return refused({ code: 'entry-not-found' });
    if (entry.expiresAt === null) await this.schedule.cancel(tx, expiryKey(id));
    else await this.schedule.at(tx, expiryTimer(id, entry.expiresAt));
    const data = { ...told(entry), ...event.more };
    await this.journal.append(tx, `blacklist-${id}`, [{ type: event.type, data }], meta);
    return accepted(entry);
  }

  private async saving(
    given: SaveBlacklistEntry,
    meta: EventMeta,
    work: (tx: Transaction, fields: EntryFields) => Promise<Saved>,
  ): Promise<Saved> {
    const pattern = readPattern(given);
    if (!pattern.ok) return pattern;
    const { direction, reason, expiresAt } = given;
    const campaignIds = scopeOf(given.campaignIds);
    if (expiresAt !== null && Date.parse(expiresAt) <= meta.at) return refused({ code: 'expires-in-past' });
    try {
      return await this.database.transaction(async (tx) => {
        if ((await this.campaigns.missing(tx, campaignIds)).size > 0) return refused({ code: 'campaign-not-found' });
        return work(tx, { ...pattern.value, direction, campaignIds, reason, expiresAt });
      });
    } catch (error) {
      if (sqlState(error) === '23505') return refused({ code: 'entry-known' });
      throw error;
    }
  }
}

export const expiryTimer = (id: string, expiresAt: string) => ({
  key: expiryKey(id),
  due: Date.parse(expiresAt),
  command: BLACKLIST_EXPIRY,
  payload: { entryId: id },
});

/** What the journal says of an entry. */
export const told = ({ id, kind, value, direction, campaignIds, reason, expiresAt }: EntryFields & { id: string }) => ({
  entryId: id,
  kind,
  value,
  direction,
  campaignIds,
  reason,
  expiresAt,
});
