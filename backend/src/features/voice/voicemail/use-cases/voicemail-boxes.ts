import { Inject, Injectable } from '@nestjs/common';
import {
  saveVoicemailBoxSchema,
  type OwnGreeting,
  type SaveVoicemailBox,
  type Spoken,
  type VoicemailBox,
} from '#contracts';
import { IDS, type Ids } from '../../../../kernel/ids';
import type { EventMeta } from '../../../../kernel/journal';
import { accepted, refused, type Outcome, type Refusal } from '../../../../kernel/outcome';
import { Database, sqlState, type Transaction } from '../../../../platform/database';
import { Journal } from '../../../../platform/journal';
import { BoxStore } from '../data/box.store';

/**
 * - `box-name-taken`, `box-not-found`, `changed-meanwhile`
 * - `box-owner-taken`: this person has a box already
 * - `box-person-unknown`: a person or group does not exist
 * - `box-has-messages`: handle and delete what is in it first
 * - `box-is-target`: a queue, a flow or a ring group leads callers to it
 */
export type BoxRefusal = Refusal<
  | 'box-name-taken'
  | 'box-not-found'
  | 'box-owner-taken'
  | 'box-person-unknown'
  | 'box-has-messages'
  | 'box-is-target'
  | 'changed-meanwhile'
>;
type Saved = Outcome<VoicemailBox, BoxRefusal>;

/** What a caller meets at a box, taken from its settings when he comes to it. */
export interface BoxPlan {
  readonly boxId: string;
  readonly name: string;
  readonly greeting: readonly Spoken[];
  readonly language: string;
  readonly maximumSeconds: number;
}

/** Settings of voicemail boxes: plain tables and a journal entry. */
@Injectable()
export class VoicemailBoxes {
  constructor(
    private readonly database: Database,
    private readonly journal: Journal,
    private readonly store: BoxStore,
    @Inject(IDS) private readonly ids: Ids,
  ) {}

  /** Null: there is no such box. */
  async plan(tx: Transaction, boxId: string): Promise<BoxPlan | null> {
    const box = await this.store.find(tx, boxId);
    if (!box) return null;
    const { name, greeting, language, maximumSeconds } = box;
    return { boxId, name, greeting: greeting ? [greeting] : [], language, maximumSeconds };
  }

  /** The box of one person, made when the first caller comes to it; null: there is no such person. */
  async planOf(tx: Transaction, userId: string, meta: EventMeta): Promise<BoxPlan | null> {
    const owned = await this.store.ownedBy(tx, userId);
    if (!owned) return null;
    if (owned.boxId) return this.plan(tx, owned.boxId);
    const id = this.ids.next();
    const { name, language } = owned;
    await this.store.insert(tx, id, saveVoicemailBoxSchema.parse({ name, language, ownerId: userId }));
    await this.announce(tx, id, meta);
    return this.plan(tx, id);
  }

  /** What callers hear at a person's own box, whether there is one yet or not. */
  ownGreeting(userId: string): Promise<OwnGreeting | null> {
    return this.database.transaction(async (tx) => {
      const owned = await this.store.ownedBy(tx, userId);
      const box = owned?.boxId ? await this.store.find(tx, owned.boxId) : null;
      return box ? greetingOf(box) : owned && { greeting: null, language: owned.language, version: 0 };
    });
  }

  setOwnGreeting(userId: string, given: OwnGreeting, meta: EventMeta): Promise<Outcome<OwnGreeting, BoxRefusal>> {
    return this.database.transaction(async (tx) => {
      const before = (await this.store.ownedBy(tx, userId))?.boxId ?? null;
      const plan = await this.planOf(tx, userId, meta);
      const box = plan && (await this.store.find(tx, plan.boxId));
      if (!box) return refused({ code: 'box-not-found' });
      const { greeting, language } = given;
      const seen = before === null && given.version === 0 ? box.version : given.version;
      if (!(await this.store.update(tx, box.id, { ...box, greeting, language }, seen)))
        return refused({ code: 'changed-meanwhile' });
      const saved = await this.announce(tx, box.id, meta);
      return saved.ok ? accepted(greetingOf(saved.value)) : saved;
    });
  }

  create(box: SaveVoicemailBox, meta: EventMeta): Promise<Saved> {
    return this.referencing(async (tx) => {
      const id = this.ids.next();
      if (await this.store.ownerTaken(tx, id, box.ownerId)) return refused({ code: 'box-owner-taken' });
      await this.store.insert(tx, id, box);
      return this.announce(tx, id, meta);
    });
  }

  update(id: string, box: SaveVoicemailBox & { version: number }, meta: EventMeta): Promise<Saved> {
    return this.referencing(async (tx) => {
      if (!(await this.store.find(tx, id))) return refused({ code: 'box-not-found' });
      if (await this.store.ownerTaken(tx, id, box.ownerId)) return refused({ code: 'box-owner-taken' });
      if (!(await this.store.update(tx, id, box, box.version))) return refused({ code: 'changed-meanwhile' });
      return this.announce(tx, id, meta);
    });
  }

  remove(id: string, meta: EventMeta): Promise<Outcome<void, BoxRefusal>> {
    return this.database.transaction(async (tx) => {
      const box = await this.store.find(tx, id);
      if (!box) return refused({ code: 'box-not-found' });
      const uses = await this.store.uses(tx, id);
      if (uses) return refused({ code: uses === 'messages' ? 'box-has-messages' : 'box-is-target' });
      await this.store.remove(tx, id);
      const gone = { type: 'VoicemailBoxDeleted', data: { boxId: id, name: box.name } };
      await this.journal.append(tx, `voicemail-box-${id}`, [gone], meta);
      return accepted(undefined);
    });
  }

  private async announce(tx: Transaction, id: string, meta: EventMeta): Promise<Saved> {
    const box = await this.store.find(tx, id);
    if (!box) return refused({ code: 'box-not-found' });
    const { waiting: _waiting, ...settings } = box;
    const saved = { type: 'VoicemailBoxSaved', data: { boxId: id, box: settings } };
    await this.journal.append(tx, `voicemail-box-${id}`, [saved], meta);
    return accepted(box);
  }

  private async referencing(work: (tx: Transaction) => Promise<Saved>): Promise<Saved> {
    try {
      return await this.database.transaction(work);
    } catch (error) {
      if (sqlState(error) === '23503') return refused({ code: 'box-person-unknown' });
      if (sqlState(error) === '23505') return refused({ code: 'box-name-taken' });
      throw error;
    }
  }
}

const greetingOf = ({ greeting, language, version }: VoicemailBox): OwnGreeting => ({ greeting, language, version });
