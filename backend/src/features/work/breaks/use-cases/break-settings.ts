import { Inject, Injectable } from '@nestjs/common';
import type { BreakKind, BreakLimit, SaveBreakKind, SaveBreakLimit } from '#contracts';
import { IDS, type Ids } from '../../../../kernel/ids';
import type { DomainEvent, EventMeta } from '../../../../kernel/journal';
import { accepted, refused, type Outcome, type Refusal } from '../../../../kernel/outcome';
import { Database, sqlState, type Transaction } from '../../../../platform/database';
import { Journal } from '../../../../platform/journal';
import { BreakKindStore } from '../data/break-kind.store';

export type BreakKindSaved = DomainEvent<'BreakKindSaved', { kind: BreakKind }>;
export type BreakKindDeleted = DomainEvent<'BreakKindDeleted', { kind: BreakKind }>;
export type BreakLimitSaved = DomainEvent<'BreakLimitSaved', { limit: BreakLimit }>;
export type BreakLimitDeleted = DomainEvent<'BreakLimitDeleted', { limit: BreakLimit }>;

export type BreakSettingRefusal = Refusal<
  'break-kind-not-found' | 'break-kind-name-taken' | 'break-limit-not-found' | 'group-not-found' | 'changed-meanwhile'
>;
type Saved<T> = Outcome<T, BreakSettingRefusal>;

/** Kinds of breaks and their limits: tables and a journal entry each. A kind that is deleted stays in the breaks that were of it. */
@Injectable()
export class BreakSettings {
  constructor(
    private readonly database: Database,
    private readonly journal: Journal,
    private readonly store: BreakKindStore,
    @Inject(IDS) private readonly ids: Ids,
  ) {}

  createKind(kind: SaveBreakKind, meta: EventMeta): Promise<Saved<BreakKind>> {
    return this.saving(async (tx) => {
      const id = this.ids.next();
      await this.store.insertKind(tx, id, kind);
      return this.kindSaved(tx, id, meta);
    });
  }

  updateKind(id: string, kind: SaveBreakKind, meta: EventMeta): Promise<Saved<BreakKind>> {
    return this.saving(async (tx) => {
      if (!(await this.store.kind(tx, id))) return refused({ code: 'break-kind-not-found' });
      if (!(await this.store.updateKind(tx, id, kind))) return refused({ code: 'changed-meanwhile' });
      return this.kindSaved(tx, id, meta);
    });
  }

  removeKind(id: string, meta: EventMeta): Promise<Saved<void>> {
    return this.saving(async (tx) => {
      const kind = await this.store.kind(tx, id);
      if (!kind || !(await this.store.removeKind(tx, id))) return refused({ code: 'break-kind-not-found' });
      const deleted: BreakKindDeleted = { type: 'BreakKindDeleted', data: { kind } };
      await this.journal.append(tx, `break-kind-${id}`, [deleted], meta);
      return accepted(undefined);
    });
  }

  createLimit(limit: SaveBreakLimit, meta: EventMeta): Promise<Saved<BreakLimit>> {
    return this.saving(async (tx) => {
      const id = this.ids.next();
      await this.store.insertLimit(tx, id, limit);
      return this.limitSaved(tx, id, meta);
    });
  }

  updateLimit(id: string, limit: SaveBreakLimit, meta: EventMeta): Promise<Saved<BreakLimit>> {
    return this.saving(async (tx) => {
      if (!(await this.store.limit(tx, id))) return refused({ code: 'break-limit-not-found' });
      if (!(await this.store.updateLimit(tx, id, limit))) return refused({ code: 'changed-meanwhile' });
      return this.limitSaved(tx, id, meta);
    });
  }

  removeLimit(id: string, meta: EventMeta): Promise<Saved<void>> {
    return this.saving(async (tx) => {
      const limit = await this.store.limit(tx, id);
      if (!limit || !(await this.store.removeLimit(tx, id))) return refused({ code: 'break-limit-not-found' });
      const deleted: BreakLimitDeleted = { type: 'BreakLimitDeleted', data: { limit } };
      await this.journal.append(tx, `break-limit-${id}`, [deleted], meta);
      return accepted(undefined);
    });
  }

  private async kindSaved(tx: Transaction, id: string, meta: EventMeta): Promise<Saved<BreakKind>> {
    const kind = await this.store.kind(tx, id);
    if (!kind) return refused({ code: 'break-kind-not-found' });
    const saved: BreakKindSaved = { type: 'BreakKindSaved', data: { kind } };
    await this.journal.append(tx, `break-kind-${id}`, [saved], meta);
    return accepted(kind);
  }

  private async limitSaved(tx: Transaction, id: string, meta: EventMeta): Promise<Saved<BreakLimit>> {
    const limit = await this.store.limit(tx, id);
    if (!limit) return refused({ code: 'break-limit-not-found' });
    const saved: BreakLimitSaved = { type: 'BreakLimitSaved', data: { limit } };
    await this.journal.append(tx, `break-limit-${id}`, [saved], meta);
    return accepted(limit);
  }

  private async saving<T>(work: (tx: Transaction) => Promise<Saved<T>>): Promise<Saved<T>> {
    try {
      return await this.database.transaction(work);
    } catch (error) {
      if (sqlState(error) === '23505') return refused({ code: 'break-kind-name-taken' });
      if (sqlState(error) === '23503') return refused({ code: 'group-not-found' });
      throw error;
    }
  }
}
