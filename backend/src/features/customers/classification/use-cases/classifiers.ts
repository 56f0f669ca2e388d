import { Inject, Injectable } from '@nestjs/common';
import type { Classifier, FollowUp, SaveClassifier } from '#contracts';
import { IDS, type Ids } from '../../../../kernel/ids';
import type { EventMeta } from '../../../../kernel/journal';
import { accepted, refused, type Outcome, type Refusal } from '../../../../kernel/outcome';
import { Database, sqlState, type Transaction } from '../../../../platform/database';
import { Journal } from '../../../../platform/journal';
import { ExternalUrls } from '../../external-urls';
import { ScriptStore } from '../../scripts';
import { ClassifierStore } from '../data/classifier.store';
import { Processes } from './processes';

/** `classifier-in-use`: calls carry it, so it can only be made inactive. */
export type ClassifierRefusal =
  | Refusal<'classifier-not-found' | 'classifier-name-taken' | 'classifier-in-use' | 'changed-meanwhile'>
  | (Refusal<'follow-up-not-possible'> & { readonly field: string; readonly rule: string });
type Saved = Outcome<Classifier, ClassifierRefusal>;

@Injectable()
export class Classifiers {
  constructor(
    private readonly database: Database,
    private readonly journal: Journal,
    private readonly store: ClassifierStore,
    private readonly urls: ExternalUrls,
    private readonly processes: Processes,
    private readonly scripts: ScriptStore,
    @Inject(IDS) private readonly ids: Ids,
  ) {}

  create(classifier: SaveClassifier, meta: EventMeta): Promise<Saved> {
    return this.naming(async (tx) => {
      const wrong = await this.impossible(classifier.followUps);
      if (wrong) return refused(wrong);
      const id = this.ids.next();
      await this.store.insert(tx, id, classifier);
      return this.announce(tx, id, meta);
    });
  }

  update(id: string, change: Partial<SaveClassifier> & { version: number }, meta: EventMeta): Promise<Saved> {
    return this.naming(async (tx) => {
      const current = await this.store.find(tx, id);
      if (!current) return refused({ code: 'classifier-not-found' });
      const wrong = await this.impossible(change.followUps ?? []);
      if (wrong) return refused(wrong);
      if (!(await this.store.update(tx, id, { ...current, ...change }, change.version)))
        return refused({ code: 'changed-meanwhile' });
      return this.announce(tx, id, meta);
    });
  }

  remove(id: string, meta: EventMeta): Promise<Outcome<void, ClassifierRefusal>> {
    return this.database.transaction(async (tx) => {
      const classifier = await this.store.find(tx, id);
      if (!classifier) return refused({ code: 'classifier-not-found' });
      if (!(await this.store.remove(tx, id))) return refused({ code: 'classifier-in-use' });
      await this.journal.append(
        tx,
        `classifier-${id}`,
        [{ type: 'ClassifierRemoved', data: { classifierId: id, name: classifier.name } }],
        meta,
      );
      return accepted(undefined);
    });
  }

  /** The follow-up that cannot be: an address that may not be opened, a process or a published script that is not there. */
  private async impossible(
    followUps: readonly FollowUp[],
  ): Promise<Extract<ClassifierRefusal, { code: 'follow-up-not-possible' }> | null> {
    for (const followUp of followUps) {
      if (followUp.kind === 'open-url') {
        const checked = await this.urls.check(followUp.url);
        if (!checked.ok) return { code: 'follow-up-not-possible', field: 'url', rule: checked.refusal.code };
      }
      if (followUp.kind === 'pass' && !(await this.processes.all()).some(({ id }) => id === followUp.processId))
        return { code: 'follow-up-not-possible', field: 'processId', rule: 'exists' };
      if (followUp.kind === 'start-script' && !(await this.scripts.liveNumber(this.database.read, followUp.scriptId)))
        return { code: 'follow-up-not-possible', field: 'scriptId', rule: 'exists' };
    }
    return null;
  }

  private async announce(tx: Transaction, id: string, meta: EventMeta): Promise<Saved> {
    const classifier = await this.store.find(tx, id);
    if (!classifier) return refused({ code: 'classifier-not-found' });
    await this.journal.append(
      tx,
      `classifier-${id}`,
      [{ type: 'ClassifierSaved', data: { classifierId: id, ...classifier } }],
      meta,
    );
    return accepted(classifier);
  }

  private async naming(work: (tx: Transaction) => Promise<Saved>): Promise<Saved> {
    try {
      return await this.database.transaction(work);
    } catch (error) {
      if (sqlState(error) === '23505') return refused({ code: 'classifier-name-taken' });
      throw error;
    }
  }
}
