import { Inject, Injectable } from '@nestjs/common';
import type { CreateFlow, Flow, FlowDocument, RenameFlow, SavedDraft, SaveDraft } from '#contracts';
import { IDS, type Ids } from '../../../../kernel/ids';
import type { EventMeta } from '../../../../kernel/journal';
import { accepted, refused, type Outcome } from '../../../../kernel/outcome';
import { Database, sqlState, type Transaction } from '../../../../platform/database';
import { Journal } from '../../../../platform/journal';
import { FlowStore, type StoredFlow, type Supervised } from '../data/flow.store';
import { FlowSurroundings } from '../data/flow-surroundings.store';
import type { FlowEvent } from '../domain/flow-events';
import type { FlowRefusal } from './flow-refusals';
import { JudgeFlow } from './judge-flow';

type Saved<T> = Outcome<T, FlowRefusal>;

/** What a new flow begins with. */
const BLANK: FlowDocument = {
  schema: 1,
  language: 'pl',
  variables: [],
  nodes: [{ kind: 'start', id: 'start', name: 'Start', position: { x: 0, y: 0 } }],
  edges: [],
};

/** Flows as they are edited: each user sees those of the groups he supervises. */
@Injectable()
export class Flows {
  constructor(
    private readonly database: Database,
    private readonly journal: Journal,
    private readonly store: FlowStore,
    private readonly surroundings: FlowSurroundings,
    private readonly judging: JudgeFlow,
    @Inject(IDS) private readonly ids: Ids,
  ) {}

  async one(id: string, supervised: Supervised): Promise<Saved<Flow>> {
    const flow = await this.store.find(this.database.read, id, supervised);
    if (!flow) return refused({ code: 'flow-not-found' });
    return accepted({ ...flow, findings: await this.judging.judge(this.database.read, id, flow.draft) });
  }

  /** A supervisor of some groups makes flows for these groups: the first of his when he names none. */
  create(given: CreateFlow, supervised: Supervised, meta: EventMeta): Promise<Saved<Flow>> {
    return this.saving(async (tx) => {
      const id = this.ids.next();
      const groupIds = groupsFor(given.groupIds, supervised);
      if (!groupIds) return refused({ code: 'group-unknown' });
      await this.store.insert(tx, { id, name: given.name, draft: given.document ?? BLANK, at: meta.at });
      await this.store.setGroups(tx, id, groupIds);
      await this.tell(tx, id, { type: 'FlowSaved', data: { flowId: id, name: given.name, groupIds } }, meta);
      return this.stored(tx, id);
    });
  }

  rename(id: string, given: RenameFlow, supervised: Supervised, meta: EventMeta): Promise<Saved<Flow>> {
    return this.saving(async (tx) => {
      const flow = await this.store.find(tx, id, supervised);
      if (!flow) return refused({ code: 'flow-not-found' });
      const groupIds = groupsFor(given.groupIds ?? flow.groupIds, supervised);
      if (!groupIds) return refused({ code: 'group-unknown' });
      const name = given.name ?? flow.name;
      if (!(await this.store.rename(tx, id, name, given.version))) return refused({ code: 'changed-meanwhile' });
      await this.store.setGroups(tx, id, groupIds);
      await this.tell(tx, id, { type: 'FlowSaved', data: { flowId: id, name, groupIds } }, meta);
      return this.stored(tx, id);
    });
  }

  /** Kept however incomplete it is; calls do not feel it. */
  saveDraft(id: string, given: SaveDraft, supervised: Supervised, meta: EventMeta): Promise<Saved<SavedDraft>> {
    return this.database.transaction(async (tx) => {
      const flow = await this.store.find(tx, id, supervised);
      if (!flow) return refused({ code: 'flow-not-found' });
      if (!(await this.store.saveDraft(tx, id, { ...given, at: meta.at })))
        return refused({ code: 'changed-meanwhile' });
      const draftVersion = given.draftVersion + 1;
      const event = { type: 'FlowDraftSaved', data: { flowId: id, name: flow.name, draftVersion } } as const;
      await this.tell(tx, id, event, meta);
      return accepted({ draftVersion, findings: await this.judging.judge(tx, id, given.document) });
    });
  }

  remove(id: string, supervised: Supervised, meta: EventMeta): Promise<Saved<void>> {
    return this.database.transaction(async (tx) => {
      const flow = await this.store.find(tx, id, supervised);
      if (!flow) return refused({ code: 'flow-not-found' });
      const by = [
        ...(await this.surroundings.numbersInto(tx, id)),
        ...(await this.surroundings.queuesInto(tx, id)),
        ...(await this.store.runBy(tx, id)),
      ];
      if (by.length > 0) return refused({ code: 'flow-in-use', by });
      await this.store.remove(tx, id);
      await this.tell(tx, id, { type: 'FlowDeleted', data: { flowId: id, name: flow.name } }, meta);
      return accepted(undefined);
    });
  }

  private async stored(tx: Transaction, id: string): Promise<Saved<Flow>> {
    const flow = await this.store.find(tx, id);
    if (!flow) return refused({ code: 'flow-not-found' });
    return accepted({ ...flow, findings: await this.judging.judge(tx, id, flow.draft) });
  }

  private async tell(tx: Transaction, id: string, event: FlowEvent, meta: EventMeta): Promise<void> {
    await this.journal.append(tx, `flow-${id}`, [event], meta);
  }

  private async saving<T>(work: (tx: Transaction) => Promise<Saved<T>>): Promise<Saved<T>> {
    try {
      return await this.database.transaction(work);
    } catch (error) {
      if (sqlState(error) === '23505') return refused({ code: 'flow-name-taken' });
      if (sqlState(error) === '23503') return refused({ code: 'group-unknown' });
      throw error;
    }
  }
}

/** Null when a group is not his to give. */
function groupsFor(wanted: StoredFlow['groupIds'], supervised: Supervised): string[] | null {
  const given = [...new Set(wanted)];
  if (!supervised) return given;
  if (given.length === 0 && supervised.size > 0) return [...supervised].slice(0, 1);
  return given.length > 0 && given.every((id) => supervised.has(id)) ? given : null;
}
