import { Inject, Injectable } from '@nestjs/common';
import type { SaveTrunk, Trunk } from '#contracts';
import { IDS, type Ids } from '../../../../kernel/ids';
import type { EventMeta } from '../../../../kernel/journal';
import { accepted, refused, type Outcome, type Refusal } from '../../../../kernel/outcome';
import { config } from '../../../../platform/config';
import { Database, sqlState, type Transaction } from '../../../../platform/database';
import { Journal } from '../../../../platform/journal';
import { secretsArea } from '../../../../platform/secrets';
import { TrunkRouteStore } from '../data/route.store';
import { sealPassword } from '../data/sealed-password';
import { TrunkStore } from '../data/trunk.store';
import { OutboundTrunks } from './outbound-trunks';

/**
 * - `byoc-channels-exceeded`: trunks of own carriers may have so many channels together as the Order pays for
 * - `trunk-in-use`: routes name it · `trunk-name-fixed`: calls and events know it by its name
 * - `account-missing`: registration needs user and password · `secret-missing`: the installation has none to seal with
 */
export type TrunkRefusal =
  | Refusal<
      | 'trunk-not-found'
      | 'trunk-name-taken'
      | 'trunk-name-fixed'
      | 'account-missing'
      | 'secret-missing'
      | 'changed-meanwhile'
    >
  | (Refusal<'byoc-channels-exceeded'> & { readonly paid: number; readonly wanted: number })
  | (Refusal<'trunk-in-use'> & { readonly routes: string });
type Saved = Outcome<Trunk, TrunkRefusal>;

/** Settings of trunks: a table and a journal entry without the password; the switch follows the entry. */
@Injectable()
export class TrunkSettings {
  constructor(
    private readonly database: Database,
    private readonly journal: Journal,
    private readonly store: TrunkStore,
    private readonly routes: TrunkRouteStore,
    private readonly outbound: OutboundTrunks,
    @Inject(IDS) private readonly ids: Ids,
  ) {}

  create(given: SaveTrunk, meta: EventMeta): Promise<Saved> {
    return this.saving(async (tx) => {
      const id = this.ids.next();
      await this.store.insert(tx, id, given);
      return this.settle(tx, id, given, meta);
    });
  }

  update(id: string, given: SaveTrunk & { version: number }, meta: EventMeta): Promise<Saved> {
    return this.saving(async (tx) => {
      const current = await this.store.find(tx, { id });
      if (!current) return refused({ code: 'trunk-not-found' });
      if (current.name !== given.name) return refused({ code: 'trunk-name-fixed' });
      if (!(await this.store.update(tx, id, given, given.version))) return refused({ code: 'changed-meanwhile' });
      return this.settle(tx, id, given, meta);
    });
  }

  remove(id: string, meta: EventMeta): Promise<Outcome<void, TrunkRefusal>> {
    return this.database.transaction(async (tx) => {
      const trunk = await this.store.find(tx, { id });
      if (!trunk) return refused({ code: 'trunk-not-found' });
      const routes = await this.routes.namesUsing(tx, id);
      if (routes.length > 0) return refused({ code: 'trunk-in-use', routes: routes.join(', ') });
      await this.store.remove(tx, id);
      const event = { type: 'TrunkRemoved', data: { trunkId: id, name: trunk.name } };
      await this.journal.append(tx, `trunk-${trunk.name}`, [event], meta);
      return accepted(undefined);
    });
  }

  private async settle(tx: Transaction, id: string, given: SaveTrunk, meta: EventMeta): Promise<Saved> {
    if (given.password) {
      const { secret } = config(secretsArea);
      if (secret === '') throw new TrunkRefused({ code: 'secret-missing' });
      await this.store.seal(tx, id, sealPassword(given.password, given.name, secret));
    }
    const trunk = await this.store.find(tx, { id });
    if (!trunk) throw new TrunkRefused({ code: 'trunk-not-found' });
    if (trunk.authentication === 'registration' && !(trunk.username && trunk.hasPassword))
      throw new TrunkRefused({ code: 'account-missing' });
    await this.checkByoc(tx);
    const { id: trunkId, health: _health, line: _line, ...told } = trunk;
    await this.journal.append(tx, `trunk-${trunk.name}`, [{ type: 'TrunkSaved', data: { trunkId, ...told } }], meta);
    return accepted(trunk);
  }

  private async checkByoc(tx: Transaction): Promise<void> {
    const own = (await this.store.all(tx)).filter(({ supplier, active }) => supplier === 'byoc' && active);
    if (own.length === 0) return;
    const wanted = own.reduce((sum, { channels }) => sum + channels, 0);
    const paid = await this.outbound.byocChannels(tx);
    if (wanted > paid) throw new TrunkRefused({ code: 'byoc-channels-exceeded', paid, wanted });
  }

  private async saving(work: (tx: Transaction) => Promise<Saved>): Promise<Saved> {
    try {
      return await this.database.transaction(work);
    } catch (error) {
      if (error instanceof TrunkRefused) return refused(error.refusal);
      if (sqlState(error) === '23505') return refused({ code: 'trunk-name-taken' });
      throw error;
    }
  }
}

/** Undoes the transaction that found it out. */
class TrunkRefused extends Error {
  constructor(readonly refusal: TrunkRefusal) {
    super(refusal.code);
  }
}
