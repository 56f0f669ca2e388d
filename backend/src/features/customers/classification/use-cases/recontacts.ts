import { Injectable } from '@nestjs/common';
import type { ChangeRecontact, Recontact } from '#contracts';
import type { EventMeta } from '../../../../kernel/journal';
import { accepted, refused, type Outcome, type Refusal } from '../../../../kernel/outcome';
import { Database } from '../../../../platform/database';
import { Journal } from '../../../../platform/journal';
import { RecontactStore } from '../data/recontact.store';

/** `recontact-closed`: it was done or cancelled before. */
export type RecontactChangeRefusal = Refusal<
  'recontact-not-found' | 'recontact-closed' | 'recontact-in-past' | 'changed-meanwhile'
>;

/** Recontacts after they were set: moved, done, cancelled. */
@Injectable()
export class Recontacts {
  constructor(
    private readonly database: Database,
    private readonly journal: Journal,
    private readonly store: RecontactStore,
  ) {}

  /** `onlyOf`: the promise of any other agent is not found. */
  change(
    id: string,
    change: ChangeRecontact,
    onlyOf: readonly string[] | null,
    meta: EventMeta,
  ): Promise<Outcome<Recontact, RecontactChangeRefusal>> {
    return this.database.transaction(async (tx) => {
      const current = await this.store.find(tx, id);
      const hidden = current?.for === 'agent' && onlyOf !== null && !onlyOf.includes(current.agent?.id ?? '');
      if (!current || hidden) return refused({ code: 'recontact-not-found' });
      if (current.state !== 'open') return refused({ code: 'recontact-closed' });
      if (change.dueAt !== undefined && Date.parse(change.dueAt) <= meta.at)
        return refused({ code: 'recontact-in-past' });
      const next = { dueAt: change.dueAt ?? current.dueAt, state: change.state ?? current.state };
      if (!(await this.store.update(tx, { id, version: change.version, ...next })))
        return refused({ code: 'changed-meanwhile' });
      const event = { type: 'RecontactChanged', data: { recontactId: id, ...next } };
      await this.journal.append(tx, `recontact-${id}`, [event], meta);
      return accepted({ ...current, ...next, version: change.version + 1 });
    });
  }
}
