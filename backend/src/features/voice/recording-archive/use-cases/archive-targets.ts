import { Inject, Injectable } from '@nestjs/common';
import type { ArchiveTarget, SaveArchiveTarget } from '#contracts';
import { IDS, type Ids } from '../../../../kernel/ids';
import type { EventMeta } from '../../../../kernel/journal';
import { accepted, refused, type Outcome, type Refusal } from '../../../../kernel/outcome';
import { config } from '../../../../platform/config';
import { Database, sqlState, type Transaction } from '../../../../platform/database';
import { Journal } from '../../../../platform/journal';
import { Schedule } from '../../../../platform/schedule';
import { seal, secretsArea } from '../../../../platform/secrets';
import { LicensingService } from '../../../house/licensing';
import { ArchiveStore } from '../data/archive.store';
import { isWanted, type Candidate } from '../domain/wanted';

/** Timer that has a target's waiting copies made. */
export const ARCHIVE_COPIES = 'recordings.archive';
/** Meter of the fee for each connected resource. */
export const ARCHIVE_METER = 'external-recording-archive';
export const SECRETS_OF_TARGETS = 'archive targets';

export type TargetRefusal = Refusal<
  | 'target-not-found'
  | 'target-name-taken'
  | 'changed-meanwhile'
  | 'secret-missing'
  | 'path-not-absolute'
  | 'host-missing'
  | 'limit-reached'
>;
type Saved = Outcome<ArchiveTarget, TargetRefusal>;

/** External resources: settings with a journal entry each, and which recordings they wait for. */
@Injectable()
export class ArchiveTargets {
  constructor(
    private readonly database: Database,
    private readonly journal: Journal,
    private readonly schedule: Schedule,
    private readonly store: ArchiveStore,
    private readonly licensing: LicensingService,
    @Inject(IDS) private readonly ids: Ids,
  ) {}

  create(given: SaveArchiveTarget, meta: EventMeta): Promise<Saved> {
    const id = this.ids.next();
    return this.saving(given, async (tx) => {
      if (!(await this.licensing.checkMetered(tx, ARCHIVE_METER, 1)).ok) return refused({ code: 'limit-reached' });
      await this.store.insert(tx, id, given);
      return this.settle(tx, id, given, meta);
    });
  }

  update(id: string, given: SaveArchiveTarget & { version: number }, meta: EventMeta): Promise<Saved> {
    return this.saving(given, async (tx) => {
      if (!(await this.store.find(tx, id))) return refused({ code: 'target-not-found' });
      if (!(await this.store.update(tx, id, given, given.version))) return refused({ code: 'changed-meanwhile' });
      return this.settle(tx, id, given, meta);
    });
  }

  /** What was copied stays where it is. */
  remove(id: string, meta: EventMeta): Promise<boolean> {
    return this.database.transaction(async (tx) => {
      const name = await this.store.remove(tx, id);
      if (name === null) return false;
      const event = { type: 'ArchiveTargetRemoved', data: { targetId: id, name } };
      await this.journal.append(tx, `archive-${id}`, [event], meta);
      return true;
    });
  }

  /** What was given up, and a target that is left alone, is tried at once. False: there is none. */
  retry(id: string, meta: EventMeta): Promise<boolean> {
    return this.database.transaction(async (tx) => {
      if (!(await this.store.find(tx, id))) return false;
      const copies = await this.store.retry(tx, id);
      const event = { type: 'ArchiveRetried', data: { targetId: id, copies } };
      await this.journal.append(tx, `archive-${id}`, [event], meta);
      await this.due(tx, id, meta.at);
      return true;
    });
  }

  /** A recording was stored: it waits for every target that asks for it. */
  async wish(recordingId: string, recording: Candidate, at: number): Promise<void> {
    for (const target of await this.store.active()) {
      if (!isWanted(target, recording)) continue;
      await this.database.transaction(async (tx) => {
        await this.store.wish(tx, target.id, recordingId, at);
        // A target that has just failed is left alone until its time.
        if (target.nextAt === null) await this.due(tx, target.id, at);
      });
    }
  }

  due(tx: Transaction, targetId: string, at: number): Promise<void> {
    const timer = { key: `archive:${targetId}`, due: at, command: ARCHIVE_COPIES, payload: { targetId } };
    return this.schedule.at(tx, timer);
  }

  private async settle(tx: Transaction, id: string, given: SaveArchiveTarget, meta: EventMeta): Promise<Saved> {
    const { secret } = config(secretsArea);
    const of = { secret, purpose: SECRETS_OF_TARGETS, owner: id };
    if (given.password) await this.store.seal(tx, id, 'password', seal(Buffer.from(given.password), of));
    if (given.privateKey) await this.store.seal(tx, id, 'private_key', seal(Buffer.from(given.privateKey), of));
    const target = await this.store.find(tx, id);
    if (!target) return refused({ code: 'target-not-found' });
    const { name, kind, path, host, port, username, queueIds, direction, minSeconds, active } = target;
    const data = { targetId: id, name, kind, path, host, port, username, queueIds, direction, minSeconds, active };
    await this.journal.append(tx, `archive-${id}`, [{ type: 'ArchiveTargetSaved', data }], meta);
    if (active) await this.due(tx, id, meta.at);
    return accepted(target);
  }

  private async saving(given: SaveArchiveTarget, work: (tx: Transaction) => Promise<Saved>): Promise<Saved> {
    if (given.kind === 'directory' && !given.path.startsWith('/')) return refused({ code: 'path-not-absolute' });
    if (given.kind === 'sftp' && given.host === '') return refused({ code: 'host-missing' });
    if ((given.password || given.privateKey) && config(secretsArea).secret === '')
      return refused({ code: 'secret-missing' });
    try {
      return await this.database.transaction(work);
    } catch (error) {
      if (sqlState(error) === '23505') return refused({ code: 'target-name-taken' });
      throw error;
    }
  }
}
